/** Whether a row is among those that a question is about, by the same declarations as the SQL that answers it. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKind, Stored } from "#schema/canonical/change.ts";
import { columnsOf } from "./declarations.ts";
import type { Condition, ViewColumns } from "./views.ts";

export interface RowMatch {
  /** Whether the row fits all that does not hang on the time. */
  readonly fits: (row: Stored) => boolean;
  /** Moments (Unix ms) at which the row begins or ceases to fit by the passing of time alone. */
  readonly turns: (row: Stored) => readonly number[];
  /** Whether time alone can make rows fit or not. */
  readonly isTimed: boolean;
  /** Whether the row fits now what hangs on the time. */
  readonly fitsNow: (row: Stored, now: number) => boolean;
}

type Test = (row: Stored) => boolean;

/** `caller` bounds the rows as `accessScope` does. */
export function matchRows<K extends EntityKind>(kind: K, where: readonly Condition<K>[], caller: Caller): RowMatch {
  const tests: Test[] = [ownRows(kind, caller)];
  const timed: { readonly is: boolean; readonly after: (row: Stored) => number | null }[] = [];
  for (const condition of where) {
    const column = columnsOf(kind).get(condition.column);
    if (column?.type === "condition" && "is" in condition) {
      timed.push({ is: condition.is, after: (row) => column.after(row as never) });
    } else tests.push(testOf(kind, condition));
  }
  const momentsOf = (row: Stored): readonly number[] => timed.flatMap(({ after }) => after(row) ?? []).filter(Number.isFinite);
  return {
    fits: (row) => tests.every((test) => test(row)),
    turns: momentsOf,
    isTimed: timed.length > 0,
    fitsNow: (row, now) => timed.every(({ is, after }) => (after(row) ?? Number.POSITIVE_INFINITY) < now === is),
  };
}

/** The value by which a row is sorted; null sorts last. */
export function sortValue<K extends EntityKind>(kind: K, name: ViewColumns[K], row: Stored): string | number | null {
  const column = columnsOf(kind).get(name);
  if (!column || column.type === "many" || column.type === "condition") throw new RangeError(`${kind} is not sorted by ${name}`);
  if (column.type === "flag") return column.of(row as never) ? 1 : 0;
  if (column.type !== "moment") return column.of(row as never, row.meta.key);
  const moment = column.of(row as never);
  return moment === null ? null : Date.parse(moment);
}

/** The values of a column by which rows belong to something. */
export function relationValues(kind: EntityKind, name: string, row: Stored): readonly (string | null)[] {
  const column = columnsOf(kind).get(name);
  if (column?.type === "many") return column.of(row as never);
  if (column?.type === "text" || column?.type === "number") {
    const value = column.of(row as never, row.meta.key);
    return [value === null ? null : String(value)];
  }
  throw new RangeError(`${kind} has no values ${name} by which rows belong to something`);
}

function ownRows(kind: EntityKind, { supplier }: Caller): Test {
  if (supplier === null) return () => true;
  if (kind === "supplier-commitment") return (row) => (row as Stored<"supplier-commitment">).supplier === supplier;
  if (kind === "supplier") return (row) => row.meta.key === supplier;
  // Which materials a supplier sees hangs on its commitments; here every one may be among them.
  return () => kind === "material";
}

function testOf<K extends EntityKind>(kind: K, condition: Condition<K>): Test {
  const column = columnsOf(kind).get(condition.column);
  if (!column || column.type === "condition") throw new RangeError(`${kind} has no column ${condition.column}`);
  if ("is" in condition) {
    if (column.type !== "flag") throw new RangeError(`${kind}.${condition.column} is neither so nor not so`);
    return (row) => column.of(row as never) === condition.is;
  }
  if ("in" in condition) {
    const wanted = new Set<unknown>(column.type === "text" && column.filter ? condition.in.map(column.filter) : condition.in);
    if (column.type === "many") return (row) => column.of(row as never).some((value) => value !== null && wanted.has(value));
    return (row) => wanted.has(column.of(row as never, row.meta.key));
  }
  const { from, to } = condition;
  const readValue = (row: Stored): string | null => {
    const value = column.type === "many" ? null : column.of(row as never, row.meta.key);
    if (value === null) return null;
    return column.type === "moment" ? String(value).slice(0, 10) : String(value);
  };
  return (row) => {
    const value = readValue(row);
    if (from === undefined && to === undefined) return true;
    return value !== null && (from === undefined || value >= from) && (to === undefined || value <= to);
  };
}
