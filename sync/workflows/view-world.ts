/** What workflows look at: the views of one plant, with the eyes of Andon itself, and the concerns that are open. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKind, Stored } from "#schema/canonical/change.ts";
import type { Exceptions } from "../exceptions/exception.ts";
import type { Condition, Page, ViewColumns, Views } from "../views/views.ts";
import { readRevisionKey } from "./revision-review.ts";
import type { World } from "./workflow.ts";

const andon: Caller = { subject: "andon", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };
/** Rows that are read at a time. */
const pageLength = 500;

export interface WorldSources {
  readonly views: Views;
  readonly exceptions: Exceptions;
  readonly slipLimitDays: number;
}

export function viewWorld({ views, exceptions, slipLimitDays }: WorldSources, plant: string, timeZone: string, now: number): World {
  const get = <K extends EntityKind>(kind: K, key: string): Stored<K> | null => views.get(kind, [{ plant, key }], andon)[0] ?? null;
  const list = <K extends EntityKind>(kind: K, where: readonly Condition<K>[], column: ViewColumns[K]): readonly Stored<K>[] => {
    const query = { plants: [plant], where, orderBy: { column, direction: "ASC" as const }, limit: pageLength };
    const found: Stored<K>[] = [];
    for (let after: string | null = null; ; ) {
      const { rows, hasNextPage }: Page<K> = views.list(kind, { ...query, after }, andon);
      for (const { entity } of rows) found.push(entity);
      after = rows.at(-1)?.cursor ?? null;
      if (!hasNextPage || after === null) return found;
    }
  };
  return {
    now,
    timeZone,
    slipLimitDays,
    order: (number) => get("production-order", number),
    unreleasedOrdersOf: (material) =>
      list(
        "production-order",
        [
          { column: "material", in: [material] },
          { column: "state", in: ["PLANNED", "CREATED"] },
        ],
        "number",
      ),
    commitment: (key) => get("supplier-commitment", key),
    openCommitmentsOf: (material) =>
      list(
        "supplier-commitment",
        [
          { column: "material", in: [material] },
          { column: "open", is: true },
        ],
        "requestedDate",
      ),
    availability: (material) => get("material-availability", material),
    lot: (number) => get("inspection-lot", number),
    openRevisions: (material) =>
      exceptions
        .list({ kinds: ["ENGINEERING_REVIEW"], states: ["OPEN"], plants: [plant], keyPrefix: `${material}/`, limit: pageLength })
        .flatMap(({ key, lastRaisedAt }) => {
          const read = readRevisionKey(key ?? "");
          return read ? [{ ...read, since: lastRaisedAt }] : [];
        }),
    isReviewed: (order, since) =>
      exceptions
        .list({ kinds: ["ENGINEERING_REVIEW"], states: ["RESOLVED", "DISCARDED"], plants: [plant], key: order })
        .some(({ lastRaisedAt }) => lastRaisedAt >= since),
    missingFor: (order) =>
      exceptions
        .list({ kinds: ["MATERIAL_SHORTAGE"], states: ["OPEN"], plants: [plant], keyPrefix: `${order}/`, limit: pageLength })
        .flatMap(({ concerns }) => concerns.missing ?? []),
    isConcerned: (kind, key) => exceptions.isOpen(kind, plant, key),
  };
}
