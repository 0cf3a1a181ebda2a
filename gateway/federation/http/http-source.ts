/**
 * A subgraph in another process: a pool of connections that are kept, a deadline, one attempt more for queries within a
 * budget, a breaker, and one call for all who ask the same for the same caller.
 */
import { setTimeout as delay } from "node:timers/promises";
import { accessKey, identityKey } from "#schema/canonical/caller.ts";
import type { Fetch, FetchAnswer, FetchDocument, FetchSource } from "../../execution/plan/fetch-port.ts";
import type { Writes } from "../writes.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { within } from "./deadline.ts";
import { createExchange, type HttpAnswer, type HttpPlace, isPassing, NoAnswer, type Question, verdictOf } from "./exchange.ts";
import { InFlight } from "./in-flight.ts";
import { readAnswer } from "./read-answer.ts";
import { RetryBudget } from "./retry-budget.ts";

export interface HttpSource extends FetchSource {
  close(): Promise<void>;
}

const usualTimeoutMs = 10_000;
/** Between the attempts, so that a process that restarts has a moment. */
const pauseMs = { least: 10, most: 60 };

/** An answer, and the number of the changes after which it was asked for. */
interface TimedAnswer extends HttpAnswer {
  readonly begun: number;
}

type Ask = (question: Question, signal: AbortSignal) => Promise<TimedAnswer>;

/** `writes` says what each caller has changed, which its queries must not miss. */
export function createHttpSource(place: HttpPlace, writes: Writes): HttpSource {
  const { secret, timeoutMs = usualTimeoutMs } = place;
  const exchange = createExchange(place);
  const breaker = new CircuitBreaker();
  const budget = new RetryBudget();

  const attempt = (question: Question, { signal, left }: Bounds): Promise<HttpAnswer> =>
    breaker.call(
      () => exchange.send(question, signal),
      (fault) => verdictOf(fault, left),
    );
  const attemptTwice = async (question: Question, bounds: Bounds): Promise<HttpAnswer> => {
    budget.earn();
    try {
      return await attempt(question, bounds);
    } catch (fault) {
      if (!isPassing(fault) || bounds.signal.aborted || !budget.spend()) throw fault;
      await delay(pauseMs.least + Math.random() * (pauseMs.most - pauseMs.least), undefined, { signal: bounds.signal });
      return attempt(question, bounds);
    }
  };
  const asking =
    (make: typeof attempt): Ask =>
    async (question, left) => {
      const begun = writes.now;
      try {
        return { ...(await within(timeoutMs, left, (signal) => make(question, { signal, left }))), begun };
      } catch (fault) {
        // A subgraph that fails and says why in GraphQL's form is told as it says.
        if (fault instanceof NoAnswer && fault.answer) return { ...fault.answer, begun };
        throw fault;
      }
    };
  const ask = { once: asking(attempt), twice: asking(attemptTwice), inFlight: new InFlight<TimedAnswer>() };
  return { prepare: (document) => prepare(document, secret !== null, ask, writes), close: () => exchange.close() };
}

/** What ends a call: `left`, when nobody waits any more; `signal` then too, and at the deadline. */
interface Bounds {
  readonly signal: AbortSignal;
  readonly left: AbortSignal;
}

interface Asking {
  readonly once: Ask;
  readonly twice: Ask;
  readonly inFlight: InFlight<TimedAnswer>;
}

function prepare({ text, name, kind }: FetchDocument, knowsCallers: boolean, { once, twice, inFlight }: Asking, writes: Writes): Fetch {
  // An event of a subscription is what its first fetch would have been answered.
  if (kind === "subscription") return (_, { event }) => event as FetchAnswer;
  const head = `{"query":${JSON.stringify(text)}${name === undefined ? "" : `,"operationName":${JSON.stringify(name)}`},"variables":`;
  return async (variables, { caller, signal, event, traceparent }) => {
    const question = (body: string): Question => ({ body, caller, traceparent });
    const given = `${head}${JSON.stringify(variables)}`;
    if (kind === "mutation") return toAnswer(await once(question(`${given}}`), signal));
    // A call that is under way may be from before the event; and what it is answered with goes to all who have the same access.
    if (event !== undefined)
      return toAnswer(await twice(question(`${given}${knowsCallers ? ',"extensions":{"isShared":true}' : ""}}`), signal));
    const whose = knowsCallers && caller ? `${identityKey(caller)}${accessKey(caller)}` : "";
    const moment = { now: writes.now, since: writes.lastOf(caller) };
    // The call is in the trace of the first who asks; those that join it are answered by the same.
    return toAnswer(await inFlight.join(`${whose}\n${given}`, moment, signal, (all) => twice(question(`${given}}`), all)));
  };
}

function toAnswer({ text, ...kept }: TimedAnswer): FetchAnswer {
  return { ...readAnswer(text), kept };
}
