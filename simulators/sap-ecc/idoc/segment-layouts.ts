/** This system's segment definitions, as transaction WE60 exports them; flat files follow them. */
import { readFileSync } from "node:fs";

export interface SegmentLayout {
  /** Versioned name that flat records carry, `E2AFKOL004`. */
  readonly external: string;
  /** Names and lengths of the fields, in the sequence of SDATA. */
  readonly fields: readonly (readonly [name: string, length: number])[];
}

/** The file that holds the definitions. */
export const segmentLayoutsFile = new URL("../segment-layouts.json", import.meta.url);

/** Layouts by internal segment name. */
export const segmentLayouts = JSON.parse(readFileSync(segmentLayoutsFile, "utf8")) as Readonly<Record<string, SegmentLayout>>;

const internalNames = new Map(Object.entries(segmentLayouts).map(([name, { external }]) => [external, name]));

/** Internal name of a flat record's segment; undefined for one that this system does not have. */
export function internalName(external: string): string | undefined {
  return internalNames.get(external);
}
