/** The control record EDI_DC40 of a flat file: 524 characters, the same in every release since 4.0. */

/** Name and length of each field, in their order (SAP structure EDI_DC40). */
const fields = [
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

/** Begins the first line of each IDoc of a flat file. */
export const controlRecordName = "EDI_DC40";

/** The fields of a control record; blanks that were stripped from its end count as blanks. */
export function readControlRecord(line: string): Record<string, string> {
  const control: Record<string, string> = {};
  let start = 0;
  for (const [name, length] of fields) {
    control[name] = line.slice(start, start + length).trim();
    start += length;
  }
  return control;
}
