/** An IDoc as a tree, whichever way it was written. Values are text as they came, without the blanks that pad them. */
export interface Idoc {
  /** Fields of the control record EDI_DC40. */
  readonly control: Readonly<Record<string, string>>;
  readonly segments: readonly Segment[];
}

export interface Segment {
  /** Internal name, `E1AFKOL`, also where the file has the external `E2AFKOL005`. */
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly children: readonly Segment[];
}

/** A segment of these fields. */
export function segment(name: string, fields: Segment["fields"], children: readonly Segment[] = []): Segment {
  return { name, fields, children };
}

/** One IDoc of a file: read, or the reason why it cannot be; `raw` is its own part of the file. */
export type IdocPart =
  | { readonly raw: string; readonly idoc: Idoc }
  | { readonly raw: string; readonly fault: string /** DOCNUM, as far as it can be seen. */; readonly documentNumber: string };

/** All segments of a name, at any depth, in their order. */
export function segmentsOf(segments: readonly Segment[], name: string): readonly Segment[] {
  return segments.flatMap((segment) => [...(segment.name === name ? [segment] : []), ...segmentsOf(segment.children, name)]);
}
