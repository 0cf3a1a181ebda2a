/** Units of measure. Canonical units are UN/ECE Recommendation 20 common codes. */
import { type UnitCode, unitCodes } from "#schema/canonical/unit-codes.ts";
import { type CodeMappings, type CodeTable, createCodeTable } from "./mapping.ts";

export type { UnitCode };

/** A system's units: the codes it is delivered with, and what the landscape adds under `mappings.units`. */
export function createUnitTable(options: {
  readonly system: string;
  readonly codes: Readonly<Record<string, UnitCode>>;
  readonly mappings: CodeMappings;
}): CodeTable<UnitCode> {
  return createCodeTable({ ...options, name: "units", values: unitCodes, failure: "UNKNOWN_UNIT" });
}
