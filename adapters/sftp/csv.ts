/** A CSV file with a header row, as events of one type, by the columns that the landscape declares: each line one, or lines of one list. */
import { CsvError, parse } from "csv-parse/sync";
import { DateTime } from "luxon";
import type { ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { cloudEventType, eventContracts } from "#schema/events/contracts.ts";
import { UnreadableDelivery } from "../event-source.ts";
import { type Members, place, typed } from "./members.ts";
import type { CsvSettings } from "./settings.ts";

interface Line {
  readonly record: Readonly<Record<string, string>>;
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** An event and the number of its (first) line in the file. */
export interface EventOfLine {
  readonly line: number;
  readonly event: ReceivedEvent;
}

type Value = readonly [target: string, value: string];

/** Lines that make one event. */
interface Group {
  readonly line: number;
  readonly common: readonly Value[];
  readonly entries: (readonly Value[])[];
  raw: string;
}

/** `file` names events that have no id of their own, with their line. Throws UnreadableDelivery when a line is broken. */
export function readCsv(text: string, settings: CsvSettings, file: string, source: string): readonly EventOfLine[] {
  return gather(parseLines(text, settings), settings).map(({ line, common, entries, raw }) => {
    const attributes = new Map([
      ["specversion", "1.0"],
      ["id", `${file}:${line}`],
      ["source", source],
      ["type", settings.type],
    ]);
    const data: Members = {};
    for (const [target, value] of common) {
      if (target.startsWith("data.")) place(data, target, typed(settings.type, target, value));
      else attributes.set(target, value);
    }
    for (const [index, entry] of entries.entries())
      for (const [target, value] of entry) place(data, target.replace("[]", `.${index}`), typed(settings.type, target, value));
    if (!attributes.has("subject")) attributes.set("subject", subjectOf(settings.type, data));
    return { line, event: { attributes, data, raw } };
  });
}

/** Where columns are members of a list's entries, lines are gathered that say the same otherwise, in their order. */
function gather(lines: readonly Line[], settings: CsvSettings): readonly Group[] {
  const groups: Group[] = [];
  const known = new Map<string, Group>();
  for (const { record, raw, info } of lines) {
    const values = [...valuesOf(record, settings, info.lines)];
    const common = values.filter(([target]) => !target.includes("[]"));
    const entry = values.filter(([target]) => target.includes("[]"));
    const name = entry.length > 0 ? JSON.stringify(common) : String(info.lines);
    let group = known.get(name);
    if (!group) {
      group = { line: info.lines, common, entries: [], raw: "" };
      known.set(name, group);
      groups.push(group);
    }
    group.raw = group.raw === "" ? raw.trimEnd() : `${group.raw}\n${raw.trimEnd()}`;
    if (entry.length > 0) group.entries.push(entry);
  }
  return groups;
}

function parseLines(text: string, { delimiter = ",", columns }: CsvSettings): readonly Line[] {
  const checkHeader = (header: readonly string[]): string[] => {
    const missing = Object.keys(columns).filter((column) => !header.includes(column));
    if (missing.length > 0) throw new UnreadableDelivery(`The header has no column ${missing.join(", ")}; add it, or change csv.columns`);
    const twice = header.find((column, index) => header.indexOf(column) !== index);
    if (twice !== undefined) throw new UnreadableDelivery(`The column ${twice} stands twice in the header; name each once`);
    return [...header];
  };
  try {
    // With `info` and `raw` an entry is not the record itself, which the library's types leave open.
    return parse(text, {
      bom: true,
      columns: checkHeader,
      delimiter,
      info: true,
      raw: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Line[];
  } catch (fault) {
    if (fault instanceof CsvError) throw new UnreadableDelivery(`The file is not CSV: ${fault.message}`, { cause: fault });
    throw fault;
  }
}

/** Cells that are empty say nothing. */
function* valuesOf(
  record: Line["record"],
  { columns, codes = {}, moments = {}, constants = {} }: CsvSettings,
  line: number,
): Generator<Value> {
  yield* Object.entries(constants);
  for (const [column, target] of Object.entries(columns)) {
    const cell = record[column] ?? "";
    if (cell === "") continue;
    const form = moments[column];
    if (form) yield [target, momentOf(cell, form, column, line)];
    else yield [target, codes[column]?.[cell] ?? cell];
  }
}

function momentOf(cell: string, { format, timeZone }: NonNullable<CsvSettings["moments"]>[string], column: string, line: number): string {
  const moment = DateTime.fromFormat(cell, format, { zone: timeZone, locale: "en" });
  if (moment.isValid) return moment.toISO({ suppressMilliseconds: true });
  throw new UnreadableDelivery(
    `Line ${line}: ${column} is "${cell}", which is not written as ${format}; write it so, or change csv.moments`,
  );
}

/** What the contract says that such an event is about. */
function subjectOf(type: string, data: Members): string {
  const contract = eventContracts.find((each) => cloudEventType(each) === type);
  return (contract?.subject ?? []).map((name) => String(data[name] ?? "")).join("/");
}
