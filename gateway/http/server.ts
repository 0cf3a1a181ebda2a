/** The HTTP server: who answers which path, and what is told when something is refused. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { readTraceparent, traceIdOf } from "#schema/canonical/trace-context.ts";
import { tellFault } from "../errors.ts";
import { HttpRefusal } from "./body.ts";

/** Answers a request; false when the path is somebody else's. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> | boolean;

const codeOf: Readonly<Record<number, string>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHENTICATED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "BAD_REQUEST",
  415: "BAD_REQUEST",
  429: "RATE_LIMITED",
  503: "SERVICE_UNAVAILABLE",
};

/** A server that asks each route in turn. */
export function createHttpServer(routes: readonly Route[], log: Logger): Server {
  return createServer((request, response) => {
    const began = performance.now();
    response.once("finish", () => {
      const { method, url, headers } = request;
      const ms = Math.round(performance.now() - began);
      const traceId = headers.traceparent === undefined ? null : traceIdOf(readTraceparent(headers.traceparent));
      const trace = traceId === null ? {} : { trace_id: traceId };
      log.info({ method, path: url?.split("?")[0], status: response.statusCode, ms, ...trace }, "answered");
    });
    void answer(routes, request, response).catch((fault) => refuse(fault, response, log));
  });
}

/** Listens; the port that was taken, also when any was wanted. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Finishes the requests under way, within the deadline, then lets go of every connection. */
export async function close(server: Server, deadlineMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearTimeout(deadline);
}

async function answer(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = targetOf(request.url ?? "/");
  for (const route of routes) if (await route(request, response, url)) return;
  throw new HttpRefusal(404, `There is nothing at ${url.pathname}; operations go to /graphql`);
}

/** The request's target (RFC 9112, section 3.2). Throws HttpRefusal 400 for what is no URL. */
function targetOf(target: string): URL {
  // A path is never read as a host, though it begins with two slashes.
  const url = URL.parse(target.startsWith("/") ? `http://gateway${target}` : target, "http://gateway");
  if (!url) throw new HttpRefusal(400, "The request's target is no URL; send operations to /graphql");
  return url;
}

function refuse(fault: unknown, response: ServerResponse, log: Logger): void {
  // A client that has left is told nothing, and is no fault of ours.
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const refusal = fault instanceof HttpRefusal ? fault : null;
  const status = refusal?.status ?? 500;
  const error = refusal ? { message: refusal.message, extensions: { code: codeOf[status] ?? "BAD_REQUEST" } } : tellFault(fault, log);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...refusal?.headers });
  response.end(JSON.stringify({ errors: [error] }));
}
