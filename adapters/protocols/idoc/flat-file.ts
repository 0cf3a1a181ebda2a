/**
 * Flat IDoc files: a control record (EDI_DC40) and data records (EDI_DD40: 63 characters of heading, then up to 1000 of
 * data) for each IDoc, one a line. An IDoc that is cut off or not understood fails alone.
 */
import { controlRecordName, readControlRecord } from "./control-record.ts";
import type { Idoc, IdocPart, Segment } from "./idoc.ts";
import type { Layouts } from "./layout.ts";

const headingLength = 63;
const shortestControl = 60;

/** Every IDoc of the file, in its order. Text before the first control record is an unreadable part of its own. */
export function parseFlatFile(text: string, layouts: Layouts): readonly IdocPart[] {
  const parts = splitIdocs(text);
  return parts.map((raw, index) => {
    // Trailing blanks may be stripped from a record, so only its line end shows that it is whole.
    const isCut = index === parts.length - 1 && !raw.endsWith("\n");
    try {
      if (isCut) throw new RangeError("the file ends in the middle of a record");
      return { raw, idoc: parseIdoc(raw, layouts) };
    } catch (fault) {
      const documentNumber = raw.startsWith(controlRecordName) ? raw.slice(13, 29).trim() : "";
      return { raw, fault: fault instanceof Error ? fault.message : String(fault), documentNumber };
    }
  });
}

function splitIdocs(text: string): string[] {
  const starts: number[] = [];
  for (let at = text.startsWith(controlRecordName) ? 0 : text.indexOf(`\n${controlRecordName}`) + 1; ; ) {
    if (starts.length > 0 && at === 0) break;
    starts.push(at);
    at = text.indexOf(`\n${controlRecordName}`, at) + 1;
    if (at === 0) break;
  }
  const before = starts[0] !== undefined && starts[0] > 0 ? [text.slice(0, starts[0])] : [];
  return [...before, ...starts.map((start, index) => text.slice(start, starts[index + 1]))].filter((part) => part.trim() !== "");
}

function parseIdoc(raw: string, layouts: Layouts): Idoc {
  const [first = "", ...lines] = raw.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (!first.startsWith(controlRecordName)) throw new RangeError("there is no control record EDI_DC40");
  if (first.length < shortestControl) throw new RangeError("the control record is cut off");
  const control = readControlRecord(first);
  const records = lines.filter((line) => line.trim() !== "").map((line) => readRecord(line, control.DOCNUM ?? "", layouts));
  if (records.length === 0) throw new RangeError("there are no data records");
  return { control, segments: buildTree(records) };
}

interface DataRecord {
  readonly number: number;
  readonly parent: number;
  readonly segment: Segment & { readonly children: Segment[] };
}

function readRecord(line: string, documentNumber: string, layouts: Layouts): DataRecord {
  if (line.length < headingLength)
    throw new RangeError(`a data record has ${line.length} characters; its heading alone has ${headingLength}`);
  const external = line.slice(0, 30).trim();
  if (line.slice(33, 49).trim() !== documentNumber) throw new RangeError(`segment ${external} belongs to another IDoc`);
  const number = Number(line.slice(49, 55));
  const parent = Number(line.slice(55, 61));
  if (!Number.isInteger(number) || !Number.isInteger(parent)) throw new RangeError(`segment ${external} has no number`);
  const layout = layouts.get(external);
  // A segment that nobody described is one that nobody asked for; its children still find it.
  const fields: Record<string, string> = {};
  for (const [name, start, end] of layout?.fields ?? []) {
    const value = line.slice(headingLength + start, headingLength + end).trim();
    if (value !== "") fields[name] = value;
  }
  return { number, parent, segment: { name: layout?.name ?? external, fields, children: [] } };
}

function buildTree(records: readonly DataRecord[]): Segment[] {
  const known = new Map<number, DataRecord>();
  const roots: Segment[] = [];
  let expected = records[0]?.number ?? 1;
  for (const record of records) {
    if (record.number !== expected) throw new RangeError(`segment number ${expected} is missing`);
    expected += 1;
    known.set(record.number, record);
    if (record.parent === 0) roots.push(record.segment);
    else {
      const parent = known.get(record.parent);
      if (!parent) throw new RangeError(`segment number ${record.number} names a parent ${record.parent} that is not there`);
      parent.segment.children.push(record.segment);
    }
  }
  return roots;
}
