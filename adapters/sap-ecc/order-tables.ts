/**
 * Production orders as ECC's tables have them, in the form of the LOIPRO message, so that both are translated by one set of rules.
 * BAPI_PRODORD_GET_DETAIL has no statuses as codes, and cuts their texts after 40 characters; JEST has them all.
 */
import { type Segment, segment } from "../protocols/idoc/idoc.ts";
import { equals, oneOf, readTable, readTableFor, type TableRow } from "../protocols/soap/read-table.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";

const aufk = ["AUFNR", "AUART", "WERKS", "OBJNR"];
const afko = [
  ...["AUFNR", "GAMNG", "GMEIN", "GSTRP", "GSUZP", "GLTRP", "GLUZP", "GSTRS", "GSUZS", "GLTRS", "GLUZS", "GSTRI", "GLTRI"],
  ...["FTRMI", "APRIO", "RSNUM", "AUFPL"],
];
const afpo = ["AUFNR", "POSNR", "MATNR", "PSMNG", "WEMNG", "AMEIN", "LGORT", "CHARG"];
const afvc = ["AUFPL", "APLZL", "VORNR", "LTXA1", "ARBID", "OBJNR"];
const afvv = ["AUFPL", "APLZL", "MEINH", "MGVRG", "LMNGA", "XMNGA", "SSAVD", "SSAVZ", "SSEDD", "SSEDZ"];
const resb = ["RSNUM", "RSPOS", "MATNR", "LGORT", "CHARG", "BDMNG", "MEINS", "BDTER", "ENMNG", "VMENG", "VORNR"];

/** AUFK holds every kind of order: category 10 is production, 40 process; the others are maintenance, networks, costs. */
const isProduction = oneOf("AUTYP", ["10", "40"]);

/** Numbers (12 characters) of all production orders of a plant. */
export async function readOrderNumbers(session: RfcSession, plant: string, signal: AbortSignal): Promise<readonly string[]> {
  const rows = await readTable(session, { table: "AUFK", fields: ["AUFNR"], where: [equals("WERKS", plant), isProduction] }, signal);
  return rows.map(({ AUFNR = "" }) => AUFNR);
}

/** The orders of these numbers (12 characters) in a plant; those that there are not are left out. */
export async function readOrders(
  session: RfcSession,
  plant: string,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const read = (table: string, fields: readonly string[], field: string, values: readonly string[], where: readonly string[] = []) =>
    values.length === 0 ? Promise.resolve<readonly TableRow[]>([]) : readTableFor(session, { table, fields, where }, field, values, signal);
  const headers = await read("AUFK", aufk, "AUFNR", numbers, [equals("WERKS", plant), isProduction]);
  const found = valuesOf(headers, "AUFNR");
  const [schedules, items] = [await read("AFKO", afko, "AUFNR", found), await read("AFPO", afpo, "AUFNR", found)];
  const operations = await read("AFVC", afvc, "AUFPL", valuesOf(schedules, "AUFPL"));
  const values = await read("AFVV", afvv, "AUFPL", valuesOf(schedules, "AUFPL"));
  const components = await read("RESB", resb, "RSNUM", valuesOf(schedules, "RSNUM"));
  const centers = await read("CRHD", ["OBJTY", "OBJID", "ARBPL"], "OBJID", valuesOf(operations, "ARBID"), [equals("OBJTY", "A")]);
  const objects = [...valuesOf(headers, "OBJNR"), ...valuesOf(operations, "OBJNR")];
  const statuses = await read("JEST", ["OBJNR", "STAT", "INACT"], "OBJNR", objects);
  const tables: OrderTables = {
    scheduleOf: byOne(schedules, "AUFNR"),
    itemOf: byOne(items, "AUFNR"),
    operationsOf: Map.groupBy(operations, ({ AUFPL = "" }) => AUFPL),
    valuesOf: new Map(values.map((row) => [`${row.AUFPL}/${row.APLZL}`, row])),
    componentsOf: Map.groupBy(components, ({ RSNUM = "" }) => RSNUM),
    centerOf: new Map(centers.map(({ OBJID = "", ARBPL = "" }) => [OBJID, ARBPL])),
    // A status that was taken back stays, marked as inactive.
    statusesOf: Map.groupBy(
      statuses.filter(({ INACT }) => INACT !== "X"),
      ({ OBJNR = "" }) => OBJNR,
    ),
    isoOf: await readIsoUnits(session, signal),
  };
  return headers.map((header) => orderSegment(header, tables));
}

