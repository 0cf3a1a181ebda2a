/** Reads and writes of OData services; a write carries the CSRF token of its service. */
import { randomUUID } from "node:crypto";
import { traceHeaders } from "../../carried-trace.ts";
import { InDoubt, SourceUnavailable } from "../../port.ts";
import { type BatchRequest, readBatch, writeBatch } from "./batch-body.ts";
import { type ODataMessage, readErrorBody } from "./error-body.ts";
import { createTransport, describe, type Outgoing, type Reply, type Transport, type TransportOptions, unavailable } from "./transport.ts";

export interface ODataWrite {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  /** Root of the service, where the CSRF token is asked for. */
  readonly root: string;
  readonly ifMatch?: string;
  readonly body?: unknown;
  /** The command that it is for, where several go together: its trace goes with it. */
  readonly commandId?: string;
}

export interface ODataAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
  /** What the service said, when it refused. */
  readonly messages: readonly ODataMessage[];
}

/** What came of one operation of a batch: its answer, or why there is none. */
export type BatchAnswer = ODataAnswer | SourceUnavailable | InDoubt;

/** What only asks. */
export interface ODataReader {
  /** The JSON at a path. Throws SourceUnavailable for anything else. */
  read(path: string, signal: AbortSignal): Promise<unknown>;
  /** One entity with its ETag; null when it does not exist. Throws SourceUnavailable otherwise. */
  readOne(path: string, signal: AbortSignal): Promise<ODataAnswer | null>;
  /** The system's clock as its newest answer had it (milliseconds UTC); ours before the first answer. */
  serverTime(): number;
}

export interface ODataClient extends ODataReader {
  /**
   * Sends a write once. An answer of 2xx or a refusal (4xx) is returned; throws SourceUnavailable when surely nothing was
   * done, InDoubt when it may have been.
   */
  write(write: ODataWrite, signal: AbortSignal): Promise<ODataAnswer>;
  /**
   * Sends writes to one V2 service in one `$batch`, each a change set of its own; one outcome for each, as `write` would have it. Throws
   * SourceUnavailable when surely nothing was done, InDoubt when anything may have been.
   */
  writeAll(root: string, writes: readonly ODataWrite[], signal: AbortSignal): Promise<readonly BatchAnswer[]>;
  /** Asks for paths below a V2 service's root in one `$batch`; each answer has status 200 or 404. Throws SourceUnavailable. */
  readTogether(root: string, paths: readonly string[], signal: AbortSignal): Promise<readonly BatchAnswer[]>;
  close(): Promise<void>;
}

export function createODataClient(options: TransportOptions): ODataClient {
  const transport = createTransport(options);
  const sessions = createCsrfSessions(transport);

  const sendOnce = async (outgoing: Outgoing, root: string, signal: AbortSignal): Promise<Reply> =>
    transport.send({ ...outgoing, headers: { ...(await sessions.headersFor(root, signal)), ...outgoing.headers } }, signal);

  const send = async (outgoing: Outgoing, root: string, signal: AbortSignal): Promise<Reply> => {
    const reply = await sendOnce(outgoing, root, signal);
    if (reply.status !== 403 || reply.header("x-csrf-token")?.toLowerCase() !== "required") return reply;
    sessions.forget(root);
    return sendOnce(outgoing, root, signal);
  };

  const sendBatch = async (root: string, requests: readonly BatchRequest[], signal: AbortSignal): Promise<readonly (Reply | null)[]> => {
    const { contentType, body } = writeBatch(requests, `batch_${randomUUID()}`);
    const headers = { "content-type": contentType, accept: "multipart/mixed" };
    const reply = await send({ method: "POST", path: `${root}$batch`, headers, body }, root, signal);
    if (reply.status >= 500 && !passing.has(reply.status)) throw new InDoubt(`${root}$batch answered ${reply.status}: ${describe(reply)}`);
    if (reply.status >= 300) throw unavailable(`${root}$batch`, reply);
    const replies = readBatch(reply.header("content-type") ?? "", reply.text);
    return requests.map((_, index) => replies[index] ?? null);
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
      const { method, path } = write;
      const body = write.body === undefined ? {} : { body: JSON.stringify(write.body) };
      return answerOf(`${method} ${path}`, await send({ method, path, headers: headersOf(write), ...body }, write.root, signal));
    },
    async writeAll(root, writes, signal) {
      const requests = writes.map((write): BatchRequest => {
        const body = write.body === undefined ? {} : { body: JSON.stringify(write.body) };
        return {
          method: write.method,
          target: write.path.slice(root.length),
          headers: { accept, ...headersOf(write), ...traceHeaders(write.commandId) },
          ...body,
        };
      });
      const replies = await sendBatch(root, requests, signal);
      return writes.map((write, index) => partAnswer(`${write.method} ${write.path}`, replies[index] ?? null));
    },
    async readTogether(root, paths, signal) {
      const requests = paths.map((path): BatchRequest => ({ method: "GET", target: path.slice(root.length), headers: { accept } }));
      const replies = await sendBatch(root, requests, signal).catch((fault: unknown) => {
        // What only asks leaves nothing in doubt.
        throw fault instanceof InDoubt ? new SourceUnavailable(fault.message, { cause: fault }) : fault;
      });
      return paths.map((path, index) => readAnswer(path, replies[index] ?? null));
    },
    serverTime: transport.serverTime,
    close: transport.close,
  };
}

const accept = "application/json";

function headersOf({ ifMatch, body }: ODataWrite): Record<string, string> {
  return {
    ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
}

/** The answer to a change set; one that is missing, or cannot be read, leaves it in doubt. */
function partAnswer(what: string, reply: Reply | null): BatchAnswer {
  if (reply === null) return new InDoubt(`${what} was sent in a batch and has no answer in it`);
  try {
    return answerOf(what, reply);
  } catch (fault) {
    if (fault instanceof SourceUnavailable || fault instanceof InDoubt) return fault;
    throw fault;
  }
}

function readAnswer(path: string, reply: Reply | null): BatchAnswer {
  if (reply === null) return new SourceUnavailable(`GET ${path} has no answer in its batch`);
  if (reply.status !== 200 && reply.status !== 404) return unavailable(`GET ${path}`, reply);
  return { status: reply.status, etag: reply.header("etag") ?? null, body: parse(reply.text), messages: [] };
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
