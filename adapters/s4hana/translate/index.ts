/** Every record type's translation. Pure: a record and the system's codes in, canonical facts out. */
import type { RecordType, SourceRecord } from "../record.ts";
import type { Context, Draft } from "./draft.ts";
import { translateLot } from "./inspection-lot.ts";
import { translateStock } from "./material-availability.ts";
import { translateOrder } from "./production-order.ts";
import { translateQuality } from "./quality.ts";
import { translatePurchaseOrder } from "./supplier-commitment.ts";

const translations: Readonly<Record<RecordType, (record: SourceRecord, context: Context) => Draft[]>> = {
  A_ProductionOrder_2: translateOrder,
  A_MatlStkInAcctMod: translateStock,
  PurchaseOrder: translatePurchaseOrder,
  A_InspectionLot: translateLot,
  "A_MatlStkInAcctMod+A_InspectionLot": translateQuality,
};

/** Throws a MappingError for a code or value that has no translation. */
export const translateRecord = (record: SourceRecord, context: Context): Draft[] => translations[record.type](record, context);
