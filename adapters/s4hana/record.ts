/** What is read of S/4HANA for one thing, with its parts: the raw message behind a translation. */
import type { Entity } from "../protocols/odata/paging.ts";

const recordTypes = ["A_ProductionOrder_2", "A_MatlStkInAcctMod", "PurchaseOrder", "A_InspectionLot"] as const;
export type RecordType = (typeof recordTypes)[number];

export interface SourceRecord {
  /** The entity set that it comes from. */
  readonly type: RecordType;
  /** Key of the main entity as the service has it. */
  readonly id: string;
  /** The plant that it is read for. */
  readonly plant: string;
  /** When it was asked for (RFC 3339, UTC). */
  readonly observedAt: string;
  /** The main entity with what is expanded. Stock has none. */
  readonly entity: Entity;
  /** What belongs to it and is read apart: confirmations of an order, the decision on a lot, rows of stock. */
  readonly parts: readonly Entity[];
}

/** Back from the text that `JSON.stringify` made of a record; null when it is none. */
export function parseRecord(raw: string): SourceRecord | null {
  try {
    const value = JSON.parse(raw) as Partial<SourceRecord> | null;
    const known = recordTypes.some((type) => type === value?.type);
    const complete = typeof value?.id === "string" && typeof value.plant === "string" && typeof value.observedAt === "string";
    return known && complete && value.entity && Array.isArray(value.parts) ? (value as SourceRecord) : null;
  } catch {
    return null;
  }
}
