/** Answers that come in parts, as `multipart/mixed` with the deferSpec that Apollo Client asks for. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerInParts } from "../engine/engine.ts";

const version = "20220824";
const partHead = "\r\ncontent-type: application/json; charset=utf-8\r\n\r\n";
const boundary = "\r\n---";
const lastBoundary = "\r\n-----\r\n";

/** Whether a client that sends JSON takes an answer in parts. */
export function acceptsParts({ method, headers }: IncomingMessage): boolean {
  if (method !== "POST" || !/^application\/json *(;|$)/i.test(headers["content-type"] ?? "")) return false;
  return /multipart\/mixed *;[^,]*deferSpec="?20220824"?/i.test(headers.accept ?? "");
}

/** Sends the parts as they come, and no more of them than the client takes. An answer without later parts goes out as plain JSON. */
export async function sendInParts(response: ServerResponse, { now, later }: AnswerInParts): Promise<void> {
  if (!later) {
    response.writeHead(now.status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...now.headers });
    response.end(now.text);
    return;
  }
  response.writeHead(200, {
    "content-type": `multipart/mixed; boundary="-"; deferSpec=${version}`,
    "cache-control": "no-store",
    ...now.headers,
  });
  response.write(`${boundary}${partHead}${now.text.slice(0, -1)},"hasNext":true}${boundary}`);
  for await (const part of later) {
    if (response.destroyed) break;
    if (!response.write(`${partHead}{${part},"hasNext":true}${boundary}`))
      await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end(`${partHead}{"hasNext":false}${lastBoundary}`);
}
