/**
 * Bodies of `$batch` (OData V2, "Batch Processing"): multipart/mixed (RFC 2046) of requests as `application/http`, where change sets are
 * multipart/mixed themselves; and the answer, part for part in the same sequence.
 */
import { randomBytes } from "node:crypto";
import { badRequest } from "./odata-error.ts";

export interface PartRequest {
  readonly method: string;
  /** Relative to the service root, or with a slash at its beginning. */
  readonly target: string;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
  readonly contentId: string | undefined;
}

/** A retrieval that stands alone, or a change set of writes. */
export type BatchPart =
  | { readonly kind: "retrieve"; readonly request: PartRequest }
  | { readonly kind: "changeset"; readonly requests: readonly PartRequest[] };

export interface PartReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly contentId?: string | undefined;
}

/** The answer to a part: one reply, or those of a change set that went through. */
export type BatchReply = PartReply | readonly PartReply[];

interface Entity {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Reads a batch. Throws an `ODataError` 400 where it is not one. */
export function readBatch(contentType: string | undefined, body: string): BatchPart[] {
  return entitiesOf(contentType, body).map(({ headers, body: inner }): BatchPart => {
    const type = headers.get("content-type");
    if (!/^multipart\/mixed/i.test(type ?? "")) {
      const request = requestOf({ headers, body: inner });
      if (request.method !== "GET") throw badRequest(`${request.method} stands outside a change set`);
      return { kind: "retrieve", request };
    }
    const requests = entitiesOf(type, inner).map(requestOf);
    if (requests.some(({ method }) => method === "GET")) throw badRequest("A change set must not contain a retrieve request");
    return { kind: "changeset", requests };
  });
}

function entitiesOf(contentType: string | undefined, body: string): Entity[] {
  const boundary = /^multipart\/mixed\s*;.*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? "");
  const delimiter = `--${boundary?.[1] ?? boundary?.[2]}`;
  if (!boundary) throw badRequest("Content-Type of a batch has to be multipart/mixed with a boundary");
  const [, ...pieces] = `\r\n${body}`.split(new RegExp(`\\r\\n${delimiter.replace(/\W/g, "\\$&")}(?=--|[ \\t]*\\r\\n)`));
  if (!pieces.pop()?.startsWith("--")) throw badRequest(`The batch does not end with ${delimiter}--; its lines end with CRLF`);
  return pieces.map((piece) => entityOf(piece.replace(/^[ \t]*\r\n/, "")));
}

/** Headers, an empty line, and what comes after it. */
function entityOf(text: string): Entity {
  if (text.startsWith("\r\n")) return { headers: new Map(), body: text.slice(2) };
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) throw badRequest("The headers of a part do not end with an empty line");
  return { headers: headersOf(text.slice(0, end).split("\r\n")), body: text.slice(end + 4) };
}

function headersOf(lines: readonly string[]): Map<string, string> {
  const pairs = lines.filter((line) => line.includes(":")).map((line) => [line.slice(0, line.indexOf(":")), line] as const);
  return new Map(pairs.map(([name, line]) => [name.trim().toLowerCase(), line.slice(name.length + 1).trim()]));
}

function requestOf({ headers, body }: Entity): PartRequest {
  if (!/^application\/http/i.test(headers.get("content-type") ?? "")) throw badRequest("Content-Type of a part has to be application/http");
  const [line = "", ...rest] = body.split("\r\n");
  const [, method, target] = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(line) ?? [];
  if (method === undefined || target === undefined) throw badRequest(`"${line}" is not a request line`);
  const inner = entityOf(rest.join("\r\n"));
  const length = inner.headers.get("content-length");
  const content = length === undefined ? inner.body : Buffer.from(inner.body).subarray(0, Number(length)).toString();
  const contentId = headers.get("content-id") ?? inner.headers.get("content-id");
  return { method, target, header: (name) => inner.headers.get(name), body: content, contentId };
}

/** Writes an answer; its boundaries are of this answer alone. */
export function writeBatch(replies: readonly BatchReply[]): { readonly contentType: string; readonly body: string } {
  const boundary = randomBytes(16).toString("hex").toUpperCase();
  const parts = replies.map((reply, index) => (isChangeset(reply) ? changesetPart(reply, `${boundary}${index + 1}`) : partOf(reply)));
  return { contentType: `multipart/mixed; boundary=${boundary}0`, body: multipart(parts, `${boundary}0`) };
}

const isChangeset = (reply: BatchReply): reply is readonly PartReply[] => Array.isArray(reply);

function changesetPart(replies: readonly PartReply[], boundary: string): string {
  const inner = multipart(replies.map(partOf), boundary);
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\nContent-Length: ${Buffer.byteLength(inner)}\r\n\r\n${inner}`;
}

function partOf({ status, headers, text, contentId }: PartReply): string {
  const all = {
    ...headers,
    ...(contentId === undefined ? {} : { "content-id": contentId }),
    "content-length": String(Buffer.byteLength(text)),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const http = `HTTP/1.1 ${status} ${reasons[status] ?? "Error"}\r\n${lines.join("")}\r\n${text}`;
  return `Content-Type: application/http\r\nContent-Length: ${Buffer.byteLength(http)}\r\ncontent-transfer-encoding: binary\r\n\r\n${http}`;
}

const multipart = (parts: readonly string[], boundary: string): string =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("")}--${boundary}--\r\n`;

const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  204: "No Content",
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  412: "Precondition Failed",
  428: "Precondition Required",
  500: "Internal Server Error",
};
