/** The intermediate document: a control record and a tree of segments. All values are text, as SAP sends them. */

export interface Segment {
  /** Internal name, `E1AFKOL`. */
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly children: readonly Segment[];
}

export interface IDoc {
  readonly control: ControlRecord;
  readonly segments: readonly Segment[];
}

/** Fields of EDI_DC40 with their lengths: 524 characters. */
export const controlFields = [
  ["TABNAM", 10],
  ["MANDT", 3],
  ["DOCNUM", 16],
  ["DOCREL", 4],
  ["STATUS", 2],
  ["DIRECT", 1],
  ["OUTMOD", 1],
  ["EXPRSS", 1],
  ["TEST", 1],
  ["IDOCTYP", 30],
  ["CIMTYP", 30],
  ["MESTYP", 30],
  ["MESCOD", 3],
  ["MESFCT", 3],
  ["STD", 1],
  ["STDVRS", 6],
  ["STDMES", 6],
  ["SNDPOR", 10],
  ["SNDPRT", 2],
  ["SNDPFC", 2],
  ["SNDPRN", 10],
  ["SNDSAD", 21],
  ["SNDLAD", 70],
  ["RCVPOR", 10],
  ["RCVPRT", 2],
  ["RCVPFC", 2],
  ["RCVPRN", 10],
  ["RCVSAD", 21],
  ["RCVLAD", 70],
  ["CREDAT", 8],
  ["CRETIM", 6],
  ["REFINT", 14],
  ["REFGRP", 14],
  ["REFMES", 14],
  ["ARCKEY", 70],
  ["SERIAL", 20],
] as const;

export type ControlField = (typeof controlFields)[number][0];
export type ControlRecord = Readonly<Partial<Record<ControlField, string>>>;

/** The file is not an IDoc file of a kind that this system reads. */
export class IDocSyntaxError extends Error {
  override readonly name = "IDocSyntaxError";
}

/** A segment; empty fields are left out. */
export function segment(name: string, fields: Readonly<Record<string, string>>, children: readonly Segment[] = []): Segment {
  return { name, fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")), children };
}

/** The segments of that name, on the given level only. */
export function segmentsNamed(segments: readonly Segment[], name: string): Segment[] {
  return segments.filter((candidate) => candidate.name === name);
}
