/** HTTP to OData services: kept-alive connections, time-outs, OAuth client credentials, and a CSRF token for each write. */
import { Agent, type Dispatcher, request } from "undici";
import { InDoubt, SourceUnavailable } from "../../port.ts";
import { type AccessToken, createAccessToken } from "./access-token.ts";
import { type ODataMessage, readErrorBody } from "./error-body.ts";

export interface ODataClientOptions {
  /** Address below which the services' paths lie. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds without a byte after which a request is given up. 60000. */
  readonly timeoutMs?: number;
}

export interface ODataWrite {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  /** Root of the service, where the CSRF token is asked for; null for an address that wants none. */
  readonly root: string | null;
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

interface Reply {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly text: string;
}

interface Session {
  readonly token: string;
  readonly cookie: string;
}

// V2 ignores the parameter; V4 then sends decimals as strings, which is how they stay exact.
const accept = "application/json;IEEE754Compatible=true";

export function createODataClient(options: ODataClientOptions): ODataClient {
  const timeout = options.timeoutMs ?? 60_000;
  const agent = new Agent({
    connections: 4,
    keepAliveTimeout: 30_000,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connect: { timeout: 10_000 },
  });
  const access: AccessToken = createAccessToken(options, agent);
  const base = options.url.replace(/\/+$/, "");
  const sessions = new Map<string, Session>();
  let serverClock: number | null = null;

  const send = async (
    method: Dispatcher.HttpMethod,
    path: string,
    headers: Record<string, string>,
    body: string | null,
    signal: AbortSignal,
  ) => {
    const authorization = `Bearer ${await access.get(signal)}`;
    // A failure up to here happened before the request; the callers tell it by its class.
    const response = await request(`${base}${path}`, {
      method,
      headers: { accept, ...headers, authorization },
      body,
      signal,
      dispatcher: agent,
    });
    const reply: Reply = { status: response.statusCode, headers: response.headers, text: await response.body.text() };
    const date = Date.parse(headerOf(reply, "date") ?? "");
    if (!Number.isNaN(date)) serverClock = date;
    return reply;
  };

  /** Repeats once with a new access token when the old one has expired: a 401 did nothing. */
  const sendAuthorized = async (...given: Parameters<typeof send>): Promise<Reply> => {
    const reply = await send(...given);
    if (reply.status !== 401) return reply;
    access.forget();
    return send(...given);
  };

  const get = async (path: string, signal: AbortSignal): Promise<Reply> => {
    try {
      return await sendAuthorized("GET", path, {}, null, signal);
    } catch (error) {
      throw unavailable(`GET ${path}`, error);
    }
  };

  const sessionFor = async (root: string, signal: AbortSignal): Promise<Session> => {
    const known = sessions.get(root);
    if (known) return known;
    const reply = await sendAuthorized("GET", root, { "x-csrf-token": "Fetch" }, null, signal).catch((error: unknown) => {
      throw unavailable(`GET ${root}`, error);
    });
    const token = headerOf(reply, "x-csrf-token");
    if (token === undefined) throw refused(`GET ${root} (CSRF token)`, reply);
    const cookies = [reply.headers["set-cookie"] ?? []].flat().map((cookie) => cookie.split(";")[0] ?? "");
    const session = { token, cookie: cookies.join("; ") };
    sessions.set(root, session);
    return session;
  };

  const post = async (write: ODataWrite, signal: AbortSignal): Promise<Reply> => {
    const session = write.root === null ? null : await sessionFor(write.root, signal);
    const headers = {
      ...(session ? { "x-csrf-token": session.token, cookie: session.cookie } : {}),
      ...(write.ifMatch === undefined ? {} : { "if-match": write.ifMatch }),
      ...(write.body === undefined ? {} : { "content-type": "application/json" }),
    };
    // An access token that is fetched here would be part of the doubt; so it is fetched first.
    await access.get(signal);
    try {
      return await sendAuthorized(write.method, write.path, headers, write.body === undefined ? null : JSON.stringify(write.body), signal);
    } catch (error) {
      if (error instanceof SourceUnavailable || wasNotSent(error)) throw unavailable(`${write.method} ${write.path}`, error);
      throw new InDoubt(`${write.method} ${write.path} was sent and no answer came`, { cause: error });
    }
  };

  return {
    async read(path, signal) {
      const reply = await get(path, signal);
      if (reply.status !== 200) throw refused(`GET ${path}`, reply);
      return parseBody(path, reply);
    },
    async readOne(path, signal) {
      const reply = await get(path, signal);
      if (reply.status === 404) return null;
      if (reply.status !== 200) throw refused(`GET ${path}`, reply);
      return { status: 200, etag: headerOf(reply, "etag") ?? null, body: parseBody(path, reply), messages: [] };
    },
    async write(write, signal) {
      let reply = await post(write, signal);
      if (reply.status === 403 && write.root !== null && headerOf(reply, "x-csrf-token")?.toLowerCase() === "required") {
        sessions.delete(write.root);
        reply = await post(write, signal);
      }
      const what = `${write.method} ${write.path}`;
      if (reply.status === 429 || reply.status === 503 || reply.status === 401 || reply.status === 403) throw refused(what, reply);
      if (reply.status >= 500) throw new InDoubt(`${what} answered ${reply.status}: ${describe(reply)}`);
      const body = parseText(reply.text);
      return {
        status: reply.status,
        etag: headerOf(reply, "etag") ?? null,
        body,
        messages: reply.status < 300 ? [] : readErrorBody(reply.text),
      };
    },
    serverTime: () => serverClock ?? Date.now(),
    close: () => agent.destroy(),
  };
}

function headerOf(reply: Pick<Reply, "headers">, name: string): string | undefined {
  const value = reply.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function parseText(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function parseBody(path: string, reply: Reply): unknown {
  const body = parseText(reply.text);
  if (body === null) throw new SourceUnavailable(`GET ${path} answered what is no JSON: ${reply.text.slice(0, 200)}`);
  return body;
}

function describe(reply: Reply): string {
  const [first] = readErrorBody(reply.text);
  return first ? `${first.code} ${first.text}` : reply.text.slice(0, 200);
}

function refused(what: string, reply: Reply): SourceUnavailable {
  const retryAfterMs = readRetryAfter(headerOf(reply, "retry-after"), Date.now());
  return new SourceUnavailable(`${what} answered ${reply.status}: ${describe(reply)}`, retryAfterMs === null ? {} : { retryAfterMs });
}

/** `Retry-After` as seconds or as a date, in milliseconds from `now`; null when it is neither. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function unavailable(what: string, cause: unknown): SourceUnavailable {
  if (cause instanceof SourceUnavailable) return cause;
  return new SourceUnavailable(`${what} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}

/** Failures to connect: not a byte of the request has left. */
const notSentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);
const wasNotSent = (error: unknown): boolean => {
  const errors = error instanceof AggregateError ? error.errors : [error];
  return (
    errors.length > 0 && errors.every((each) => each instanceof Error && notSentCodes.has(String((each as NodeJS.ErrnoException).code)))
  );
};
