/**
 * The views' tables: for each kind the columns by which it can be filtered and sorted, and how each follows from the
 * entity. A new filter is a line here and in `ViewColumns`.
 */

import type { EntityKind } from "#schema/canonical/change.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import { commitmentLateAfter, confirmedDate, endOfDay, isOpen } from "./facts/commitment.ts";
import { isBlocked, isFinished, orderLateAfter } from "./facts/order.ts";
import { availableNow, heldQuantity } from "./facts/stock.ts";
import type { ViewColumns } from "./views.ts";

type Value = string | number | null;

export type Column<Body> =
  /** One value; sorts as text or as a number. */
  | {
      readonly type: "text" | "number";
      readonly of: (body: Body, key: string) => Value;
      /** Brings a value that is asked for into the form that is stored, where that is padded to sort. */
      readonly filter?: (value: string) => string;
      /** Whether large parts of the rows have the same value, or none: what an index of it finds is no small choice. */
      readonly shared?: true;
    }
  /** A moment (RFC 3339); sorts by instant, and is compared with days by its own calendar day. */
  | { readonly type: "moment"; readonly of: (body: Body) => string | null }
  | { readonly type: "flag"; readonly of: (body: Body) => boolean }
  /** Several values, in a table beside; `shared` as above. */
  | { readonly type: "many"; readonly of: (body: Body) => readonly (string | null)[]; readonly shared?: true }
  | Timed<Body>;

/** True once a moment has passed that follows from the row; what time alone turns over is told here and nowhere else. */
interface Timed<Body> {
  readonly type: "condition";
  /** Whether the moment has passed, over the other columns and the time of asking: `:now` in milliseconds, `:today` as a day. */
  readonly sql: string;
  /** The same of a body: the moment in Unix ms, null when there is none. */
  readonly after: (body: Body) => number | null;
  /** The rows whose moment is still to come, the column that tells it, and how the column's value is read as Unix ms. */
  readonly coming: { readonly sql: string; readonly column: string; readonly toMoment: (value: string | number) => number };
}

type Declaration<K extends EntityKind> = {
  readonly [Name in ViewColumns[K] | InternalColumn]?: Column<EntityBodies[K]>;
};
/** Columns that only conditions use. */
type InternalColumn = "finished";

const padded = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(10, "0"));

const declarations: { readonly [K in EntityKind]: Declaration<K> } = {
  "production-order": {
    number: { type: "text", of: (order) => padded(order.number), filter: padded },
    material: { type: "text", of: (order) => order.material },
    state: { type: "text", of: (order) => order.state, shared: true },
    scheduledStart: { type: "moment", of: (order) => order.scheduledStart },
    scheduledEnd: { type: "moment", of: (order) => order.scheduledEnd },
    priority: { type: "number", of: (order) => order.priority, shared: true },
    finished: { type: "flag", of: isFinished },
    late: {
      type: "condition",
      sql: "(finished = 0 AND scheduledEnd IS NOT NULL AND scheduledEnd < :now)",
      after: orderLateAfter,
      coming: { sql: "finished = 0 AND scheduledEnd >= :now", column: "scheduledEnd", toMoment: Number },
    },
    blocked: { type: "flag", of: isBlocked },
    batch: { type: "text", of: (order) => order.batch },
    workCenter: { type: "many", of: (order) => order.operations.map(({ workCenter }) => workCenter) },
    component: { type: "many", of: (order) => order.components.map(({ material }) => material) },
  },
  "material-availability": {
    material: { type: "text", of: (stock) => stock.material },
    available: { type: "number", of: ({ stock }) => toNumber(availableNow(stock)?.value), shared: true },
    blocked: { type: "flag", of: ({ stock }) => heldQuantity(stock) !== null },
    status: {
      type: "many",
      of: ({ stock }) => stock.filter(({ quantity }) => Number(quantity.value) !== 0).map(({ status }) => status),
      shared: true,
    },
    batch: { type: "many", of: ({ stock }) => stock.map(({ batch }) => batch) },
  },
  "supplier-commitment": {
    purchaseOrder: { type: "text", of: (commitment) => commitment.purchaseOrder },
    line: { type: "text", of: ({ purchaseOrder, item }) => `${purchaseOrder}/${item}` },
    supplier: { type: "text", of: (commitment) => commitment.supplier },
    material: { type: "text", of: (commitment) => commitment.material },
    state: { type: "text", of: (commitment) => commitment.state, shared: true },
    requestedDate: { type: "text", of: (commitment) => commitment.requested.date },
    confirmedDate: { type: "text", of: confirmedDate, shared: true },
    open: { type: "flag", of: isOpen },
    late: {
      type: "condition",
      sql: "(open = 1 AND ((confirmedDate IS NOT NULL AND confirmedDate > requestedDate) OR (confirmedDate IS NULL AND requestedDate < :today)))",
      after: commitmentLateAfter,
      coming: {
        sql: "open = 1 AND confirmedDate IS NULL AND requestedDate >= :today",
        column: "requestedDate",
        toMoment: (day) => endOfDay(String(day)),
      },
    },
    sequence: { type: "text", of: (_, key) => padded(key) },
  },
  "inspection-lot": {
    number: { type: "text", of: (lot) => padded(lot.number), filter: padded },
    material: { type: "text", of: (lot) => lot.material },
    batch: { type: "text", of: (lot) => lot.batch },
    batchKey: { type: "text", of: (lot) => (lot.batch === null ? null : `${lot.material}/${lot.batch}`) },
    order: { type: "text", of: (lot) => lot.order },
    disposition: { type: "text", of: (lot) => lot.disposition, shared: true },
    createdAt: { type: "moment", of: (lot) => lot.createdAt },
  },
  batch: {
    number: { type: "text", of: (batch) => batch.number },
    material: { type: "text", of: (batch) => batch.material },
  },
  "quality-disposition": {
    number: { type: "text", of: (quality) => quality.batch },
    material: { type: "text", of: (quality) => quality.material },
    disposition: { type: "text", of: (quality) => quality.disposition, shared: true },
    blocked: { type: "flag", of: ({ held }) => held !== null && Number(held.value) > 0 },
    decidedAt: { type: "moment", of: (quality) => quality.decidedAt },
    order: { type: "text", of: (quality) => quality.order },
  },
  material: { number: { type: "text", of: (material) => padded(material.number), filter: padded } },
  supplier: { number: { type: "text", of: (supplier) => padded(supplier.number), filter: padded } },
  "material-enrichment": { material: { type: "text", of: ({ material }) => padded(material), filter: padded } },
  "supplier-enrichment": { supplier: { type: "text", of: ({ supplier }) => padded(supplier), filter: padded } },
};

/** Decimals become numbers only to be sorted by. */
function toNumber(decimal: string | undefined): number | null {
  return decimal === undefined ? null : Number(decimal);
}

const columns = new Map(
  Object.entries(declarations).map(([kind, declared]) => [kind, new Map(Object.entries(declared) as [string, Column<never>][])]),
);

/** The columns of a kind by name, with the kind's body type taken off: what the SQL is written from. */
export function columnsOf(kind: EntityKind): ReadonlyMap<string, Column<never>> {
  return columns.get(kind) ?? new Map();
}
