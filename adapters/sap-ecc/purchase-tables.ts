/** Purchase orders and master data as ECC's tables have them, in the form of their messages. */
import { type Segment, segment } from "../protocols/idoc/idoc.ts";
import { equals, readTable, readTableFor, type TableRow } from "../protocols/soap/read-table.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";
import { readIsoUnits } from "./order-tables.ts";
import { readSchedules } from "./tables.ts";
import type { PurchaseOrderFacts } from "./translate/purchase-order.ts";

const ekko = { table: "EKKO", fields: ["EBELN", "BSART", "LIFNR"] };
const ekpo = { table: "EKPO", fields: ["EBELN", "EBELP", "LOEKZ", "MATNR", "WERKS", "MENGE", "MEINS"] };
const lfa1 = { table: "LFA1", fields: ["LIFNR", "NAME1"], where: [] };
const mara = { table: "MARA", fields: ["MATNR", "MTART", "MEINS"], where: [] };
const makt = { table: "MAKT", fields: ["MATNR", "SPRAS", "MAKTX"], where: [equals("SPRAS", "E")] };

/** Category F is an order; A is an inquiry, K a contract, L a scheduling agreement. */
const isOrder = equals("BSTYP", "F");

/** Numbers of all purchase orders with an item for a plant; an order has its number once for each item. */
export async function readPurchaseOrderNumbers(session: RfcSession, plant: string, signal: AbortSignal): Promise<readonly string[]> {
  const rows = await readTable(session, { table: "EKPO", fields: ["EBELN"], where: [equals("WERKS", plant), isOrder] }, signal);
  return rows.map(({ EBELN = "" }) => EBELN);
}

/** All items of purchase orders for a plant that were not deleted, by the numbers of order and item. */
export async function readPurchaseOrderItems(session: RfcSession, plant: string, signal: AbortSignal): Promise<readonly TableRow[]> {
  const fields = ["EBELN", "EBELP", "LOEKZ"];
  const rows = await readTable(session, { table: "EKPO", fields, where: [equals("WERKS", plant), isOrder] }, signal);
  return rows.filter(({ LOEKZ }) => LOEKZ !== "L");
}

/** The purchase orders of these numbers (10 characters) with their items in a plant; those that there are not are left out. */
export async function readPurchaseOrders(
  session: RfcSession,
  plant: string,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<readonly PurchaseOrderFacts[]> {
  const headers = await readTableFor(session, { ...ekko, where: [isOrder] }, "EBELN", numbers, signal);
  if (headers.length === 0) return [];
  const items = await readTableFor(session, { ...ekpo, where: [equals("WERKS", plant)] }, "EBELN", numbers, signal);
  const vendors = await readSuppliers(session, [...new Set(headers.map(({ LIFNR = "" }) => LIFNR))], signal);
  const rows = await readSchedules(session, numbers, signal);
  const isoOf = await readIsoUnits(session, signal);
  return headers.map(({ EBELN = "", LIFNR = "" }) => {
    const name = vendors.find((vendor) => vendor.LIFNR === LIFNR)?.NAME1 ?? "";
    const own = items.filter((item) => item.EBELN === EBELN);
    const segments = [
      segment("E1EDK01", { BELNR: EBELN }),
      segment("E1EDK02", { QUALF: "001", BELNR: EBELN }),
      segment("E1EDKA1", { PARVW: "LF", PARTN: LIFNR, NAME1: name }),
      ...own.map((item) => itemSegment(item, isoOf)),
    ];
    return { idoc: { control: {}, segments }, schedule: rows.schedule, confirmations: rows.confirmations };
  });
}

/** `LOEKZ` marks an item that was deleted, which a message tells with ACTION 003. */
function itemSegment(item: TableRow, isoOf: (unit: string | undefined) => string): Segment {
  const fields = {
    POSEX: (item.EBELP ?? "").padStart(6, "0"),
    ACTION: item.LOEKZ === "L" ? "003" : "",
    MENGE: item.MENGE ?? "",
    MENEE: isoOf(item.MEINS),
    WERKS: item.WERKS ?? "",
  };
  return segment("E1EDP01", fields, [segment("E1EDP19", { QUALF: "001", IDTNR: item.MATNR ?? "" })]);
}

/** Vendors of these numbers (10 characters). */
export function readSuppliers(session: RfcSession, numbers: readonly string[], signal: AbortSignal): Promise<readonly TableRow[]> {
  return readTableFor(session, lfa1, "LIFNR", numbers, signal);
}

/** Materials of these numbers (18 characters) with their English text. */
export async function readMaterials(session: RfcSession, numbers: readonly string[], signal: AbortSignal): Promise<readonly Segment[]> {
  const rows = await readTableFor(session, mara, "MATNR", numbers, signal);
  const texts = await readTableFor(session, makt, "MATNR", numbers, signal);
  const isoOf = await readIsoUnits(session, signal);
  return rows.map(({ MATNR = "", MEINS }) => {
    const text = texts.filter((row) => row.MATNR === MATNR).map(({ MAKTX = "" }) => segment("E1MAKTM", { SPRAS_ISO: "EN", MAKTX }));
    return segment("E1MARAM", { MATNR, MEINS: isoOf(MEINS) }, text);
  });
}