interface OrderTables {
  readonly scheduleOf: ReadonlyMap<string, TableRow>;
  readonly itemOf: ReadonlyMap<string, TableRow>;
  readonly operationsOf: ReadonlyMap<string, readonly TableRow[]>;
  readonly valuesOf: ReadonlyMap<string, TableRow>;
  readonly componentsOf: ReadonlyMap<string, readonly TableRow[]>;
  readonly centerOf: ReadonlyMap<string, string>;
  readonly statusesOf: ReadonlyMap<string, readonly TableRow[]>;
  readonly isoOf: (unit: string | undefined) => string;
}

/** T006: messages carry units as ISO codes, tables as SAP's own; a unit without an ISO code stands as it is. */
export async function readIsoUnits(session: RfcSession, signal: AbortSignal): Promise<(unit: string | undefined) => string> {
  const rows = await readTable(session, { table: "T006", fields: ["MSEHI", "ISOCODE"], where: [] }, signal);
  const codes = new Map(rows.map(({ MSEHI = "", ISOCODE = "" }) => [MSEHI, ISOCODE]));
  return (unit = "") => codes.get(unit) || unit;
}

function orderSegment(header: TableRow, tables: OrderTables): Segment {
  const { AUFNR = "", OBJNR = "" } = header;
  const schedule = tables.scheduleOf.get(AUFNR) ?? {};
  const item = tables.itemOf.get(AUFNR) ?? {};
  const operations = tables.operationsOf.get(schedule.AUFPL ?? "") ?? [];
  const components = tables.componentsOf.get(schedule.RSNUM ?? "") ?? [];
  return segment("E1AFKOL", { ...header, ...schedule, MATNR: item.MATNR ?? "", GMEIN: tables.isoOf(schedule.GMEIN) }, [
    ...statusSegments("E1JSTKL", OBJNR, tables),
    segment("E1AFPOL", { ...item, AMEIN: tables.isoOf(item.AMEIN) }),
    ...operations.map((operation) => operationSegment(operation, components, tables)),
  ]);
}

function operationSegment(operation: TableRow, components: readonly TableRow[], tables: OrderTables): Segment {
  const values = tables.valuesOf.get(`${operation.AUFPL}/${operation.APLZL}`) ?? {};
  const fields = { ...operation, ...values, MEINH: tables.isoOf(values.MEINH), ARBPL: tables.centerOf.get(operation.ARBID ?? "") ?? "" };
  return segment("E1AFVOL", fields, [
    ...statusSegments("E1JSTVL", operation.OBJNR ?? "", tables),
    ...components
      .filter(({ VORNR }) => VORNR === operation.VORNR)
      .map((component) => segment("E1RESBL", { ...component, MEINS: tables.isoOf(component.MEINS) })),
  ]);
}

function statusSegments(name: string, object: string, { statusesOf }: OrderTables): Segment[] {
  return (statusesOf.get(object) ?? []).map(({ STAT = "" }) => segment(name, { STAT }));
}

function valuesOf(rows: readonly TableRow[], field: string): readonly string[] {
  return [...new Set(rows.map((row) => row[field] ?? ""))].filter((value) => value !== "");
}

function byOne(rows: readonly TableRow[], field: string): ReadonlyMap<string, TableRow> {
  return new Map(rows.map((row) => [row[field] ?? "", row]));
}
