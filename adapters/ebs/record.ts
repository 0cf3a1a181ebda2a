/** What is read of EBS for one thing: its rows with their children, in one moment; the raw message behind a translation. */
import type { Row } from "./session.ts";

const recordTypes = [
  "WIP_DISCRETE_JOBS",
  "MTL_SYSTEM_ITEMS_B",
  "PO_VENDORS",
  "PO_LINE_LOCATIONS_ALL",
  "MTL_LOT_NUMBERS",
  "QA_RESULTS",
  "MTL_ONHAND_QUANTITIES_DETAIL",
] as const;
export type RecordType = (typeof recordTypes)[number];

export interface SourceRecord {
  readonly type: RecordType;
  /** Id of the main row, such as WIP_ENTITY_ID. */
  readonly id: string;
  readonly plant: string;
  /** The database's clock when it was read, `2026-11-23 08:00:00`. */
  readonly readAt: string;
  /** Rows by part, such as `job`, `operations`, `requirements`. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
}

/** The main row of a record. */
export function mainRow(record: SourceRecord, part: string): Row {
  const row = record.rows[part]?.[0];
  if (!row) throw new RangeError(`record ${record.type} ${record.id} has no row "${part}"`);
  return row;
}

/** Back from the text that `JSON.stringify` made of a record; null when it is none. */
export function parseRecord(raw: string): SourceRecord | null {
  try {
    const value = JSON.parse(raw) as Partial<SourceRecord> | null;
    const known = recordTypes.some((type) => type === value?.type);
    return known && typeof value?.id === "string" && typeof value.plant === "string" && value.rows ? (value as SourceRecord) : null;
  } catch {
    return null;
  }
}
