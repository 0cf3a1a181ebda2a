/** Every record type's translation. Pure: a record and the plant's codes in, canonical facts out. */
import type { RecordType, SourceRecord } from "../record.ts";
import type { Context, Draft } from "./draft.ts";
import { translateItem, translateVendor } from "./master-data.ts";
import { translateStock } from "./material-availability.ts";
import { translateJob } from "./production-order.ts";
import { translateLot, translateResult } from "./quality.ts";
import { translateShipment } from "./supplier-commitment.ts";

const translations: Readonly<Record<RecordType, (record: SourceRecord, context: Context) => Draft[]>> = {
  WIP_DISCRETE_JOBS: translateJob,
  MTL_SYSTEM_ITEMS_B: translateItem,
  PO_VENDORS: translateVendor,
  PO_LINE_LOCATIONS_ALL: translateShipment,
  MTL_LOT_NUMBERS: translateLot,
  QA_RESULTS: translateResult,
  MTL_ONHAND_QUANTITIES_DETAIL: translateStock,
};

/** Throws a MappingError for a code or value that has no translation. */
export const translateRecord = (record: SourceRecord, context: Context): Draft[] => translations[record.type](record, context);
