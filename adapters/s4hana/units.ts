/** Units of S/4HANA: OData sends the commercial code of the logon language (T006A-MSEH3), the tables hold T006-MSEHI. */
import { Big } from "big.js";
import type { Quantity } from "#schema/canonical/entities.generated.ts";
import type { CodeMappings, CodeTable } from "../mapping.ts";
import { createUnitTable, type UnitCode } from "../units.ts";
import type { Reader } from "./reader.ts";

/** Codes as SAP delivers them, English and internal; others come from the landscape. */
const codes: Readonly<Record<string, UnitCode>> = {
  PC: "H87",
  ST: "H87",
  EA: "EA",
  KG: "KGM",
  G: "GRM",
  TO: "TNE",
  M: "MTR",
  CM: "CMT",
  MM: "MMT",
  KM: "KMT",
  L: "LTR",
  ML: "MLT",
  M3: "MTQ",
  M2: "MTK",
  S: "SEC",
  MIN: "MIN",
  H: "HUR",
  HR: "HUR",
  D: "DAY",
  DAY: "DAY",
  SET: "SET",
  PAA: "PR",
  PAK: "PK",
  PAC: "PK",
};

export const createUnits = (system: string, mappings: CodeMappings): CodeTable<UnitCode> => createUnitTable({ system, mappings, codes });

/** A computed quantity in the unit that a property names. */
export function quantityOf(units: CodeTable<UnitCode>, reader: Reader, value: string, unitProperty: string): Quantity {
  const code = reader.text(unitProperty) ?? "";
  return { value: new Big(value).toFixed(), unit: units.read(reader.field(unitProperty), code), sourceUnit: code };
}

/** A quantity property in the unit that another one names; null when it is not sent. */
export function readQuantity(units: CodeTable<UnitCode>, reader: Reader, property: string, unitProperty: string): Quantity | null {
  const value = reader.decimal(property);
  return value === null ? null : quantityOf(units, reader, value, unitProperty);
}
