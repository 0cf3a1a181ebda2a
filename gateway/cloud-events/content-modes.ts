/**
 * The three ways in which HTTP carries CloudEvents: binary, structured and batched (HTTP Protocol Binding 1.0.2, section 3;
 * JSON Event Format 1.0.2).
 */
import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders } from "node:http";
import { type JsonText, readJsonText, UnusableJson } from "#schema/canonical/json-text.ts";
import { HttpRefusal } from "../http/body.ts";
import { type CloudEvent, isJson, malformed, toCloudEvent } from "./cloud-event.ts";

const accepted = "send application/cloudevents+json, application/cloudevents-batch+json, or application/json with ce- headers";

/** The events of a request. Throws HttpRefusal: 415 for a form that is not taken, 400 for a fault in it, by name. */
export function readCloudEvents(headers: IncomingHttpHeaders, body: string): readonly CloudEvent[] {
  const contentType = headers["content-type"] ?? "";
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (mediaType === "application/cloudevents-batch+json") return readBatch(body);
  if (mediaType === "application/cloudevents+json") return [readStructured(parse(body, "The body").value, body, "")];
  if (mediaType.startsWith("application/cloudevents") || !isJson(contentType)) {
    throw new HttpRefusal(415, `The content type ${JSON.stringify(contentType.slice(0, 100))} is not taken; ${accepted}`);
  }
  if ("ce-specversion" in headers) return [readBinary(headers, body)];
  // Brokers that know only one content type, such as SAP Event Mesh by default, send the JSON format as application/json.
  return [readStructured(parse(body, "The body").value, body, "")];
}

function readBatch(body: string): readonly CloudEvent[] {
  const { value: events, entryText } = parse(body, "The body");
  if (!Array.isArray(events)) throw malformed("The body is not a JSON array; send a batch as an array of events");
  return events.map((event, index) => readStructured(event, entryText(index), `[${index}].`));
}

/** `prefix` tells the event's place in a batch. */
function readStructured(event: unknown, raw: string, prefix: string): CloudEvent {
  const name = (member: string): string => `${prefix}${member}`;
  if (typeof event !== "object" || event === null || Array.isArray(event))
    throw malformed(`${prefix === "" ? "The body" : prefix.slice(0, -1)} is not a JSON object; send an event`);
  const { data, data_base64: base64, ...members } = event as Readonly<Record<string, unknown>>;
  if (data !== undefined && base64 !== undefined)
    throw malformed(`${name("data_base64")} and ${name("data")} exclude each other; send one`);
  const attributes = new Map<string, string>();
  for (const [attribute, value] of Object.entries(members)) {
    // A member that is null is an attribute that is not set (JSON Event Format, section 2.2).
    if (value === null) continue;
    if (!["string", "boolean", "number"].includes(typeof value) || (typeof value === "number" && !Number.isInteger(value)))
      throw malformed(`${name(attribute)} is neither text nor boolean nor integer; send one of these`);
    attributes.set(attribute, String(value));
  }
  return toCloudEvent({ attributes, data: base64 === undefined ? data : decodeBase64(base64, name("data_base64")), raw }, name);
}

function decodeBase64(text: unknown, name: string): unknown {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw malformed(`${name} is not Base64; send text as in RFC 4648`);
  const bytes = Buffer.from(text, "base64");
  if (!isUtf8(bytes)) throw malformed(`${name} is not UTF-8; send JSON in UTF-8`);
  return parse(bytes.toString("utf8"), name, name).value;
}

function readBinary(headers: IncomingHttpHeaders, body: string): CloudEvent {
  const name = (attribute: string): string => `ce-${attribute}`;
  const sent = Object.entries(headers).filter(([header]) => header.startsWith("ce-"));
  const attributes = new Map(sent.map(([header, value]) => [header.slice("ce-".length), decodeHeader(header, String(value))]));
  if (attributes.has("datacontenttype")) throw malformed("ce-datacontenttype is not taken; the content type says it");
  const raw = `${sent.map(([header, value]) => `${header}: ${String(value)}\r\n`).join("")}\r\n${body}`;
  return toCloudEvent({ attributes, data: body === "" ? undefined : parse(body, "The body", "data").value, raw }, name);
}

/** First the quotes of older senders, then one round of percent-decoding (HTTP Protocol Binding, section 3.1.3.2). */
function decodeHeader(header: string, value: string): string {
  const unquoted = /^"(?:[^"\\]|\\.)*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
  try {
    return decodeURIComponent(unquoted);
  } catch {
    throw malformed(`${header} is not percent-encoded UTF-8; encode "%" as %25 and what is beyond ASCII by its bytes`);
  }
}

/** `prefix` stands before the names of members in messages. Throws HttpRefusal 400 that names the member. */
function parse(text: string, whole: string, prefix = ""): JsonText {
  try {
    return readJsonText(text, whole, prefix);
  } catch (fault) {
    throw fault instanceof UnusableJson ? malformed(fault.message) : fault;
  }
}
