/** One HTTP exchange with a subgraph: what is sent, within which bounds the answer is read, and what each status means. */
import { errors, Pool } from "undici";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Verdict } from "./circuit-breaker.ts";
import { type KeptFor, keptFor, notKept } from "./kept.ts";
import { signatureOf } from "./signature.ts";

export interface HttpPlace {
  readonly url: string;
  /** Shared with the subgraph, which then answers nobody but who signs with it. Null for one that answers everybody. */
  readonly secret: string | null;
  /** How long the subgraph may take for the whole of an answer, a second attempt included; 10 s by default. */
  readonly timeoutMs?: number;
  /** Bytes that an answer may have; 16 MiB by default. */
  readonly largestAnswer?: number;
}

/** The answer's text, which each asker parses for itself: what is merged and altered is nobody else's. */
export interface HttpAnswer extends KeptFor {
  readonly text: string;
}

/** The subgraph answered with something that is no answer of GraphQL, or with a status that says that it fails. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly verdict: Verdict;
  /** Whether another attempt may go better. */
  readonly isPassing: boolean;
  /** What the subgraph says of its failure, in the form of an answer. */
  readonly answer: HttpAnswer | null;
  constructor(message: string, { verdict = "WORKS" as Verdict, isPassing = false, answer = null as HttpAnswer | null } = {}) {
    super(message);
    this.verdict = verdict;
    this.isPassing = isPassing;
    this.answer = answer;
  }
}

/** What a subgraph is asked. */
export interface Question {
  readonly body: string;
  readonly caller: Caller | null;
  /** W3C trace context that it belongs to; absent or null for none. */
  readonly traceparent?: string | null | undefined;
}

export interface Exchange {
  /** Throws NoAnswer, or the fault of the connection. */
  send(question: Question, signal: AbortSignal): Promise<HttpAnswer>;
  close(): Promise<void>;
}

const connections = 64;
const usualLargestAnswer = 16 * 1_048_576;
const accept = "application/graphql-response+json, application/json";

/** Without a time limit of its own: `signal` bounds an exchange. */
export function createExchange({ url, secret, largestAnswer = usualLargestAnswer }: HttpPlace): Exchange {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: largestAnswer });
  return {
    async send({ body, caller, traceparent }, signal) {
      const signature = await signatureOf(caller, secret);
      const askedAt = Date.now();
      const response = await pool.request({
        path: pathname + search,
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept,
          // A compressed answer could be small on the wire and of any size here.
          "accept-encoding": "identity",
          ...signature,
          ...(traceparent ? { traceparent } : {}),
        },
        body,
        signal,
      });
      const text = await response.body.text();
      const { statusCode: status, headers } = response;
      const encoding = headers["content-encoding"] ?? "identity";
      if (encoding !== "identity") throw new NoAnswer(`${origin} sent its answer as ${encoding}, which it was asked not to`);
      if (status >= 200 && status <= 299) return { text, ...keptFor(headers, askedAt) };
      return tellRefusal(`${origin} answered ${status}: ${text.slice(0, 200)}`, status, { text, ...notKept }, headers["content-type"]);
    },
    close: () => pool.close(),
  };
}

/** A refusal in the form of an answer is an answer. Throws NoAnswer for any other, and for a status that says that the subgraph fails. */
function tellRefusal(message: string, status: number, told: HttpAnswer, type: string | string[] | undefined): HttpAnswer {
  const answer = /^application\/(graphql-response\+)?json\b/i.test(String(type)) && hasErrors(told.text) ? told : null;
  // 408 and 429 are said by a subgraph that is asked for more than it can do (RFC 9110, 15.5.9; RFC 6585, 4).
  const isFailing = status >= 500 || status === 408 || status === 429;
  if (answer && !isFailing) return answer;
  const isPassing = status === 408 || (status >= 502 && status <= 504);
  throw new NoAnswer(message, { verdict: isFailing ? "FAILS" : "WORKS", isPassing, answer });
}

function hasErrors(text: string): boolean {
  try {
    const { errors: told } = JSON.parse(text) as { readonly errors?: unknown };
    return Array.isArray(told) && told.length > 0;
  } catch {
    return false;
  }
}

/** What a fault of an exchange says of the subgraph; `signal` is of who asked. */
export function verdictOf(fault: unknown, signal: AbortSignal): Verdict {
  if (signal.aborted) return "UNKNOWN";
  if (fault instanceof NoAnswer) return fault.verdict;
  // One asker's large answer is no reason to leave the others without any.
  return fault instanceof errors.ResponseExceededMaxSizeError ? "WORKS" : "FAILS";
}

/** Whether a fault is of the connection or of a moment, so that another attempt may go better. */
export function isPassing(fault: unknown): boolean {
  if (fault instanceof NoAnswer) return fault.isPassing;
  if (fault instanceof errors.SocketError || fault instanceof errors.ConnectTimeoutError) return true;
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(String((fault as { code?: unknown }).code));
}
