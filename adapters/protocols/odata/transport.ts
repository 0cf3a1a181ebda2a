/** Requests to one system over kept-alive connections, with time-outs and an access token. */
import { Agent, type Dispatcher, request } from "undici";
import { traceHeaders } from "../../carried-trace.ts";
import { InDoubt, SourceUnavailable } from "../../port.ts";
import { type ClientCredentials, createAccessToken } from "./access-token.ts";
import { readErrorBody } from "./error-body.ts";

export interface TransportOptions extends ClientCredentials {
  /** Address below which the services' paths lie. */
  readonly url: string;
  /** Milliseconds without a byte after which a request is given up. 60000. */
  readonly timeoutMs?: number;
}

export interface Outgoing {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  header(name: string): string | undefined;
  /** Name and value of each cookie that was set, `a=b`. */
  readonly cookies: readonly string[];
  readonly text: string;
}

export interface Transport {
  /**
   * Any answer is returned. Throws SourceUnavailable when surely nothing was done, which holds for every read; InDoubt
   * when a write was sent and no answer came.
   */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Reply>;
  /** The system's clock as its newest answer had it (milliseconds UTC); ours before the first answer. */
  serverTime(): number;
  close(): Promise<void>;
}

// V2 ignores the parameter; V4 then sends decimals as strings, which is how they stay exact.
const accept = "application/json;IEEE754Compatible=true";

export function createTransport(options: TransportOptions): Transport {
  const timeout = options.timeoutMs ?? 60_000;
  const connect = { timeout: 10_000 };
  const agent = new Agent({ connections: 4, keepAliveTimeout: 30_000, headersTimeout: timeout, bodyTimeout: timeout, connect });
  const access = createAccessToken(options, agent);
  const base = options.url.replace(/\/+$/, "");
  let serverClock: number | null = null;

  const sendOnce = async ({ method, path, headers, body }: Outgoing, signal: AbortSignal): Promise<Reply> => {
    // Asked for before the request: a failure here leaves nothing in doubt.
    const authorization = `Bearer ${await access.get(signal)}`;
    try {
      const sent = { accept, ...headers, ...traceHeaders(), authorization };
      const response = await request(`${base}${path}`, { method, headers: sent, body: body ?? null, signal, dispatcher: agent });
      const reply = replyOf(response, await response.body.text());
      const date = Date.parse(reply.header("date") ?? "");
      if (!Number.isNaN(date)) serverClock = date;
      return reply;
    } catch (cause) {
      const what = `${method} ${path}`;
      if (method !== "GET" && !wasNotSent(cause)) throw new InDoubt(`${what} was sent and no answer came`, { cause });
      throw new SourceUnavailable(`${what} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  };

  return {
    async send(outgoing, signal) {
      const reply = await sendOnce(outgoing, signal);
      if (reply.status !== 401) return reply;
      // The access token has ended before its time; with a 401 nothing was done, so it may be sent again.
      access.forget();
      return sendOnce(outgoing, signal);
    },
    serverTime: () => serverClock ?? Date.now(),
    close: () => agent.destroy(),
  };
}

function replyOf(response: Dispatcher.ResponseData, text: string): Reply {
  const values = (name: string): string[] => [response.headers[name] ?? []].flat();
  return {
    status: response.statusCode,
    header: (name) => values(name)[0],
    cookies: values("set-cookie").map((cookie) => cookie.split(";")[0] ?? ""),
    text,
  };
}

/** Failures to connect: not a byte of the request has left. */
const notSentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);
const wasNotSent = (error: unknown): boolean => {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.length > 0 && errors.every((each) => each instanceof Error && "code" in each && notSentCodes.has(String(each.code)));
};

/** The answer as the reason why something is unavailable. */
export function unavailable(what: string, reply: Reply): SourceUnavailable {
  const retryAfterMs = readRetryAfter(reply.header("retry-after"), Date.now());
  return new SourceUnavailable(`${what} answered ${reply.status}: ${describe(reply)}`, retryAfterMs === null ? {} : { retryAfterMs });
}

export function describe(reply: Reply): string {
  const [first] = readErrorBody(reply.text);
  return first ? `${first.code} ${first.text}` : reply.text.slice(0, 200);
}

/** `Retry-After` as seconds or as a date, in milliseconds from `now`; null when it is neither. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
