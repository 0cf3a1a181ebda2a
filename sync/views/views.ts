/**
 * The read side: what subgraphs may know. Every read names a caller, whose plants and supplier bound the rows in the
 * SQL itself; a row that the caller may not see is the same as a row that does not exist.
 */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";

/** Columns by which each kind can be filtered and sorted; what stands behind them is in declarations.ts. */
export interface ViewColumns {
  readonly "production-order":
    | "number"
    | "material"
    | "state"
    | "scheduledStart"
    | "scheduledEnd"
    | "priority"
    | "late"
    | "blocked"
    | "workCenter"
    | "component"
    | "batch";
  readonly "material-availability": "material" | "available" | "blocked" | "status" | "batch";
  readonly "supplier-commitment":
    | "purchaseOrder"
    | "line"
    | "supplier"
    | "material"
    | "state"
    | "requestedDate"
    | "confirmedDate"
    | "open"
    | "late"
    | "sequence";
  readonly "inspection-lot": "number" | "material" | "batch" | "batchKey" | "order" | "disposition" | "createdAt";
  readonly batch: "number" | "material";
  readonly "quality-disposition": "number" | "material" | "disposition" | "blocked" | "decidedAt" | "order";
  readonly material: "number";
  readonly supplier: "number";
  readonly "material-enrichment": "material";
  readonly "supplier-enrichment": "supplier";
}

/** One condition on a column; a many-valued column (`workCenter`, `component`, `status`, `batch` of stock) holds when one of its values does. */
export type Condition<K extends EntityKind> =
  | { readonly column: ViewColumns[K]; readonly in: readonly string[] }
  /** Bounds included; compared as the column's type. Days compare with the plant's calendar day of a moment. */
  | { readonly column: ViewColumns[K]; readonly from?: string | undefined; readonly to?: string | undefined }
  | { readonly column: ViewColumns[K]; readonly is: boolean };

export interface ListQuery<K extends EntityKind> {
  /** Null for every plant of the caller. */
  readonly plants: readonly string[] | null;
  readonly where: readonly Condition<K>[];
  readonly orderBy: { readonly column: ViewColumns[K]; readonly direction: "ASC" | "DESC" };
  readonly limit: number;
  /** Cursor of a row of an earlier page with the same order; see `Row.cursor`. */
  readonly after: string | null;
}

export interface Row<K extends EntityKind> {
  readonly entity: Stored<K>;
  /** Keyset cursor: the row's sort value and key, opaque. */
  readonly cursor: string;
}

export interface Page<K extends EntityKind> {
  readonly rows: readonly Row<K>[];
  readonly hasNextPage: boolean;
}

export interface Views {
  /** One entity for each key, null where there is none that the caller may see; in the order of the keys. */
  get<K extends EntityKind>(kind: K, keys: readonly EntityKey[], caller: Caller): readonly (Stored<K> | null)[];

  /** Master data with company-wide numbers, told by whichever of the caller's plants knows it best. */
  getMaster<K extends "material" | "supplier">(kind: K, numbers: readonly string[], caller: Caller): readonly (Stored<K> | null)[];

  /** A page of a list, by keyset. Throws InvalidCursor when `after` is none of ours or belongs to another order. */
  list<K extends EntityKind>(kind: K, query: ListQuery<K>, caller: Caller): Page<K>;

  /** How many rows a list has in all. */
  count<K extends EntityKind>(kind: K, query: Pick<ListQuery<K>, "plants" | "where">, caller: Caller): number;

  /** For each key, the rows of `kind` in that plant whose `column` has that key's value; at most `limit` each, sorted by `orderBy`. */
  related<K extends EntityKind>(
    kind: K,
    column: ViewColumns[K],
    keys: readonly EntityKey[],
    options: { readonly where: readonly Condition<K>[]; readonly orderBy: ViewColumns[K]; readonly limit: number },
    caller: Caller,
  ): readonly (readonly Stored<K>[])[];

  /** Up to when (RFC 3339, UTC) what the system tells is known here; null before the first answer. */
  knownUntil(system: string): string | null;
}

/** `after` is not a cursor of this list. */
export class InvalidCursor extends Error {
  override readonly name = "InvalidCursor";
}
