/**
 * The one way by which an operation is answered, whatever transport it came by: its text is checked, what the caller may
 * not see is taken out of it, it is compiled, run, and written.
 */
import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { DocumentNode, GraphQLError, GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { accessKey, type Caller } from "#schema/canonical/caller.ts";
import type { ContextPurpose } from "#schema/canonical/context-purpose.ts";
import type { Stamped } from "#schema/canonical/stamp.ts";
import type { Permission } from "../authorization/authorization.ts";
import type { ResponseCache } from "../caching/response-cache.ts";
import { tellFault } from "../errors.ts";
import type { CompiledOperation, OperationAnswer } from "../execution/compiled-operation.ts";
import type { DeferredPart } from "../execution/deferred/deferral.ts";
import type { FetchDocument } from "../execution/plan/fetch-port.ts";
import type { RunRequest } from "../execution/plan/run.ts";
import type { Generation } from "../federation/generation.ts";
import type { Generations } from "../federation/generations.ts";
import type { EventSource } from "../subscriptions/event-source.ts";
import type { ClientBeginning } from "../subscriptions/stream-document.ts";
import { type Extensions, type WrittenAnswer, writeAnswer } from "./answer.ts";
import type { CheckedOperation, OperationStore } from "./checked-operation.ts";
import { OperationRefused, refuse } from "./refusal.ts";

/** An operation as a client sends it (GraphQL over HTTP, section 4.1). */
export interface OperationRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What else the client says of its request, such as the hash of a document that is known here. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** An operation that may be run by whom it was prepared for. */
export interface PreparedOperation {
  readonly generation: Generation;
  readonly checked: CheckedOperation;
  readonly compiled: CompiledOperation;
  /** What of it the caller may see. */
  readonly permission: Permission;
}

/** A subscription that may be followed by whom it was prepared for. */
export interface PreparedStream extends PreparedOperation {
  /** Equal for all who ask for the same and see the same of it. */
  readonly key: string;
  readonly source: EventSource;
  readonly document: FetchDocument;
  /** Those that the operation uses, where it begins left out. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller | null;
  /** Null for a field that can only be followed from now on. */
  readonly beginning: ClientBeginning | null;
}

export interface EngineOptions {
  readonly generations: Generations;
  /** Makes the context of resolvers in this process, once for each request. Subgraphs apart need none. */
  readonly createContext: (caller: Caller, signal: AbortSignal, purpose?: ContextPurpose) => object & Partial<Stamped>;
  /** Keeps answers for as long as they are true; null to keep none. */
  readonly cache: ResponseCache | null;
  readonly createStore: (generation: Generation) => OperationStore;
  readonly log: Logger;
}

/** An answer of which parts may come later. */
export interface AnswerInParts {
  readonly now: WrittenAnswer;
  readonly later: AsyncGenerator<string, undefined> | null;
}

/** Operations that are compiled for a new generation before it serves. */
const warmedOperations = 200;

export class Engine {
  readonly #options: EngineOptions;
  readonly #stores = new WeakMap<Generation, OperationStore>();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Throws OperationRefused. `defers` says that the client takes an answer in parts. */
  prepare({ query, operationName, variables }: OperationRequest, caller: Caller | null, defers = false): PreparedOperation {
    const generation = this.#options.generations.present;
    const store = this.storeOf(generation);
    const checked = store.check(query, operationName);
    const permission = this.#permit(generation, checked, checked.document, caller, variables);
    // Of what is refused in part, the rest is answered at once.
    const whole = (defers && permission.refused.length === 0 && checked.deferring) || null;
    const documents = whole ? { fetched: whole, written: whole } : { fetched: permission.document, written: permission.answerDocument };
    return { generation, checked, permission, compiled: store.compile(checked, documents) };
  }

  /** Whether an operation is followed rather than answered. Throws OperationRefused. */
  isSubscription({ query, operationName }: OperationRequest): boolean {
    return this.storeOf(this.#options.generations.present).check(query, operationName).stream !== null;
  }

  /** Throws OperationRefused. */
  prepareStream(request: OperationRequest, caller: Caller | null): PreparedStream {
    const generation = this.#options.generations.present;
    const store = this.storeOf(generation);
    const checked = store.check(request.query, request.operationName);
    const { stream } = checked;
    if (!stream) throw refuse("This is no subscription; send it as a query or a mutation", "BAD_REQUEST");
    const permission = this.#permit(generation, checked, stream.document, caller, request.variables);
    if (!permission.document) throw refusedWhole(permission, caller);
    const compiled = store.compile(checked, { fetched: permission.document, written: permission.answerDocument });
    const faults = compiled.check(request.variables);
    if (faults) throw new OperationRefused(faults);
    const { events } = compiled;
    const source = events && generation.subgraphs[events.serviceName]?.events;
    if (!source) throw refuse("The subgraph of this field tells no events here", "SUBSCRIPTION_NOT_SUPPORTED");
    const variables = pick(request.variables, stream.variables);
    const asked = JSON.stringify([stream.text, checked.operationName, sorted(variables), caller && accessKey(caller), permission.key]);
    return {
      generation,
      checked,
      permission,
      compiled,
      key: createHash("sha256").update(asked).digest("base64url"),
      source,
      document: { text: events.operation, name: events.operationName, kind: "subscription" },
      variables,
      caller,
      beginning: stream.beginningOf?.(request.variables) ?? null,
    };
  }

  /** Answers one event of a subscription: the members of the answer's JSON object, without braces. */
  async answerEvent({ compiled, variables, caller, permission }: PreparedStream, event: unknown, signal: AbortSignal): Promise<string> {
    const context = caller ? this.#options.createContext(caller, signal) : {};
    const { data, errors } = await compiled.run({ variables, context, caller, signal, event });
    return writeAnswer(data, [...permission.errors, ...errors].map(this.tell), null).text.slice(1, -1);
  }

  /** Answers a query or a mutation. Never throws: what goes wrong is in the answer, and in the log. */
  async answer(request: OperationRequest, caller: Caller | null, signal: AbortSignal): Promise<WrittenAnswer> {
    try {
      const prepared = refuseSubscription(this.prepare(request, caller), caller);
      const { cache } = this.#options;
      if (!cache || !prepared.checked.isKeepable) return await this.#run(prepared, request, caller, signal);
      const question = `${prepared.checked.id}${prepared.permission.key}\n${JSON.stringify(request.variables)}`;
      return cache.get(question, caller) ?? (await this.#runAndKeep(cache, question, prepared, request, caller, signal));
    } catch (fault) {
      return this.refused(fault);
    }
  }

  /** As `answer`, for clients that take what an operation defers in parts of their own. */
  async answerInParts(request: OperationRequest, caller: Caller | null, signal: AbortSignal): Promise<AnswerInParts> {
    try {
      const prepared = refuseSubscription(this.prepare(request, caller, true), caller);
      const release = prepared.generation.pin();
      const { now, later } = await prepared.compiled.runDeferred(this.#runOf(prepared, request, caller, signal));
      if (later) return { now: this.#write(now, prepared), later: this.#tellParts(later, release) };
      release();
      return { now: this.#write(now, prepared), later: null };
    } catch (fault) {
      return { now: this.refused(fault), later: null };
    }
  }

  /** What a fault before or beside the execution is told as. */
  refused(fault: unknown): WrittenAnswer {
    if (fault instanceof OperationRefused) {
      return writeAnswer(null, fault.errors.map(this.tell), null, { status: fault.status, headers: fault.headers });
    }
    return writeAnswer(null, [this.tell(fault)], null, { status: 500 });
  }

  /** Compiles for `next` what the present generation was last asked for. */
  async warm(next: Generation, present: Generation): Promise<void> {
    const store = this.storeOf(next);
    for (const { text, operationName } of this.storeOf(present).recent(warmedOperations)) {
      try {
        const checked = store.check(text, operationName);
        const written = checked.stream?.document ?? checked.document;
        store.compile(checked, { fetched: written, written });
      } catch {
        // No longer valid there: whoever asks again is told so.
      }
      await breathe();
    }
  }

  storeOf(generation: Generation): OperationStore {
    const known = this.#stores.get(generation);
    if (known) return known;
    const store = this.#options.createStore(generation);
    this.#stores.set(generation, store);
    return store;
  }

  async #run(prepared: PreparedOperation, request: OperationRequest, caller: Caller | null, signal: AbortSignal): Promise<WrittenAnswer> {
    return this.#pinned(prepared, async () =>
      this.#write(await prepared.compiled.run(this.#runOf(prepared, request, caller, signal)), prepared),
    );
  }

  async #runAndKeep(
    cache: ResponseCache,
    question: string,
    prepared: PreparedOperation,
    { variables }: OperationRequest,
    caller: Caller | null,
    signal: AbortSignal,
  ): Promise<WrittenAnswer> {
    const context: object & Partial<Stamped> = caller ? this.#options.createContext(caller, signal, { isKept: true }) : {};
    const stamp = context.stamp ?? null;
    return this.#pinned(prepared, async () => {
      const result = await prepared.compiled.run({ variables, context, caller, signal });
      const answer = this.#write(result, prepared);
      const isNoted = stamp !== null || !prepared.generation.hasLocal;
      const isWhole = !answer.isFaulty && result.valueCompletion.length === 0 && !signal.aborted;
      if (isNoted && isWhole && prepared.generation === this.#options.generations.present) {
        cache.keep(question, caller, answer, { stamp, kept: result.kept });
      } else stamp?.release();
      return answer;
    });
  }

  #runOf(prepared: PreparedOperation, { variables }: OperationRequest, caller: Caller | null, signal: AbortSignal): RunRequest {
    const { checked, generation } = prepared;
    const visibleSchema = checked.introspects ? generation.authorization.visibleSchema(caller) : undefined;
    return { variables, context: caller ? this.#options.createContext(caller, signal) : {}, caller, signal, visibleSchema };
  }

  #permit(
    { authorization }: Generation,
    { operation }: CheckedOperation,
    document: DocumentNode,
    caller: Caller | null,
    variables: OperationRequest["variables"],
  ): Permission {
    return authorization.permit(authorization.inspect(document, operation.name?.value ?? null), caller, variables);
  }

  async #pinned<T>({ generation }: PreparedOperation, run: () => Promise<T>): Promise<T> {
    const release = generation.pin();
    try {
      return await run();
    } finally {
      release();
    }
  }

  /** Parts as Apollo Client's incremental delivery has them, each group as one JSON text without its braces. */
  async *#tellParts(later: AsyncGenerator<readonly DeferredPart[]>, release: () => void): AsyncGenerator<string, undefined> {
    try {
      for await (const group of later) {
        const parts = group.map(({ label, path, data, errors }) => {
          const told = errors.length > 0 ? `,"errors":${JSON.stringify(errors.map(this.tell))}` : "";
          return `{"data":${data},"path":${JSON.stringify(path)}${label === undefined ? "" : `,"label":${JSON.stringify(label)}`}${told}}`;
        });
        yield `"incremental":[${parts.join(",")}]`;
      }
    } finally {
      release();
    }
    return undefined;
  }

  #write({ data, errors, valueCompletion }: OperationAnswer, { permission }: PreparedOperation): WrittenAnswer {
    const told = [...permission.errors, ...errors].map(this.tell);
    // Nulls that follow from what is refused break no schema.
    const extensions: Extensions | null = valueCompletion.length > 0 && permission.errors.length === 0 ? { valueCompletion } : null;
    return writeAnswer(data, told, extensions, { status: data === null ? 400 : 200 });
  }

  /** What a client is told of a fault. */
  readonly tell = (fault: GraphQLError | unknown): GraphQLFormattedError => tellFault(fault, this.#options.log);
}

/** Throws for what is not answered once, and for what is refused as a whole. */
function refuseSubscription(prepared: PreparedOperation, caller: Caller | null): PreparedOperation {
  if (!prepared.permission.document) throw refusedWhole(prepared.permission, caller);
  if (prepared.compiled.kind !== "subscription") return prepared;
  throw refuse("A subscription is not answered once; open it over a WebSocket, as text/event-stream or as multipart/mixed", "BAD_REQUEST");
}

/** Nothing is left of the operation: told with the challenge that says what is needed (RFC 6750, section 3). */
function refusedWhole({ errors, missingScopes }: Permission, caller: Caller | null): OperationRefused {
  if (!caller) return new OperationRefused(errors, 401, { "www-authenticate": 'Bearer realm="andon"' });
  const needed = missingScopes.length > 0 ? `, error="insufficient_scope", scope="${missingScopes.join(" ")}"` : "";
  return new OperationRefused(errors, 403, { "www-authenticate": `Bearer realm="andon"${needed}` });
}

function pick(given: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(given, name) ? [[name, given[name]]] : [])));
}

/** The same text for the same values, in whatever order their members came. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}
