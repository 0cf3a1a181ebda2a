/** CloudEvents of version 1.0 as JSON objects (JSON Event Format 1.0.2), from wherever they come. */
import type { ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { type JsonText, readJsonText, UnusableJson } from "#schema/canonical/json-text.ts";
import { UnreadableDelivery } from "../../event-source.ts";

/** `whole` is what the text is called in messages. Throws UnreadableDelivery. */
export function parseJson(text: string, whole: string, prefix = ""): JsonText {
  try {
    return readJsonText(text, whole, prefix);
  } catch (fault) {
    throw fault instanceof UnusableJson ? new UnreadableDelivery(fault.message, { cause: fault }) : fault;
  }
}

/** The event that a parsed object is; `raw` is its text, `whole` its name in messages. Throws UnreadableDelivery. */
export function readJsonEvent(event: unknown, raw: string, whole: string): ReceivedEvent {
  if (typeof event !== "object" || event === null || Array.isArray(event))
    throw new UnreadableDelivery(`${whole} is not a JSON object; send a CloudEvent`);
  const { data, data_base64: base64, ...members } = event as Readonly<Record<string, unknown>>;
  if (base64 !== undefined) throw new UnreadableDelivery("data_base64 is not taken; send JSON as data");
  const attributes = new Map<string, string>();
  for (const [attribute, value] of Object.entries(members)) {
    // A member that is null is an attribute that is not set (section 2.2).
    if (value === null) continue;
    if (!["string", "boolean", "number"].includes(typeof value) || (typeof value === "number" && !Number.isInteger(value)))
      throw new UnreadableDelivery(`${attribute} is neither text nor boolean nor integer; send one of these`);
    attributes.set(attribute, String(value));
  }
  return checkVersion({ attributes, data, raw });
}

/** Throws UnreadableDelivery when it is of another version than 1.0. */
export function checkVersion(event: ReceivedEvent): ReceivedEvent {
  const version = event.attributes.get("specversion");
  if (version === "1.0") return event;
  const found = version === undefined ? "is missing" : `is ${JSON.stringify(version.slice(0, 20))}`;
  throw new UnreadableDelivery(`specversion ${found}; send CloudEvents of version "1.0"`);
}
