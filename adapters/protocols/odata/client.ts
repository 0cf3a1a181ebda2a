/** Reads and writes of OData services; a write carries the CSRF token of its service. */
import { InDoubt, SourceUnavailable } from "../../port.ts";
import { type ODataMessage, readErrorBody } from "./error-body.ts";
import { createTransport, describe, type Outgoing, type Reply, type Transport, type TransportOptions, unavailable } from "./transport.ts";

interface ODataWrite {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  /** Root of the service, where the CSRF token is asked for. */
  readonly root: string;
  readonly ifMatch?: string;
  readonly body?: unknown;
}

export interface ODataAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
  /** What the service said, when it refused. */
  readonly messages: readonly ODataMessage[];
}

export interface ODataClient {
  /** The JSON at a path. Throws SourceUnavailable for anything else. */
  read(path: string, signal: AbortSignal): Promise<unknown>;
  /** One entity with its ETag; null when it does not exist. Throws SourceUnavailable otherwise. */
  readOne(path: string, signal: AbortSignal): Promise<ODataAnswer | null>;
  /**
   * Sends a write once. An answer of 2xx or a refusal (4xx) is returned; throws SourceUnavailable when surely nothing was
   * done, InDoubt when it may have been.
   */
  write(write: ODataWrite, signal: AbortSignal): Promise<ODataAnswer>;
  /** The system's clock as its newest answer had it (milliseconds UTC); ours before the first answer. */
  serverTime(): number;
  close(): Promise<void>;
}

export function createODataClient(options: TransportOptions): ODataClient {
  const transport = createTransport(options);
  const sessions = createCsrfSessions(transport);

  const send = async (write: ODataWrite, signal: AbortSignal): Promise<Reply> => {
    const outgoing: Outgoing = {
      method: write.method,
      path: write.path,
      headers: {
        ...(await sessions.headersFor(write.root, signal)),
        ...(write.ifMatch === undefined ? {} : { "if-match": write.ifMatch }),
        ...(write.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(write.body === undefined ? {} : { body: JSON.stringify(write.body) }),
    };
    return transport.send(outgoing, signal);
  };

  return {
    async read(path, signal) {
      const reply = await transport.send({ method: "GET", path }, signal);
      if (reply.status !== 200) throw unavailable(`GET ${path}`, reply);
      return parseBody(path, reply);
    },
    async readOne(path, signal) {
      const reply = await transport.send({ method: "GET", path }, signal);
      if (reply.status === 404) return null;
      if (reply.status !== 200) throw unavailable(`GET ${path}`, reply);
      return { status: 200, etag: reply.header("etag") ?? null, body: parseBody(path, reply), messages: [] };
    },
    async write(write, signal) {
      let reply = await send(write, signal);
      if (reply.status === 403 && reply.header("x-csrf-token")?.toLowerCase() === "required") {
        sessions.forget(write.root);
        reply = await send(write, signal);
      }
      return answerOf(`${write.method} ${write.path}`, reply);
    },
    serverTime: transport.serverTime,
    close: transport.close,
  };
}

/** Refusals that an administrator or time will lift: not logged on, not allowed, too much, not running. */
const passing = new Set([401, 403, 429, 503]);

function answerOf(what: string, reply: Reply): ODataAnswer {
  if (passing.has(reply.status)) throw unavailable(what, reply);
  if (reply.status >= 500) throw new InDoubt(`${what} answered ${reply.status}: ${describe(reply)}`);
  const messages = reply.status < 300 ? [] : readErrorBody(reply.text);
  return { status: reply.status, etag: reply.header("etag") ?? null, body: parse(reply.text), messages };
}

interface CsrfSessions {
  /** Token and session cookies of a service. Throws SourceUnavailable when it gives none. */
  headersFor(root: string, signal: AbortSignal): Promise<Record<string, string>>;
  forget(root: string): void;
}

function createCsrfSessions(transport: Transport): CsrfSessions {
  const known = new Map<string, Record<string, string>>();
  return {
    async headersFor(root, signal) {
      const present = known.get(root);
      if (present) return present;
      const reply = await transport.send({ method: "GET", path: root, headers: { "x-csrf-token": "Fetch" } }, signal);
      const token = reply.header("x-csrf-token");
      if (token === undefined) throw unavailable(`GET ${root} (CSRF token)`, reply);
      const headers = { "x-csrf-token": token, cookie: reply.cookies.join("; ") };
      known.set(root, headers);
      return headers;
    },
    forget: (root) => known.delete(root),
  };
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function parseBody(path: string, reply: Reply): unknown {
  const body = parse(reply.text);
  if (body === null) throw new SourceUnavailable(`GET ${path} answered what is no JSON: ${reply.text.slice(0, 200)}`);
  return body;
}
