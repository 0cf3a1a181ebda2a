/**
 * The three ways in which HTTP carries CloudEvents: binary, structured and batched (HTTP Protocol Binding 1.0.2, section 3;
 * JSON Event Format 1.0.2).
 */
import type { IncomingHttpHeaders } from "node:http";
import { HttpRefusal } from "../http/body.ts";
import { type CloudEvent, isJson, malformed, toCloudEvent } from "./cloud-event.ts";

const accepted = "send application/cloudevents+json, application/cloudevents-batch+json, or application/json with ce- headers";

/** The events of a request. Throws HttpRefusal: 415 for a form that is not taken, 400 for a fault in it, by name. */
export function readCloudEvents(headers: IncomingHttpHeaders, body: string): readonly CloudEvent[] {
  const contentType = headers["content-type"] ?? "";
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (mediaType === "application/cloudevents-batch+json") return readBatch(body);
  if (mediaType === "application/cloudevents+json") return [readStructured(parse(body, "The body"), "")];
  if (mediaType.startsWith("application/cloudevents") || !isJson(contentType)) {
    throw new HttpRefusal(415, `The content type ${JSON.stringify(contentType.slice(0, 100))} is not taken; ${accepted}`);
  }
  if ("ce-specversion" in headers) return [readBinary(headers, body)];
  // Brokers that know only one content type, such as SAP Event Mesh by default, send the JSON format as application/json.
  return [readStructured(parse(body, "The body"), "")];
}

function readBatch(body: string): readonly CloudEvent[] {
  const events = parse(body, "The body");
  if (!Array.isArray(events)) throw malformed("The body is not a JSON array; send a batch as an array of events");
  return events.map((event, index) => readStructured(event, `[${index}].`));
}

/** `prefix` tells the event's place in a batch. */
function readStructured(event: unknown, prefix: string): CloudEvent {
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
  return toCloudEvent(attributes, base64 === undefined ? data : decodeBase64(base64, name("data_base64")), name);
}

function decodeBase64(text: unknown, name: string): unknown {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw malformed(`${name} is not Base64; send text as in RFC 4648`);
  return parse(Buffer.from(text, "base64").toString("utf8"), name);
}

function readBinary(headers: IncomingHttpHeaders, body: string): CloudEvent {
  const name = (attribute: string): string => `ce-${attribute}`;
  const attributes = new Map<string, string>();
  for (const [header, value] of Object.entries(headers)) {
    if (header.startsWith("ce-")) attributes.set(header.slice("ce-".length), decodeHeader(header, String(value)));
  }
  if (attributes.has("datacontenttype")) throw malformed("ce-datacontenttype is not taken; the content type says it");
  return toCloudEvent(attributes, body === "" ? undefined : parse(body, "The body"), name);
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

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(`${name} is not JSON; send one JSON value`);
  }
}
