/** The one way by which an operation is answered, whatever transport it came by: prepared, paid for, run or remembered, and written. */
import type { GraphQLError, GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { ContextPurpose } from "#schema/canonical/context-purpose.ts";
import type { Stamped } from "#schema/canonical/stamp.ts";
import { traceIdOf } from "#schema/canonical/trace-context.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { Auditor } from "../audit/auditor.ts";
import { recordMutation, recordRefusal, recordRefusedParts } from "../audit/recorded-operation.ts";
import type { ResponseCache } from "../caching/response-cache.ts";
import { tellFault } from "../errors.ts";
import type { OperationAnswer } from "../execution/compiled-operation.ts";
import type { RunRequest } from "../execution/plan/run.ts";
import type { Generations } from "../federation/generations.ts";
import type { Charge, Limiter } from "../limits/limiter.ts";
import { beginOperation, delivering, endOperation, planning, type TracedOperation } from "../telemetry/operation-span.ts";
import { type Extensions, extendAnswer, type WrittenAnswer, writeAnswer } from "./answer.ts";
import type { OperationRequest, Preparation, PreparedOperation, PreparedStream } from "./preparation.ts";
import { OperationRefused } from "./refusal.ts";
import { pointsOfNothing, settle } from "./settlement.ts";
import type { UsageMeter, Use } from "./usage-meter.ts";
import { writeParts } from "./written-parts.ts";

export interface EngineOptions {
  readonly preparation: Preparation;
  readonly generations: Generations;
  /** Makes the context of resolvers in this process, once for each request. Subgraphs apart need none. */
  readonly createContext: (caller: Caller, signal: AbortSignal, purpose?: ContextPurpose) => object & Partial<Stamped>;
  /** Keeps answers for as long as they are true; null to keep none. */
  readonly cache: ResponseCache | null;
  /** Null where nobody's cost is counted. */
  readonly limiter: Limiter | null;
  /** Records mutations and refusals; null where nobody wants to know. */
  readonly auditor: Auditor | null;
  /** Inputs whose values are recorded, by schema coordinates. */
  readonly safeInputs: ReadonlySet<string>;
  /** Null where nobody wants to know what callers use. */
  readonly usage: UsageMeter | null;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
  readonly log: Logger;
}

/** An answer of which parts may come later. */
export interface AnswerInParts {
  readonly now: WrittenAnswer;
  readonly later: AsyncGenerator<string, undefined> | null;
}

export class Engine {
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Answers a query or a mutation. Never throws: what goes wrong is in the answer, and in the log. */
  answer(request: OperationRequest, caller: Caller | null, signal: AbortSignal): Promise<WrittenAnswer> {
    const { tracing } = this.#options;
    if (!tracing) return this.#answer(request, caller, signal, null);
    const traced = beginOperation(tracing, request);
    return this.#answer(traced.request, caller, signal, traced).then((answer) => endOperation(traced, answer));
  }

  async #answer(
    request: OperationRequest,
    caller: Caller | null,
    signal: AbortSignal,
    traced: TracedOperation | null,
  ): Promise<WrittenAnswer> {
    let release = (): void => undefined;
    let charge: Charge | null = null;
    try {
      const prepared = this.#prepare(request, caller, false, traced);
      // Paying may take a while, in which another generation may take this one's place.
      release = prepared.generation.pin();
      charge = await this.#admit(prepared, request, caller);
      const answer = await this.#answerPrepared(prepared, request, caller, signal);
      const told = prepared.notice ? extendAnswer(answer, { notices: [prepared.notice] }) : answer;
      this.#count(caller, { requests: 1, cost: charge ? (told.cost ?? pointsOfNothing) : 0 });
      return charge ? settle(charge, told, request.extensions.cost === true) : told;
    } catch (fault) {
      charge?.settle(pointsOfNothing);
      return this.refused(fault, caller);
    } finally {
      release();
    }
  }

  /** As `answer`, for clients that take what an operation defers in parts of their own. */
  answerInParts(request: OperationRequest, caller: Caller | null, signal: AbortSignal): Promise<AnswerInParts> {
    const { tracing } = this.#options;
    if (!tracing) return this.#answerInParts(request, caller, signal, null);
    const traced = beginOperation(tracing, request);
    // Its span is that of what is answered at once; what comes later shows as fetches that end after it.
    return this.#answerInParts(traced.request, caller, signal, traced).then(({ now, later }) => ({
      now: endOperation(traced, now),
      later,
    }));
  }

  async #answerInParts(
    request: OperationRequest,
    caller: Caller | null,
    signal: AbortSignal,
    traced: TracedOperation | null,
  ): Promise<AnswerInParts> {
    let release = (): void => undefined;
    let charge: Charge | null = null;
    try {
      const prepared = this.#prepare(request, caller, true, traced);
      release = prepared.generation.pin();
      // What comes later is paid for with what it may cost.
      charge = await this.#admit(prepared, request, caller);
      const { now, later, finished } = await prepared.compiled.runDeferred(this.#runOf(prepared, request, caller, signal));
      void finished.then(release);
      this.#record(prepared, request, caller, now);
      this.#count(caller, { requests: 1, cost: charge?.estimated ?? 0 });
      const written = this.#write(now, prepared, request.traceparent);
      const paid = charge ? settle(charge, { ...written, cost: charge.estimated }, request.extensions.cost === true) : written;
      return { now: paid, later: later && writeParts(later, this.tell) };
    } catch (fault) {
      release();
      charge?.settle(pointsOfNothing);
      return { now: this.refused(fault, caller), later: null };
    }
  }

  /** Answers one event of a subscription: the members of the answer's JSON object, without braces. */
  answerEvent(stream: PreparedStream, event: unknown, signal: AbortSignal, traceparent: string | null): Promise<string> {
    const { tracing } = this.#options;
    if (!tracing || traceparent === null) return this.#answerEvent(stream, event, signal, traceparent);
    return delivering(tracing, stream, traceparent, (within) => this.#answerEvent(stream, event, signal, within));
  }

  async #answerEvent(
    { compiled, variables, caller, permission }: PreparedStream,
    event: unknown,
    signal: AbortSignal,
    traceparent: string | null,
  ): Promise<string> {
    const context = caller ? this.#options.createContext(caller, signal, { isShared: true }) : {};
    const { data, errors } = await compiled.run({ variables, context, caller, signal, event, traceparent });
    return writeAnswer(data, [...permission.errors, ...errors].map(this.tell), null).text.slice(1, -1);
  }

  /** What a fault before or beside the execution is told as. */
  refused(fault: unknown, caller: Caller | null): WrittenAnswer {
    this.#count(caller, { requests: 1, refusals: fault instanceof OperationRefused ? 1 : 0 });
    if (fault instanceof OperationRefused) {
      if (this.#options.auditor) recordRefusal(this.#options.auditor, fault, caller);
      return writeAnswer(null, fault.errors.map(this.tell), null, { status: fault.status, headers: fault.headers });
    }
    return writeAnswer(null, [this.tell(fault)], null, { status: 500 });
  }

  /** What a client is told of a fault. */
  readonly tell = (fault: GraphQLError | unknown): GraphQLFormattedError => tellFault(fault, this.#options.log);

  /**
   * Takes what the operation may cost, and sees to it that what it does can be recorded. Null where nothing is counted. Throws
   * OperationRefused 429, AuditUnavailable.
   */
  #admit(prepared: PreparedOperation, { variables }: OperationRequest, caller: Caller | null): Promise<Charge> | null {
    const { limiter, auditor } = this.#options;
    const { checked, permission } = prepared;
    if (auditor && permission.errors.length > 0) recordRefusedParts(auditor, prepared, caller);
    if (checked.operation.operation === "mutation") auditor?.ensureWritable();
    return limiter && caller ? limiter.take(caller, checked.cost.estimate(variables)) : null;
  }

  #prepare(request: OperationRequest, caller: Caller | null, inParts: boolean, traced: TracedOperation | null): PreparedOperation {
    const { preparation, tracing } = this.#options;
    if (!traced || !tracing) return preparation.prepare(request, caller, inParts);
    return planning(tracing, traced, (asked) => preparation.prepare(asked, caller, inParts));
  }

  #count(caller: Caller | null, use: Use): void {
    if (caller) this.#options.usage?.count(caller, use);
  }

  #record(prepared: PreparedOperation, request: OperationRequest, caller: Caller | null, answer: OperationAnswer): void {
    const { auditor, safeInputs } = this.#options;
    if (auditor && prepared.checked.operation.operation === "mutation") {
      recordMutation(auditor, safeInputs, prepared, request, caller, answer);
    }
  }

  async #answerPrepared(
    prepared: PreparedOperation,
    request: OperationRequest,
    caller: Caller | null,
    signal: AbortSignal,
  ): Promise<WrittenAnswer> {
    const { cache } = this.#options;
    if (!cache || !prepared.checked.isKeepable) {
      const record = (_: WrittenAnswer, result: OperationAnswer): void => this.#record(prepared, request, caller, result);
      return this.#run(prepared, this.#runOf(prepared, request, caller, signal), record);
    }
    const question = `${prepared.checked.id}${prepared.permission.key}\n${JSON.stringify(request.variables)}`;
    const kept = cache.get(question, caller);
    if (kept) return kept;
    if (!cache.isWorthKeeping(question, caller)) return this.#run(prepared, this.#runOf(prepared, request, caller, signal));
    const run = this.#runOf(prepared, request, caller, signal, { isKept: true });
    const stamp = run.context.stamp ?? null;
    let isHandedOver = false;
    try {
      return await this.#run(prepared, run, (answer, result) => {
        const isNoted = stamp !== null || !prepared.generation.hasLocal;
        const isWhole = !answer.isFaulty && result.valueCompletion.length === 0 && !signal.aborted;
        if (!isNoted || !isWhole || prepared.generation !== this.#options.generations.present) return;
        isHandedOver = true;
        cache.keep(question, caller, answer, { stamp, kept: result.kept });
      });
    } finally {
      if (!isHandedOver) stamp?.release();
    }
  }

  async #run(
    prepared: PreparedOperation,
    run: RunRequest,
    onAnswer?: (answer: WrittenAnswer, result: OperationAnswer) => void,
  ): Promise<WrittenAnswer> {
    const result = await prepared.compiled.run(run);
    const written = this.#write(result, prepared, run.traceparent);
    const isPaid = this.#options.limiter !== null && result.root !== null;
    const answer = isPaid && result.root ? { ...written, cost: prepared.checked.cost.actual(run.variables, result.root) } : written;
    onAnswer?.(answer, result);
    return answer;
  }

  #runOf(
    { checked, generation }: PreparedOperation,
    { variables, traceparent }: OperationRequest,
    caller: Caller | null,
    signal: AbortSignal,
    purpose?: ContextPurpose,
  ): RunRequest & { readonly context: Partial<Stamped> } {
    const visibleSchema = checked.introspects ? generation.authorization.visibleSchema(caller) : undefined;
    const within = traceparent ? { ...purpose, traceparent } : purpose;
    const context = caller ? this.#options.createContext(caller, signal, within) : {};
    return { variables, context, caller, signal, visibleSchema, traceparent: traceparent ?? null };
  }

  #write(
    { data, errors, valueCompletion }: OperationAnswer,
    { permission }: PreparedOperation,
    traceparent: string | null | undefined,
  ): WrittenAnswer {
    const told = [...permission.errors, ...errors].map((error) => tellFault(error, this.#options.log, traceIdOf(traceparent)));
    // Nulls that follow from what is refused break no schema.
    const extensions: Extensions | null = valueCompletion.length > 0 && permission.errors.length === 0 ? { valueCompletion } : null;
    return writeAnswer(data, told, extensions, { status: data === null ? 400 : 200 });
  }
}
