/** Writes IDocs as flat records (EDI_DC40 524 characters, EDI_DD40 63 + SDATA) and as IDoc-XML. */
import { layoutOf, type Segment } from "./segment.ts";

/** Fields of a control record by name; what is left out is blank. */
type ControlRecord = Readonly<Record<string, string>>;

export interface Idoc {
  readonly control: ControlRecord;
  readonly segments: readonly Segment[];
}

/** EDI_DC40: names and lengths, together 524 characters. */
export const controlLayout: readonly (readonly [string, number])[] = [
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
];

/** The IDoc's records, one a line; trailing blanks of data records are stripped, as file ports do. */
export function writeFlat({ control, segments }: Idoc): string {
  const lines = [fixedWidth(controlLayout, control)];
  let count = 0;
  const write = (items: readonly Segment[], parent: number, level: number): void => {
    for (const { name, fields, children } of items) {
      count += 1;
      const number = count;
      const layout = layoutOf(name);
      const head = [
        layout.external.padEnd(30),
        (control.MANDT ?? "").padEnd(3),
        (control.DOCNUM ?? "").padStart(16, "0"),
        String(number).padStart(6, "0"),
        String(parent).padStart(6, "0"),
        String(level).padStart(2, "0"),
      ].join("");
      lines.push((head + fixedWidth(layout.fields, fields)).trimEnd());
      write(children, number, level + 1);
    }
  };
  write(segments, 0, 1);
  return `${lines.join("\n")}\n`;
}

function fixedWidth(layout: readonly (readonly [string, number])[], fields: Readonly<Record<string, string>>): string {
  return layout.map(([name, length]) => (fields[name] ?? "").slice(0, length).padEnd(length)).join("");
}

/** `<LOIPRO03><IDOC BEGIN="1">...</IDOC>...</LOIPRO03>`; fields without content are left out. All IDocs share one basic type. */
export function writeXml(idocs: readonly Idoc[]): string {
  const root = idocs[0]?.control.IDOCTYP ?? "IDOCS";
  const body = idocs.map(({ control, segments }) => {
    const head = controlLayout.map(([name]) => element(name, control[name] ?? "")).join("");
    return `<IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">${head}</EDI_DC40>${segments.map(segmentXml).join("")}</IDOC>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${body.join("\n")}</${root}>\n`;
}

function segmentXml({ name, fields, children }: Segment): string {
  const content = Object.entries(fields).map(([field, value]) => element(field, value));
  return `<${name} SEGMENT="1">${content.join("")}${children.map(segmentXml).join("")}</${name}>`;
}

function element(name: string, value: string): string {
  return value === "" ? "" : `<${name}>${escapeXml(value)}</${name}>`;
}

/** Text as XML content. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"));
}
