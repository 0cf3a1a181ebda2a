/** SAP's three codes of each unit: what users see, what tables hold, what is exchanged (T006, T006A). */
import type { Unit } from "../catalog.ts";
import { type Field, text } from "./odata/edm.ts";

export interface UnitCode {
  /** Commercial code in English. */
  readonly external: string;
  readonly sap: string;
  readonly iso: string;
}

const codes: Readonly<Record<Unit, UnitCode>> = {
  piece: { external: "PC", sap: "ST", iso: "PCE" },
  kilogram: { external: "KG", sap: "KG", iso: "KGM" },
  metre: { external: "M", sap: "M", iso: "MTR" },
  litre: { external: "L", sap: "L", iso: "LTR" },
};

/** A unit that somebody customised and nobody mapped: no ISO code. */
export const customerUnit: UnitCode = { external: "KAN", sap: "KAN", iso: "" };

/** The codes of a unit. */
export function unitCode(unit: Unit): UnitCode {
  return codes[unit];
}

/** The three fields in which V2 services send a unit: `BaseUnit`, `BaseUnitISOCode`, `BaseUnitSAPCode`. */
export function unitFields<Row>(name: string, unit: (row: Row) => UnitCode): Record<string, Field<Row>> {
  return {
    [name]: text((row: Row) => unit(row).external),
    [`${name}ISOCode`]: text((row: Row) => unit(row).iso),
    [`${name}SAPCode`]: text((row: Row) => unit(row).sap),
  };
}
