/**
 * Bodies of `$batch` in OData V2: multipart/mixed of requests as `application/http`, each write in a change set of its own, so that one
 * that is refused takes no other with it. https://www.odata.org/documentation/odata-version-2-0/batch-processing/
 */
import type { Reply } from "./transport.ts";

export interface BatchRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** Relative to the service's root. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Lines end with CRLF (RFC 2046), and each part's request with an empty line, without which SAP Gateway refuses the whole batch. */
const crlf = "\r\n";

/** `boundary` is to occur in no body. The place of a write, counted from 1, is its Content-ID. */
export function writeBatch(requests: readonly BatchRequest[], boundary: string): { readonly contentType: string; readonly body: string } {
  const parts = requests.map((request, index) => {
    if (request.method === "GET")
      return `Content-Type: application/http${crlf}Content-Transfer-Encoding: binary${crlf}${crlf}${httpOf(request)}`;
    const inner = `changeset_${index + 1}_${boundary}`;
    const operation = [
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      `Content-ID: ${index + 1}`,
      "",
      httpOf(request),
    ].join(crlf);
    return `Content-Type: multipart/mixed; boundary=${inner}${crlf}${crlf}--${inner}${crlf}${operation}${crlf}--${inner}--${crlf}`;
  });
  const body = `${parts.map((part) => `--${boundary}${crlf}${part}${crlf}`).join("")}--${boundary}--${crlf}`;
  return { contentType: `multipart/mixed; boundary=${boundary}`, body };
}

function httpOf({ method, target, headers, body = "" }: BatchRequest): string {
  const all = { ...headers, ...(body === "" ? {} : { "Content-Length": String(Buffer.byteLength(body)) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}${crlf}`);
  return `${method} ${target} HTTP/1.1${crlf}${lines.join("")}${crlf}${body}`;
}

/**
 * The replies to the parts, in their sequence; a change set that failed is answered by one reply, as a retrieval is. Null for a part whose
 * answer cannot be read, or is another's by its Content-ID. What is cut off at the end is missing.
 */
export function readBatch(contentType: string, body: string): readonly (Reply | null)[] {
  return partsOf(contentType, body).map((part, index) => {
    const { headers, rest } = headersOf(part);
    const type = headers.get("content-type") ?? "";
    if (!/^multipart\/mixed/i.test(type)) return replyOf(part, index + 1);
    const [only, ...others] = partsOf(type, rest);
    return only === undefined || others.length > 0 ? null : replyOf(only, index + 1);
  });
}

/** Whole parts between the delimiters: what follows the last delimiter is the end, or was cut off. */
function partsOf(contentType: string, body: string): readonly string[] {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return [];
  const delimiter = new RegExp(`\\r?\\n--${boundary.replace(/\W/g, "\\$&")}(?:--[^\\n]*|[ \\t]*(?=\\r?\\n))`);
  return `\n${body}`
    .split(delimiter)
    .slice(1, -1)
    .map((part) => part.replace(/^\r?\n/, ""));
}

function replyOf(part: string, place: number): Reply | null {
  const outer = headersOf(part);
  const [line = ""] = outer.rest.split("\n", 1);
  const status = /^HTTP\/1\.\d (\d{3})/.exec(line)?.[1];
  if (status === undefined) return null;
  const { headers, rest } = headersOf(outer.rest.slice(line.length + 1));
  const contentId = outer.headers.get("content-id") ?? headers.get("content-id");
  if (contentId !== undefined && contentId !== String(place)) return null;
  return { status: Number(status), header: (name) => headers.get(name), cookies: [], text: rest.trim() };
}

/** What stands before the first empty line, and what after it. */
function headersOf(text: string): { readonly headers: ReadonlyMap<string, string>; readonly rest: string } {
  const end = /(?:^|\r?\n)\r?\n/.exec(text);
  const headers = new Map<string, string>();
  for (const header of text.slice(0, end?.index ?? text.length).split("\n")) {
    const colon = header.indexOf(":");
    if (colon > 0) headers.set(header.slice(0, colon).trim().toLowerCase(), header.slice(colon + 1).trim());
  }
  return { headers, rest: end === null ? "" : text.slice(end.index + end[0].length) };
}
