/** One MQTT message as a CloudEvent: structured, or binary with user properties (CloudEvents MQTT Protocol Binding 1.0.2). */
import { isUtf8 } from "node:buffer";
import type { IPublishPacket } from "mqtt";
import type { ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import { UnreadableDelivery } from "../event-source.ts";
import { checkVersion, parseJson, readJsonEvent } from "../protocols/cloud-events/json-event.ts";

/** What of a PUBLISH packet says something. */
export type Message = Pick<IPublishPacket, "topic" | "payload" | "properties">;

/** Topics of the plants, `mfg/{plant}/{capability}/{id}`: who may speak of which plant is the broker's to guard by them. */
const plantTopic = /^mfg\/([^/]+)\/[^/]+\/[^/]+$/;
const jsonType = /^(?:application|text)\/(?:[\w.!#$&^+-]+\+)?json *(?:;|$)/i;

/** Throws UnreadableDelivery that names the fault. */
export function readMessage(message: Message): ReceivedEvent {
  const text = textOf(message.payload);
  const { contentType = "", userProperties = {} } = message.properties ?? {};
  const isStructured = /^application\/cloudevents/i.test(contentType) || !("specversion" in userProperties);
  const event = isStructured ? readStructured(text, contentType) : readBinary(text, contentType, userProperties);
  return ofTopic(inTrace(event, userProperties.traceparent), message.topic);
}

/** An event that says itself to which trace it belongs is of that one; any other is of the message's, a user property in MQTT 5. */
function inTrace(event: ReceivedEvent, property: unknown): ReceivedEvent {
  const traceparent = readTraceparent(property);
  if (traceparent === null || readTraceparent(event.attributes.get("traceparent")) !== null) return event;
  return { ...event, attributes: new Map([...event.attributes, ["traceparent", traceparent]]) };
}

function textOf(payload: string | Buffer): string {
  const bytes = Buffer.from(payload);
  if (!isUtf8(bytes)) throw new UnreadableDelivery("The payload is not UTF-8; send JSON in UTF-8");
  return bytes.toString("utf8");
}

/** Without a content type, as before MQTT 5, it is taken for the JSON format (section 3.2). */
function readStructured(text: string, contentType: string): ReceivedEvent {
  if (contentType !== "" && !jsonType.test(contentType))
    throw new UnreadableDelivery(
      `The content type ${JSON.stringify(contentType.slice(0, 100))} is not taken; send application/cloudevents+json`,
    );
  return readJsonEvent(parseJson(text, "The payload").value, text, "The payload");
}

/** Section 3.1: attributes are user properties of the same names, and the content type is `datacontenttype`. */
function readBinary(text: string, contentType: string, properties: Readonly<Record<string, unknown>>): ReceivedEvent {
  if (contentType !== "" && !jsonType.test(contentType))
    throw new UnreadableDelivery(`The content type ${JSON.stringify(contentType.slice(0, 100))} is not taken; send application/json`);
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== "string") throw new UnreadableDelivery(`The user property ${name} stands twice; send it once`);
    attributes.set(name, value);
  }
  const data = text === "" ? undefined : parseJson(text, "The payload", "data").value;
  return checkVersion({ attributes, data, raw: `${JSON.stringify(properties)}\n${text}` });
}

/** A topic's plant is the event's; one that says another is not taken. */
function ofTopic(event: ReceivedEvent, topic: string): ReceivedEvent {
  const plant = plantTopic.exec(topic)?.[1];
  if (plant === undefined) return event;
  const said = event.attributes.get("plantid") ?? plant;
  if (said !== plant)
    throw new UnreadableDelivery(
      `plantid is ${JSON.stringify(said.slice(0, 20))}, but the topic is of plant ${plant}; send it to mfg/${said}/`,
    );
  return { ...event, attributes: new Map([...event.attributes, ["plantid", plant]]) };
}
