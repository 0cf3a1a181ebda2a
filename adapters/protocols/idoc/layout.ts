/**
 * Layouts of segments: where each field stands in the data of a flat record. They differ between releases, so they come
 * from the sending system (its export of the IDoc documentation, transaction WE60) and are never written into code.
 */
import { readFileSync } from "node:fs";

interface SegmentLayout {
  /** Internal name, `E1AFKOL`. */
  readonly name: string;
  /** Name, first character and the one after the last, within the segment's data. */
  readonly fields: readonly (readonly [name: string, start: number, end: number])[];
}

/** By external name, `E2AFKOL005`. */
export type Layouts = ReadonlyMap<string, SegmentLayout>;

/** `{"E1AFKOL": {"external": "E2AFKOL005", "fields": [["AUFNR", 12], ...]}}`, lengths in characters. Throws RangeError naming the file. */
export function readLayouts(file: string): Layouts {
  try {
    const content = JSON.parse(readFileSync(file, "utf8")) as Record<string, { external: string; fields: [string, number][] }>;
    return new Map(Object.entries(content).map(([name, { external, fields }]) => [external, { name, fields: place(fields) }]));
  } catch (fault) {
    throw new RangeError(`${file} has no segment layouts: ${fault instanceof Error ? fault.message : fault}`, { cause: fault });
  }
}

function place(fields: readonly [string, number][]): [string, number, number][] {
  let start = 0;
  return fields.map(([name, length]) => {
    const field: [string, number, number] = [name, start, start + length];
    start += length;
    return field;
  });
}
