/**
 * A subgraph in another process: a pool of connections that are kept, time-outs, one attempt more for queries within a
 * budget, a breaker, and one call for all who ask the same for the same caller.
 */
import { setTimeout as delay } from "node:timers/promises";
import { errors, Pool } from "undici";
import { accessKey, type Caller } from "#schema/canonical/caller.ts";
import type { Fetch, FetchAnswer, FetchDocument, FetchSource } from "../../execution/plan/fetch-port.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { InFlight } from "./in-flight.ts";
import { keptOf } from "./kept.ts";
import { RetryBudget } from "./retry-budget.ts";
import { signCaller } from "./signature.ts";

export interface HttpPlace {
  readonly url: string;
  /** Shared with the subgraph, which then answers nobody but who signs with it. Null for one that answers everybody. */
  readonly secret: string | null;
  /** How long the subgraph may take; 10 s by default. */
  readonly timeoutMs?: number;
}

export interface HttpSource extends FetchSource {
  close(): Promise<void>;
}

const connections = 64;
const usualTimeoutMs = 10_000;
const largestAnswer = 64 * 1_048_576;
/** Between the attempts, so that a process that restarts has a moment. */
const pauseMs = { least: 10, most: 60 };

/** The answer's text, which each asker parses for itself: what is merged and altered is nobody else's. */
interface HttpAnswer {
  readonly text: string;
  readonly cacheControl: string | string[] | undefined;
}

/** The subgraph answered with something that is no answer of GraphQL. */
class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  /** Whether another attempt may go better. */
  readonly isPassing: boolean;
  constructor(message: string, isPassing: boolean) {
    super(message);
    this.isPassing = isPassing;
  }
}

export function createHttpSource({ url, secret, timeoutMs = usualTimeoutMs }: HttpPlace): HttpSource {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: largestAnswer });
  const breaker = new CircuitBreaker();
  const budget = new RetryBudget();
  const inFlight = new InFlight<HttpAnswer>();

  const send = async (body: string, caller: Caller | null, signal: AbortSignal): Promise<HttpAnswer> => {
    const authorization = secret !== null && caller ? { authorization: `Bearer ${await signCaller(caller, secret)}` } : {};
    const {
      statusCode,
      headers,
      body: answer,
    } = await pool.request({
      path: pathname + search,
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json", ...authorization },
      body,
      signal,
    });
    const text = await answer.text();
    const isGraphql = String(headers["content-type"]).startsWith("application/graphql-response+json");
    if (statusCode !== 200 && !isGraphql) {
      throw new NoAnswer(`${origin} answered ${statusCode}: ${text.slice(0, 200)}`, statusCode >= 502 && statusCode <= 504);
    }
    return { text, cacheControl: headers["cache-control"] };
  };
  const attempt = (body: string, caller: Caller | null, signal: AbortSignal): Promise<HttpAnswer> =>
    breaker.call(
      () => send(body, caller, signal),
      () => !signal.aborted,
    );
  const ask = async (body: string, caller: Caller | null, signal: AbortSignal): Promise<HttpAnswer> => {
    budget.earn();
    try {
      return await attempt(body, caller, signal);
    } catch (fault) {
      if (!isPassing(fault) || signal.aborted || !budget.spend()) throw fault;
      await delay(pauseMs.least + Math.random() * (pauseMs.most - pauseMs.least), undefined, { signal });
      return attempt(body, caller, signal);
    }
  };
  return {
    prepare: (document) => prepare(document, secret !== null, { ask, attempt, inFlight }),
    close: () => pool.close(),
  };
}

interface Asking {
  readonly ask: (body: string, caller: Caller | null, signal: AbortSignal) => Promise<HttpAnswer>;
  readonly attempt: Asking["ask"];
  readonly inFlight: InFlight<HttpAnswer>;
}

function prepare({ text, name, kind }: FetchDocument, knowsCallers: boolean, { ask, attempt, inFlight }: Asking): Fetch {
  // An event of a subscription is what its first fetch would have been answered.
  if (kind === "subscription") return (_, { event }) => event as FetchAnswer;
  const head = `{"query":${JSON.stringify(text)}${name === undefined ? "" : `,"operationName":${JSON.stringify(name)}`},"variables":`;
  return async (variables, { caller, signal, event }) => {
    // What an event of a stream is answered with goes to all who have the same access.
    const isShared = knowsCallers && event !== undefined;
    const body = `${head}${JSON.stringify(variables)}${isShared ? ',"extensions":{"isShared":true}' : ""}}`;
    if (kind === "mutation") return toAnswer(await attempt(body, caller, signal));
    const whose = knowsCallers && caller ? `${JSON.stringify([caller.issuer, caller.subject])}${accessKey(caller)}` : "";
    return toAnswer(await inFlight.join(`${whose}\n${body}`, signal, (all) => ask(body, caller, all)));
  };
}

function toAnswer({ text, cacheControl }: HttpAnswer): FetchAnswer {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) throw new NoAnswer("The answer is no object", false);
  const { data, errors } = answer as FetchAnswer;
  return { data, errors: Array.isArray(errors) ? errors : undefined, kept: keptOf(cacheControl) };
}

/** Whether a fault is of the connection or of a moment, so that another attempt may go better. */
function isPassing(fault: unknown): boolean {
  if (fault instanceof NoAnswer) return fault.isPassing;
  if (fault instanceof errors.SocketError || fault instanceof errors.ConnectTimeoutError) return true;
  return ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"].includes(String((fault as { code?: unknown }).code));
}
