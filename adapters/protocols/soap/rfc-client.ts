/** Remote-enabled function modules over SOAP 1.1, as SAP's web service runtime offers them (namespace `urn:sap-com:document:sap:rfc:functions`). */
import { XMLParser } from "fast-xml-parser";
import { Agent, request } from "undici";
import { traceHeaders } from "../../carried-trace.ts";
import { InDoubt, SourceUnavailable } from "../../port.ts";

/** A parameter: text, a structure, or the rows of a table. */
export type RfcValue = string | { readonly [field: string]: RfcValue } | readonly RfcValue[];
/** What came back: text, a structure, or rows; a table is always a list. */
export type RfcResult = Readonly<Record<string, unknown>>;

export interface RfcClientOptions {
  /** Such as `https://ecc.example.com/sap/bc/srt/rfc/sap`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly timeoutMs: number;
}

/** Calls in one session see each other's uncommitted work; a call apart has a session of its own. */
export interface RfcSession {
  /**
   * Calls a function module. Throws SourceUnavailable when surely nothing happened, InDoubt when the request was sent and
   * no answer came, RfcFault for an ABAP exception.
   */
  call(name: string, parameters: Readonly<Record<string, RfcValue>>, signal: AbortSignal): Promise<RfcResult>;
}

/** The function module raised an exception. */
export class RfcFault extends Error {
  override readonly name = "RfcFault";
}

/** What came back is no SOAP reply: of a call that commits, nobody knows what it did. */
export class UnreadableReply extends SourceUnavailable {}

export interface RfcClient extends RfcSession {
  /** A stateful session: one HTTP session for all of its calls, which a commit needs. */
  openSession(): RfcSession;
  close(): Promise<void>;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === "item",
});

export function createRfcClient(options: RfcClientOptions): RfcClient {
  const agent = new Agent({
    connections: 8,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connect: { timeout: 5_000 },
  });
  const authorization = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString("base64")}`;
  const openSession = (): RfcSession => {
    let cookie = "";
    return {
      async call(name, parameters, signal) {
        const { status, text, cookies } = await send(options, agent, { name, parameters, cookie, authorization, signal });
        if (cookies !== "") cookie = cookies;
        return readReply(name, status, text);
      },
    };
  };
  return {
    call: (name, parameters, signal) => openSession().call(name, parameters, signal),
    openSession,
    close: () => agent.close(),
  };
}

interface Sent {
  readonly name: string;
  readonly parameters: Readonly<Record<string, RfcValue>>;
  readonly cookie: string;
  readonly authorization: string;
  readonly signal: AbortSignal;
}

async function send(options: RfcClientOptions, dispatcher: Agent, sent: Sent): Promise<{ status: number; text: string; cookies: string }> {
  try {
    const { statusCode, headers, body } = await request(`${options.url}/${sent.name.toLowerCase()}`, {
      method: "POST",
      dispatcher,
      signal: sent.signal,
      headers: {
        "content-type": "text/xml; charset=utf-8",
        soapaction: '""',
        authorization: sent.authorization,
        ...traceHeaders(),
        ...(sent.cookie ? { cookie: sent.cookie } : {}),
      },
      body: writeCall(sent.name, sent.parameters),
    });
    const given = [headers["set-cookie"] ?? []].flat().map((each) => each.split(";")[0]);
    return { status: statusCode, text: await body.text(), cookies: given.join("; ") };
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException).code;
    const reason = `${sent.name} at ${options.url} was not answered: ${code ?? fault}`;
    if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "UND_ERR_CONNECT_TIMEOUT")
      throw new SourceUnavailable(reason, { cause: fault });
    throw new InDoubt(reason, { cause: fault });
  }
}

function readReply(name: string, status: number, text: string): RfcResult {
  if (status === 401 || status === 403) throw new SourceUnavailable(`${name} was refused with ${status}; check user and password`);
  if (status === 429 || status === 503) throw new SourceUnavailable(`${name} was answered ${status}`);
  const body = (parser.parse(text) as { Envelope?: { Body?: Record<string, unknown> } }).Envelope?.Body;
  const fault = body?.Fault as { faultstring?: string } | undefined;
  if (fault) throw new RfcFault(`${name}: ${fault.faultstring ?? "fault"}`);
  const reply = body?.[`${name}.Response`];
  if (status !== 200 || reply === undefined)
    throw new UnreadableReply(`${name} was answered ${status} with something that is no SOAP reply`);
  return typeof reply === "object" && reply !== null ? (reply as RfcResult) : {};
}

function writeCall(name: string, parameters: Readonly<Record<string, RfcValue>>): string {
  const content = Object.entries(parameters).map(([key, value]) => writeValue(key, value));
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:sap-com:document:sap:rfc:functions"><soapenv:Header/><soapenv:Body><urn:${name}>${content.join("")}</urn:${name}></soapenv:Body></soapenv:Envelope>`;
}

function writeValue(name: string, value: RfcValue): string {
  if (typeof value === "string") return `<${name}>${escapeXml(value)}</${name}>`;
  const isTable = Array.isArray(value);
  const parts = isTable
    ? (value as readonly RfcValue[]).map((row) => writeValue("item", row))
    : Object.entries(value as Record<string, RfcValue>).map(([field, part]) => writeValue(field, part));
  return `<${name}>${parts.join("")}</${name}>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Rows of a table parameter of a reply. */
export function rowsOf(result: RfcResult, table: string): readonly Readonly<Record<string, string>>[] {
  const content = result[table] as { item?: unknown } | string | undefined;
  return typeof content === "object" && Array.isArray(content.item) ? (content.item as Record<string, string>[]) : [];
}
