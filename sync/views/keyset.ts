/**
 * Keyset pagination over several plants: every plant's rows come from its own index in the wanted order, and are
 * merged here. The order is total: sort value, plant, key; rows without a value come last in either direction.
 */
import { InvalidCursor } from "./views.ts";

type SortValue = string | number | null;

/** Where a row stands in the order. */
export interface Place {
  readonly value: SortValue;
  readonly plant: string;
  readonly key: string;
}

export interface Order {
  readonly column: string;
  readonly direction: "ASC" | "DESC";
}

export function writeCursor(order: Order, { value, plant, key }: Place): string {
  return Buffer.from(JSON.stringify([order.column, order.direction, value, plant, key])).toString("base64url");
}

/** Throws InvalidCursor when the text is no cursor of ours, or one of a list in another order. */
export function readCursor(order: Order, cursor: string): Place {
  const refuse = (): never => {
    throw new InvalidCursor(`"${cursor}" is no cursor of this list in this order; take one from an earlier page`);
  };
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return refuse();
  }
  if (!Array.isArray(parts) || parts.length !== 5) return refuse();
  const [column, direction, value, plant, key] = parts as unknown[];
  if (column !== order.column || direction !== order.direction || typeof plant !== "string" || typeof key !== "string") return refuse();
  if (value !== null && typeof value !== "string" && typeof value !== "number") return refuse();
  return { value, plant, key };
}

/** Compares two places in an order. */
export function comparePlaces({ direction }: Order): (a: Place, b: Place) => number {
  const sign = direction === "ASC" ? 1 : -1;
  return (a, b) => {
    if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1;
    return sign * (compare(a.value, b.value) || compare(a.plant, b.plant) || compare(a.key, b.key));
  };
}

/**
 * SQL for the rows of `plant` after a place: one condition for rows with a value, null when none of them is left, and one for
 * rows without. `:value` and `:key` are the place's. A comparison holds for no row without a value, so nothing is said of that
 * beside it: to the planner it would be one bound more, and the index of the order a better choice than it is.
 */
export function afterSql(order: Order, column: string, plant: string, place: Place | null): { valued: string | null; valueless: string } {
  if (place === null) return { valued: `${column} IS NOT NULL`, valueless: "1" };
  const after = order.direction === "ASC" ? ">" : "<";
  const plantIsLater = order.direction === "ASC" ? plant > place.plant : plant < place.plant;
  if (place.value === null) {
    return { valued: null, valueless: plant === place.plant ? `key ${after} :key` : plantIsLater ? "1" : "0" };
  }
  const valued =
    plant === place.plant
      ? `(${column}, key) ${after} (:value, :key)`
      : plantIsLater
        ? `${column} ${after}= :value`
        : `${column} ${after} :value`;
  return { valued, valueless: "1" };
}

function compare(a: SortValue, b: SortValue): number {
  // SQLite compares text by its bytes; our sort values are ASCII, for which code units give the same order.
  return a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1;
}
