/** SOAP 1.1 envelopes of function modules in the namespace urn:sap-com:document:sap:rfc:functions. */
import { XMLParser } from "fast-xml-parser";
import { escapeXml } from "./idoc-writer.ts";

/** A parameter: text, a structure, or the rows of a table. */
export type RfcValue = string | { readonly [field: string]: RfcValue } | readonly RfcValue[];

export interface RfcCall {
  /** Function module, `BAPI_PRODORD_CHANGE`. */
  readonly name: string;
  readonly parameters: unknown;
}

const functions = "urn:sap-com:document:sap:rfc:functions";
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: true,
  isArray: (name) => name === "item",
});

/** Reads a request; a RangeError says what the envelope lacks. */
export function readCall(xml: string): RfcCall {
  const body = child(child(parser.parse(xml), "Envelope"), "Body");
  const [entry] = typeof body === "object" && body !== null ? Object.entries(body) : [];
  if (!entry) throw new RangeError("the SOAP body has no function module; send <urn:NAME> inside soapenv:Body");
  return { name: entry[0], parameters: entry[1] };
}

/** The text of a parameter or, with more names, of a field inside it; blank when it was not sent. */
export function readText(parameters: unknown, ...path: readonly string[]): string {
  const value = path.reduce(child, parameters);
  return typeof value === "string" ? value : "";
}

/** The rows of a table parameter; none when it was not sent or is empty. */
export function readRows(parameters: unknown, table: string): readonly unknown[] {
  const items = child(child(parameters, table), "item");
  return Array.isArray(items) ? items : [];
}

function child(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The reply of a function module. */
export function writeReply(name: string, parameters: Readonly<Record<string, RfcValue>>): string {
  const content = Object.entries(parameters).map(([parameter, value]) => writeValue(parameter, value));
  return envelope(`<rfc:${name}.Response xmlns:rfc="${functions}">${content.join("")}</rfc:${name}.Response>`);
}

function writeValue(name: string, value: RfcValue): string {
  if (typeof value === "string") return `<${name}>${escapeXml(value)}</${name}>`;
  const content = Array.isArray(value)
    ? value.map((row) => writeValue("item", row))
    : Object.entries(value).map(([field, part]) => writeValue(field, part));
  return `<${name}>${content.join("")}</${name}>`;
}

/** A fault: the function module does not exist or raised an ABAP exception. */
export function writeFault(text: string, exception: string): string {
  const detail = `<detail><rfc:${exception} xmlns:rfc="${functions}"><Name>${exception}</Name><Text>${escapeXml(text)}</Text></rfc:${exception}></detail>`;
  return envelope(
    `<soap-env:Fault><faultcode>soap-env:Client</faultcode><faultstring xml:lang="en">${escapeXml(text)}</faultstring>${detail}</soap-env:Fault>`,
  );
}

function envelope(body: string): string {
  return `<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"><soap-env:Header/><soap-env:Body>${body}</soap-env:Body></soap-env:Envelope>`;
}
