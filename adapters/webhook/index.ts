/**
 * A plant's other systems (planning, warehouse, laboratory, customers'), told by CloudEvents over HTTP, each under the id of
 * its command, so that a receiver does what it has done before not again and can be asked whether it has.
 */
import { Agent, request } from "undici";
import type { ErpMessage, Notice, Receipt } from "#schema/canonical/command.ts";
import { traceHeaders } from "../carried-trace.ts";
import type { NeighbourConfig, NeighbourManifest } from "../config.ts";
import { type CommandTarget, InDoubt, type Settlement, SourceUnavailable } from "../port.ts";
import { secretPattern, signedHeaders } from "./signature.ts";

export interface WebhookConnection {
  /** Where events go; `GET <url>/<id>` says whether one was taken. */
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 10_000;

export const webhook: NeighbourManifest<WebhookConnection> = {
  name: "webhook",
  connectionSchema: {
    type: "object",
    additionalProperties: false,
    required: ["url", "secret"],
    properties: {
      url: { type: "string", format: "uri", pattern: "^https?://", description: "address that events are sent to" },
      secret: { type: "string", pattern: secretPattern, description: "secret that signs them: whsec_ and 24 to 64 bytes in Base64" },
      timeoutMs: { type: "integer", minimum: 100, maximum: 60_000, description: "milliseconds to wait for an answer" },
    },
  },
  create: (config) => new Webhook(config),
};

class Webhook implements CommandTarget<Notice> {
  readonly system: string;
  readonly #connection: WebhookConnection;
  readonly #agent: Agent;

  constructor({ system, connection }: NeighbourConfig<WebhookConnection>) {
    const { timeoutMs = usualTimeoutMs } = connection;
    this.system = system;
    this.#connection = connection;
    this.#agent = new Agent({ connections: 8, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } });
  }

  async execute(notice: Notice, signal: AbortSignal): Promise<Receipt> {
    const body = JSON.stringify(toCloudEvent(notice));
    const { url, secret } = this.#connection;
    const headers = {
      "content-type": "application/cloudevents+json; charset=utf-8",
      ...signedHeaders(secret, notice.id, Math.floor(Date.now() / 1_000), body),
      // Of this attempt; the event's own attribute is of what it is about.
      ...(notice.traceparent === null ? {} : { traceparent: notice.traceparent }),
      ...traceHeaders(),
    };
    const answer = await this.#ask({ method: "POST", url, headers, body }, signal);
    if (answer.status === 409 || (answer.status >= 200 && answer.status < 300)) {
      return { outcome: "APPLIED", reference: answer.said.reference ?? notice.id, messages: [] };
    }
    if (isPassing(answer.status)) throw this.#unavailable(answer);
    return { outcome: "REJECTED", messages: [refusal(answer)] };
  }

  async settle(notice: Notice, signal: AbortSignal): Promise<Settlement> {
    const url = `${this.#connection.url.replace(/\/+$/, "")}/${encodeURIComponent(notice.id)}`;
    const answer = await this.#ask({ method: "GET", url, headers: {}, body: null }, signal);
    if (answer.status === 404) return { outcome: "ABSENT" };
    if (answer.status >= 200 && answer.status < 300) return { outcome: "APPLIED" };
    throw this.#unavailable(answer);
  }

  async health(signal: AbortSignal): Promise<{ readonly reachable: boolean; readonly detail: string }> {
    try {
      const { status } = await this.#ask({ method: "GET", url: this.#connection.url, headers: {}, body: null }, signal);
      return { reachable: status < 500, detail: `${this.system} answered ${status}` };
    } catch (fault) {
      return { reachable: false, detail: fault instanceof Error ? fault.message : String(fault) };
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #ask({ method, url, headers, body }: Sent, signal: AbortSignal): Promise<Answer> {
    try {
      const { statusCode, headers: told, body: answered } = await request(url, { method, headers, body, signal, dispatcher: this.#agent });
      return { status: statusCode, retryAfter: [told["retry-after"]].flat()[0], said: parse(await answered.text()) };
    } catch (cause) {
      const reason = `${this.system}: ${cause instanceof Error ? cause.message : String(cause)}`;
      if (method === "POST" && !wasNotSent(cause)) throw new InDoubt(reason, { cause });
      throw new SourceUnavailable(reason, { cause });
    }
  }

  #unavailable({ status, retryAfter }: Answer): SourceUnavailable {
    const seconds = Number(retryAfter);
    const options = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
    return new SourceUnavailable(`${this.system} answered ${status}`, options);
  }
}

interface Sent {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly said: { readonly reference?: string; readonly code?: string; readonly message?: string };
}

/** CloudEvents 1.0 in structured mode. */
function toCloudEvent({ id, type, subject, plant, traceparent, data }: Notice): object {
  const trace = traceparent === null ? {} : { traceparent };
  return { specversion: "1.0", id, source: "/andon", type, subject, plantid: plant, ...trace, datacontenttype: "application/json", data };
}

/** The receiver cannot take it now. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

function refusal({ status, said }: Answer): ErpMessage {
  return { severity: "ERROR", code: said.code ?? `HTTP/${status}`, text: said.message ?? `the receiver answered ${status}` };
}

function parse(text: string): Answer["said"] {
  try {
    const said = JSON.parse(text) as unknown;
    return typeof said === "object" && said !== null ? (said as Answer["said"]) : {};
  } catch {
    return {};
  }
}

/** Failures to connect: not a byte of the request has left. */
const notSentCodes: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function wasNotSent(cause: unknown): boolean {
  const causes: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return causes.every((each) => each instanceof Error && "code" in each && notSentCodes.has(each.code));
}
