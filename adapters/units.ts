/** Units of measure. Canonical units are UN/ECE Recommendation 20 common codes. */
import { type CodeMappings, type CodeTable, createCodeTable } from "./mapping.ts";

/** The Rec 20 codes that quantities here may have; others are added when a plant needs them. */
const unitCodes = [
  "H87",
  "EA",
  "C62",
  "KGM",
  "GRM",
  "TNE",
  "MTR",
  "CMT",
  "MMT",
  "KMT",
  "LTR",
  "MLT",
  "MTQ",
  "MTK",
  "SEC",
  "MIN",
  "HUR",
  "DAY",
  "SET",
  "PR",
  "PK",
  "BX",
] as const;
export type UnitCode = (typeof unitCodes)[number];

/** A system's units: the codes it is delivered with, and what the landscape adds under `mappings.units`. */
export function createUnitTable(options: {
  readonly system: string;
  readonly codes: Readonly<Record<string, UnitCode>>;
  readonly mappings: CodeMappings;
}): CodeTable<UnitCode> {
  return createCodeTable({ ...options, name: "units", values: unitCodes, failure: "UNKNOWN_UNIT" });
}
