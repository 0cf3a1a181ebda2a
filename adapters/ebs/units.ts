/** UOM_CODE of MTL_UNITS_OF_MEASURE. These codes are customer data; the usual ones are known, others come from the landscape. */
import type { Quantity } from "#schema/canonical/entities.generated.ts";
import type { CodeMappings, CodeTable } from "../mapping.ts";
import { createUnitTable, type UnitCode } from "../units.ts";
import type { Reader } from "./reader.ts";

export const createUnits = (system: string, mappings: CodeMappings): CodeTable<UnitCode> =>
  createUnitTable({
    system,
    mappings,
    codes: { Ea: "H87", EA: "H87", Kg: "KGM", KG: "KGM", g: "GRM", t: "TNE", m: "MTR", M: "MTR", L: "LTR", l: "LTR", HR: "HUR" },
  });

/** A quantity column in the unit that another column names. */
export function readQuantity(units: CodeTable<UnitCode>, reader: Reader, column: string, unitColumn: string): Quantity {
  return quantityOf(units, reader, reader.decimal(column), unitColumn);
}

/** A computed quantity in the unit that a column names. */
export function quantityOf(units: CodeTable<UnitCode>, reader: Reader, value: string, unitColumn: string): Quantity {
  const code = reader.text(unitColumn) ?? "";
  return { value, unit: units.read(reader.field(unitColumn), code), sourceUnit: code };
}
