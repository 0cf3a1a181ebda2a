/** Every record type's translation. Pure: a record and the system's codes in, canonical facts out. */
import type { RecordType, SourceRecord } from "../record.ts";
import { translateBatches } from "./batch.ts";
import type { Context, Draft } from "./draft.ts";
import { translateLot } from "./inspection-lot.ts";
import { translateStock } from "./material-availability.ts";
import { translateOrder } from "./production-order.ts";
import { translatePurchaseOrder } from "./supplier-commitment.ts";

const translations: Readonly<Record<RecordType, (record: SourceRecord, context: Context) => Draft[]>> = {
  A_ProductionOrder_2: translateOrder,
  A_MatlStkInAcctMod: (record, context) => [...translateStock(record, context), ...translateBatches(record, context)],
  PurchaseOrder: translatePurchaseOrder,
  A_InspectionLot: translateLot,
};

/** Throws a MappingError for a code or value that has no translation. */
export const translateRecord = (record: SourceRecord, context: Context): Draft[] => translations[record.type](record, context);
