/** A CloudEvent of version 1.0 as a system or its event broker sends it: its attributes checked (CloudEvents 1.0.2, section 3). */
import { HttpRefusal } from "../http/body.ts";

/** What a system tells; `source` and `id` together name it. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  /** Such as `sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1`. */
  readonly type: string;
  /** Every context attribute as text, extensions among them. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What came as JSON; undefined when there was none. */
  readonly data: unknown;
  /** The event as it was sent; in the binary mode the headers that are its attributes, and the body. */
  readonly raw: string;
}

const jsonType = /^(?:application|text)\/(?:[\w.!#$&^+-]+\+)?json *(?:;|$)/i;
const timestamp = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export const isJson = (contentType: string): boolean => jsonType.test(contentType);

/** The rules of attributes that have any; a rule says what to send instead. */
const rules: Readonly<Record<string, { readonly fits: (value: string) => boolean; readonly wanted: string }>> = {
  specversion: { fits: (value) => value === "1.0", wanted: 'send CloudEvents of version "1.0"' },
  id: { fits: isPresent, wanted: "send a text that is not empty" },
  source: { fits: (value) => isPresent(value) && URL.canParse(value, "urn://any/"), wanted: "send a URI reference" },
  type: { fits: isPresent, wanted: "send a text that is not empty" },
  subject: { fits: isPresent, wanted: "send a text that is not empty, or leave it out" },
  time: { fits: (value) => timestamp.test(value) && !Number.isNaN(Date.parse(value)), wanted: "send a time as in RFC 3339" },
  dataschema: { fits: (value) => URL.canParse(value), wanted: "send an absolute URI, or leave it out" },
  datacontenttype: { fits: isJson, wanted: "send data as JSON" },
};

const required = ["specversion", "id", "source", "type"] as const;

/**
 * The event that its parts make. `nameOf` gives an attribute the name by which the sender knows it, such as `ce-id`. Throws
 * HttpRefusal 400 that names the attribute.
 */
export function toCloudEvent(
  { attributes, data, raw }: Pick<CloudEvent, "attributes" | "data" | "raw">,
  nameOf: (attribute: string) => string,
): CloudEvent {
  for (const attribute of required) {
    if (!attributes.has(attribute)) throw malformed(`${nameOf(attribute)} is missing; ${rules[attribute]?.wanted}`);
  }
  for (const [attribute, value] of attributes) {
    if (!/^[a-z0-9]+$/.test(attribute))
      throw malformed(`${nameOf(attribute)} is no name of an attribute; use lower-case letters and digits`);
    // Section 3.1: no control character is part of a String.
    if (/\p{Cc}/u.test(value) || !value.isWellFormed())
      throw malformed(`${nameOf(attribute)} has a control character or half of a surrogate pair; leave it out`);
    const rule = rules[attribute];
    if (rule && !rule.fits(value)) throw malformed(`${nameOf(attribute)} is ${JSON.stringify(value.slice(0, 100))}; ${rule.wanted}`);
  }
  const [, id = "", source = "", type = ""] = required.map((attribute) => attributes.get(attribute));
  return { id, source, type, attributes, data, raw };
}

/** The message is told to the sender. */
export const malformed = (message: string): HttpRefusal => new HttpRefusal(400, message);

function isPresent(value: string): boolean {
  return value !== "";
}
