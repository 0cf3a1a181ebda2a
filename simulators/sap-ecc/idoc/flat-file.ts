/**
 * Flat IDoc files: one EDI_DC40 line of 524 characters, then EDI_DD40 lines of 63 characters and SDATA:
 * SEGNAM 30, MANDT 3, DOCNUM 16, SEGNUM 6, PSGNUM 6, HLEVEL 2, SDATA up to 1000.
 */
import { type ControlRecord, controlFields, type IDoc, IDocSyntaxError, type Segment } from "./idoc.ts";
import { internalName, segmentLayouts } from "./segment-layouts.ts";

const dataLength = 1000;

/** Writes IDocs one after the other; `padded` keeps the trailing blanks of data records, as some senders do. */
export function writeFlatFile(idocs: readonly IDoc[], padded: boolean): string {
  return idocs.map((idoc) => `${recordsOf(idoc, padded).join("\n")}\n`).join("");
}

function recordsOf(idoc: IDoc, padded: boolean): string[] {
  const records = [controlFields.map(([name, length]) => cell(name, idoc.control[name] ?? "", length)).join("")];
  const write = (node: Segment, parent: number, level: number): void => {
    const number = records.length;
    const layout = segmentLayouts[node.name];
    if (!layout) throw new IDocSyntaxError(`segment ${node.name} has no layout; add it to segment-layouts.json`);
    const unknown = Object.keys(node.fields).find((field) => !layout.fields.some(([name]) => name === field));
    if (unknown) throw new IDocSyntaxError(`${node.name} has no field ${unknown}; add it to segment-layouts.json`);
    const head = [
      layout.external.padEnd(30),
      cell("MANDT", idoc.control.MANDT ?? "", 3),
      cell("DOCNUM", idoc.control.DOCNUM ?? "", 16),
      String(number).padStart(6, "0"),
      String(parent).padStart(6, "0"),
      String(level).padStart(2, "0"),
    ].join("");
    const data = layout.fields.map(([name, length]) => cell(name, node.fields[name] ?? "", length)).join("");
    records.push(padded ? head + data.padEnd(dataLength) : (head + data).trimEnd());
    for (const child of node.children) write(child, number, level + 1);
  };
  for (const root of idoc.segments) write(root, 0, 1);
  return records;
}

function cell(name: string, value: string, length: number): string {
  if (value.length > length) throw new IDocSyntaxError(`${name} is "${value}"; it holds ${length} characters`);
  return value.padEnd(length);
}

/** Reads a flat file. Throws an IDocSyntaxError that names the line. */
export function readFlatFile(text: string): IDoc[] {
  const idocs: { control: ControlRecord; segments: Segment[]; byNumber: Map<string, Segment[]> }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    if (line.startsWith("EDI_DC40")) {
      const segments: Segment[] = [];
      idocs.push({ control: sliceFields(line, controlFields), segments, byNumber: new Map([["000000", segments]]) });
      continue;
    }
    const idoc = idocs.at(-1);
    const external = line.slice(0, 30).trim();
    const name = internalName(external);
    const siblings = idoc?.byNumber.get(line.slice(55, 61));
    if (!idoc) throw new IDocSyntaxError(`line ${index + 1} comes before any EDI_DC40 record`);
    if (!name) throw new IDocSyntaxError(`line ${index + 1}: segment ${external} is unknown`);
    if (!siblings) throw new IDocSyntaxError(`line ${index + 1}: parent segment ${line.slice(55, 61)} is missing`);
    const children: Segment[] = [];
    siblings.push({ name, fields: sliceFields(line.slice(63), segmentLayouts[name]?.fields ?? []), children });
    idoc.byNumber.set(line.slice(49, 55), children);
  }
  return idocs.map(({ control, segments }) => ({ control, segments }));
}

function sliceFields(line: string, layout: readonly (readonly [string, number])[]): Record<string, string> {
  const fields: Record<string, string> = {};
  let offset = 0;
  for (const [name, length] of layout) {
    const value = line.slice(offset, offset + length).trimEnd();
    if (value !== "") fields[name] = value;
    offset += length;
  }
  return fields;
}
