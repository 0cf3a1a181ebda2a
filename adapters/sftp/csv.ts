/** A CSV file with a header row: each line an event of one type, by the columns that the landscape declares. */
import { CsvError, parse } from "csv-parse/sync";
import type { ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { cloudEventType, eventContracts } from "#schema/events/contracts.ts";
import { UnreadableDelivery } from "../event-source.ts";
import type { CsvSettings } from "./settings.ts";

interface Line {
  readonly record: Readonly<Record<string, string>>;
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** An event and the number of its line in the file. */
export interface EventOfLine {
  readonly line: number;
  readonly event: ReceivedEvent;
}

/** `file` names events that have no id of their own, with their line. Throws UnreadableDelivery when a line is broken. */
export function readCsv(text: string, settings: CsvSettings, file: string, source: string): readonly EventOfLine[] {
  return parseLines(text, settings).map(({ record, raw, info }) => {
    const attributes = new Map([
      ["specversion", "1.0"],
      ["id", `${file}:${info.lines}`],
      ["source", source],
      ["type", settings.type],
    ]);
    const data: Members = {};
    for (const [target, value] of valuesOf(record, settings)) {
      if (target.startsWith("data.")) place(data, target.split(".").slice(1), value);
      else attributes.set(target, value);
    }
    if (!attributes.has("subject")) attributes.set("subject", subjectOf(settings.type, data));
    return { line: info.lines, event: { attributes, data, raw: raw.trimEnd() } };
  });
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
  { columns, codes = {}, constants = {} }: CsvSettings,
): Generator<readonly [target: string, value: string]> {
  yield* Object.entries(constants);
  for (const [column, target] of Object.entries(columns)) {
    const cell = record[column] ?? "";
    if (cell !== "") yield [target, codes[column]?.[cell] ?? cell];
  }
}

interface Members {
  [name: string]: string | Members;
}

function place(members: Members, path: readonly string[], value: string): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    members[name] = value;
    return;
  }
  const inner = Object.hasOwn(members, name) ? members[name] : undefined;
  const next = typeof inner === "object" ? inner : {};
  members[name] = next;
  place(next, rest, value);
}

/** What the contract says that such an event is about. */
function subjectOf(type: string, data: Members): string {
  const contract = eventContracts.find((each) => cloudEventType(each) === type);
  return (contract?.subject ?? []).map((name) => String(data[name] ?? "")).join("/");
}
