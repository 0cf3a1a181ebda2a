/** Units of measure in canonical form: common codes of UN/ECE Recommendation 20. */

/** The codes that quantities here may have; others are added when a plant needs them. */
export const unitCodes = [
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
