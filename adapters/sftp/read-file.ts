/** What a file says, by the ending of its name: an array of CloudEvents, one in each line, or CSV. */
import { isUtf8 } from "node:buffer";
import type { ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { UnreadableDelivery } from "../event-source.ts";
import { parseJson, readJsonEvent } from "../protocols/cloud-events/json-event.ts";
import { type EventOfLine, readCsv } from "./csv.ts";
import type { CsvSettings } from "./settings.ts";

/** The events of a file, in its order. Throws UnreadableDelivery when any of it cannot be read: then nothing of it is taken. */
export function readFile(name: string, bytes: Buffer, csv: CsvSettings | undefined, source: string): readonly EventOfLine[] {
  const ending = /\.(json|ndjson|csv)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === "json") return readArray(textOf(bytes), name);
  if (ending === "ndjson") return readLines(textOf(bytes), name);
  if (ending !== "csv") throw new UnreadableDelivery("The name ends in none of .json, .ndjson, .csv; name it by its form");
  if (!csv) throw new UnreadableDelivery("The intake does not say what CSV files mean; add csv to it in the landscape");
  return readCsv(textOf(bytes, csv.encoding), csv, name, source);
}

function textOf(bytes: Buffer, encoding: "utf8" | "latin1" = "utf8"): string {
  if (encoding === "utf8" && !isUtf8(bytes)) throw new UnreadableDelivery("The file is not UTF-8; write UTF-8");
  return bytes.toString(encoding).replace(/^\uFEFF/, "");
}

/** The place of an event in the array stands for its line. */
function readArray(text: string, name: string): readonly EventOfLine[] {
  const { value, entryText } = parseJson(text, "The file");
  if (!Array.isArray(value)) throw new UnreadableDelivery("The file is not a JSON array; write an array of CloudEvents");
  return value.map((entry: unknown, index) => toEvent(entry, entryText(index), name, index + 1, `[${index}]`));
}

function readLines(text: string, name: string): readonly EventOfLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const whole = `Line ${index + 1}`;
    return line.trim() === "" ? [] : [toEvent(parseJson(line, whole, whole).value, line, name, index + 1, whole)];
  });
}

function toEvent(entry: unknown, raw: string, name: string, line: number, whole: string): EventOfLine {
  try {
    return { line, event: withId(readJsonEvent(entry, raw, "It"), `${name}:${line}`) };
  } catch (fault) {
    if (fault instanceof UnreadableDelivery) throw new UnreadableDelivery(`${whole}: ${fault.message}`, { cause: fault });
    throw fault;
  }
}

function withId(event: ReceivedEvent, id: string): ReceivedEvent {
  return event.attributes.has("id") ? event : { ...event, attributes: new Map([...event.attributes, ["id", id]]) };
}
