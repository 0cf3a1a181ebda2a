/** A segment of an IDoc and where its fields lie in a flat file. */
import { readFileSync } from "node:fs";

/** A segment under its internal name (`E1AFKOL`); blank fields may be left out. */
export interface Segment {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly children: readonly Segment[];
}

export interface SegmentLayout {
  /** Name of the segment version, as flat files carry it: `E2AFKOL005`. */
  readonly external: string;
  /** Field names and lengths in characters, in the sequence of SDATA. */
  readonly fields: readonly (readonly [string, number])[];
}

/** Address of the layouts; the system hands out a copy of this file, as WE60 exports it. */
export const layoutsFile: URL = new URL("we60-segments.json", import.meta.url);

/** Layouts by internal segment name. */
export const segmentLayouts: Readonly<Record<string, SegmentLayout>> = JSON.parse(readFileSync(layoutsFile, "utf8"));

/** Builds a segment. */
export function segment(name: string, fields: Readonly<Record<string, string>>, children: readonly Segment[] = []): Segment {
  return { name, fields, children };
}

/** The layout of a segment; a RangeError names a segment that has none. */
export function layoutOf(name: string): SegmentLayout {
  const layout = segmentLayouts[name];
  if (!layout) throw new RangeError(`segment ${name} has no layout; add it to we60-segments.json`);
  return layout;
}
