/** What is read of EBS: for each kind of record, how its ids are found, by which date it changes, and which rows belong to it. */
import type { EntityKind } from "#schema/canonical/change.ts";
import { SourceUnavailable } from "../port.ts";
import type { RecordType, SourceRecord } from "./record.ts";
import type { Query, Row } from "./session.ts";
import type { StatementName } from "./sql/statements.ts";

export interface Stream {
  readonly name: StreamName;
  readonly type: RecordType;
  readonly kinds: readonly EntityKind[];
  /** Pages of ids, for everything there is: (organization, id of the page before, size). */
  readonly ids: StatementName;
  /** What sorts before every id. */
  readonly first: string;
  /** Pages of changed ids; null for stock, whose rows vanish with their dates. */
  readonly changes: StatementName | null;
  /** Ids of business keys: (organization, keys, `narrow` of the keys). */
  readonly byKey: StatementName;
  /** Rows of a record by part, the main one first: (organization, ids, `narrow` of the ids). `by` names the id's column. */
  readonly parts: readonly { readonly name: string; readonly statement: StatementName; readonly by: string }[];
  /** The indexed half of compound ids and keys; null when they are simple. */
  readonly narrow: ((idOrKey: string) => string) | null;
}

export const streamNames = ["stock", "vendors", "items", "jobs", "shipments", "lots", "results"] as const;
export type StreamName = (typeof streamNames)[number];

const upTo = (separator: string) => (text: string) => text.slice(0, Math.max(0, text.indexOf(separator)));

/** In the order of the full load; what others refer to comes first. */
export const streams: readonly Stream[] = [
  {
    name: "stock",
    type: "MTL_ONHAND_QUANTITIES_DETAIL",
    kinds: ["material-availability"],
    ids: "stock-ids",
    first: "0",
    changes: null,
    byKey: "item-by-number",
    parts: [
      { name: "stock", statement: "stock", by: "inventory_item_id" },
      { name: "versions", statement: "stock-versions", by: "inventory_item_id" },
    ],
    narrow: null,
  },
  {
    name: "vendors",
    type: "PO_VENDORS",
    kinds: ["supplier"],
    ids: "vendor-ids",
    first: "0",
    changes: "vendor-changes",
    byKey: "vendor-by-number",
    parts: [{ name: "vendor", statement: "vendor", by: "vendor_id" }],
    narrow: null,
  },
  {
    name: "items",
    type: "MTL_SYSTEM_ITEMS_B",
    kinds: ["material"],
    ids: "item-ids",
    first: "0",
    changes: "item-changes",
    byKey: "item-by-number",
    parts: [{ name: "item", statement: "item", by: "inventory_item_id" }],
    narrow: null,
  },
  {
    name: "jobs",
    type: "WIP_DISCRETE_JOBS",
    kinds: ["production-order"],
    ids: "job-ids",
    first: "0",
    changes: "job-changes",
    byKey: "job-by-name",
    parts: [
      { name: "job", statement: "job", by: "wip_entity_id" },
      { name: "operations", statement: "job-operations", by: "wip_entity_id" },
      { name: "requirements", statement: "job-requirements", by: "wip_entity_id" },
    ],
    narrow: null,
  },
  {
    name: "shipments",
    type: "PO_LINE_LOCATIONS_ALL",
    kinds: ["supplier-commitment"],
    ids: "shipment-ids",
    first: "0",
    changes: "shipment-changes",
    byKey: "shipment-by-number",
    parts: [
      { name: "shipment", statement: "shipment", by: "line_location_id" },
      { name: "acceptances", statement: "shipment-acceptances", by: "line_location_id" },
    ],
    narrow: null,
  },
  {
    name: "lots",
    type: "MTL_LOT_NUMBERS",
    kinds: ["batch"],
    ids: "lot-ids",
    first: "",
    changes: "lot-changes",
    byKey: "lot-by-number",
    parts: [{ name: "lot", statement: "lot", by: "lot_id" }],
    narrow: upTo("/"),
  },
  {
    name: "results",
    type: "QA_RESULTS",
    kinds: ["inspection-lot"],
    ids: "result-ids",
    first: "",
    changes: "result-changes",
    byKey: "result-by-number",
    parts: [{ name: "result", statement: "result", by: "result_id" }],
    narrow: upTo("-"),
  },
];

export function streamOf(name: StreamName): Stream {
  const stream = streams.find((each) => each.name === name);
  if (!stream) throw new RangeError(`there is no stream ${name}`);
  return stream;
}

/** A plant in EBS, and the database's clock in the transaction that asked. */
export interface Organization {
  readonly id: string;
  readonly operatingUnit: string;
  readonly now: string;
}

export async function findOrganization(query: Query, plant: string): Promise<Organization> {
  const [row] = await query("organization", [plant]);
  const { organization_id: id, operating_unit: operatingUnit, now } = row ?? {};
  if (!id || !operatingUnit || !now) {
    throw new SourceUnavailable(`plant ${plant} is no ORGANIZATION_CODE in EBS; correct the plant's code in the landscape`);
  }
  return { id, operatingUnit, now };
}

/** The records of these ids with all their children, as one transaction sees them. Ids without a row are left out. */
export async function readRecords(
  query: Query,
  stream: Stream,
  plant: string,
  organization: Organization,
  ids: readonly string[],
): Promise<SourceRecord[]> {
  if (ids.length === 0) return [];
  const narrowed = stream.narrow ? [[...new Set(ids.map(stream.narrow))]] : [];
  const parts = new Map<string, Map<string, Row[]>>();
  for (const { name, statement, by } of stream.parts) {
    const rows = await query(statement, [organization.id, ids, ...narrowed]);
    parts.set(
      name,
      Map.groupBy(rows, (row) => row[by] ?? ""),
    );
  }
  const main = parts.get(stream.parts[0]?.name ?? "");
  return ids
    .filter((id) => main?.has(id))
    .map((id) => ({
      type: stream.type,
      id,
      plant,
      readAt: organization.now,
      rows: Object.fromEntries([...parts].map(([name, rows]) => [name, rows.get(id) ?? []])),
    }));
}

/** Ids by business key. Keys that EBS does not have are left out. */
export async function findIds(
  query: Query,
  stream: Stream,
  organization: Organization,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const narrow = stream.name === "shipments" ? upTo("/") : stream.narrow;
  const wanted = keys.filter((key) => narrow?.(key) !== "");
  // A collection's number is numeric in EBS; another key cannot be one of its results.
  const askable = stream.name === "results" ? wanted.filter((key) => /^\d+-\d+$/.test(key)) : wanted;
  if (askable.length === 0) return new Map();
  const rows = await query(stream.byKey, [organization.id, askable, ...(narrow ? [[...new Set(askable.map(narrow))]] : [])]);
  return new Map(rows.flatMap(({ key, id }) => (key && id ? [[key, id] as const] : [])));
}
