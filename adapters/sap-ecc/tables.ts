/** What is read from ECC's tables on demand: stock, inspection lots, and what purchase order messages do not carry. */

import { equals, notBefore, readTable, readTableFor, type TableRow } from "../protocols/soap/read-table.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";
import type { LotFacts } from "./translate/inspection-lot.ts";
import type { StockFacts } from "./translate/stock.ts";

const mara = { table: "MARA", fields: ["MATNR", "MEINS"], where: [] };
const mard = { table: "MARD", fields: ["MATNR", "LGORT", "LABST", "INSME", "SPEME", "EINME"] };
const mchb = { table: "MCHB", fields: ["MATNR", "LGORT", "CHARG", "CLABS", "CINSM", "CSPEM", "CEINM"] };
const qals = { table: "QALS", fields: ["PRUEFLOS", "WERK", "MATNR", "CHARG", "AUFNR", "LOSMENGE", "MENGENEINH", "ERSTELDAT"] };
const qave = { table: "QAVE", fields: ["PRUEFLOS", "VCODE", "VBEWERTUNG", "VDATUM"] };
const eket = { table: "EKET", fields: ["EBELN", "EBELP", "ETENR", "EINDT", "MENGE", "WEMNG"], where: [] };
const ekes = { table: "EKES", fields: ["EBELN", "EBELP", "ETENS", "EBTYP", "EINDT", "MENGE", "XBLNR"], where: [] };

/** Stock of these materials (18 characters) in a plant, or of all that it keeps; a material without any row has empty facts. */
export async function readStock(
  session: RfcSession,
  plant: string,
  materials: readonly string[] | null,
  signal: AbortSignal,
): Promise<readonly StockFacts[]> {
  const where = [equals("WERKS", plant)];
  const read = (query: typeof mard): Promise<readonly TableRow[]> =>
    materials === null
      ? readTable(session, { ...query, where }, signal)
      : readTableFor(session, { ...query, where }, "MATNR", materials, signal);
  const [locations, batches] = [await read(mard), await read(mchb)];
  const numbers = materials ?? [...new Set([...locations, ...batches].map(({ MATNR = "" }) => MATNR))];
  const units = materials === null ? await readTable(session, mara, signal) : await readTableFor(session, mara, "MATNR", materials, signal);
  const unitOf = new Map(units.map(({ MATNR, MEINS = "" }) => [MATNR, MEINS]));
  const [locationsOf, batchesOf] = [byMaterial(locations), byMaterial(batches)];
  return numbers.map((material) => ({
    material,
    unit: unitOf.get(material) ?? "",
    locations: locationsOf.get(material) ?? [],
    batches: batchesOf.get(material) ?? [],
  }));
}

/** Every inspection lot of a plant, or those created or decided on or after a day (`YYYYMMDD`), or those of these numbers. */
export async function readLots(
  session: RfcSession,
  plant: string,
  which: { readonly since: string } | { readonly numbers: readonly string[] } | "all",
  signal: AbortSignal,
): Promise<readonly LotFacts[]> {
  const ofPlant = { ...qals, where: [equals("WERK", plant)] };
  if (which === "all")
    return withDecisions(await readTable(session, ofPlant, signal), await readTable(session, { ...qave, where: [] }, signal));
  if ("numbers" in which) {
    const lots = await readTableFor(session, ofPlant, "PRUEFLOS", which.numbers, signal);
    return withDecisions(lots, await readTableFor(session, { ...qave, where: [] }, "PRUEFLOS", which.numbers, signal));
  }
  const created = await readTable(session, { ...qals, where: [...ofPlant.where, notBefore("ERSTELDAT", which.since)] }, signal);
  const decided = await readTable(session, { ...qave, where: [notBefore("VDATUM", which.since)] }, signal);
  const numbers = [...new Set([...created, ...decided].map(({ PRUEFLOS = "" }) => PRUEFLOS))];
  return readLots(session, plant, { numbers }, signal);
}

/** Schedule lines and confirmations of purchase orders (10 characters). */
export async function readSchedules(
  session: RfcSession,
  purchaseOrders: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly schedule: readonly TableRow[]; readonly confirmations: readonly TableRow[] }> {
  return {
    schedule: await readTableFor(session, eket, "EBELN", purchaseOrders, signal),
    confirmations: await readTableFor(session, ekes, "EBELN", purchaseOrders, signal),
  };
}

function withDecisions(lots: readonly TableRow[], decisions: readonly TableRow[]): LotFacts[] {
  const decisionOf = new Map(decisions.map((decision) => [decision.PRUEFLOS, decision]));
  return lots.map((lot) => ({ lot, decision: decisionOf.get(lot.PRUEFLOS) ?? null }));
}

function byMaterial(rows: readonly TableRow[]): Map<string, TableRow[]> {
  return Map.groupBy(rows, ({ MATNR = "" }) => MATNR);
}
