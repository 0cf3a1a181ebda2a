/**
 * What stands before an operation is run, on every way by which it came: its text is checked, what the caller may not see is
 * taken out of it, and it is compiled.
 */
import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { DocumentNode, OperationTypeNode } from "graphql";
import { accessKey, type Caller } from "#schema/canonical/caller.ts";
import type { Permission } from "../authorization/authorization.ts";
import type { DocumentNotice, ResolvedQuery, TrustedDocuments } from "../documents/trusted-documents.ts";
import type { CompiledOperation } from "../execution/compiled-operation.ts";
import type { FetchDocument } from "../execution/plan/fetch-port.ts";
import type { Generation } from "../federation/generation.ts";
import type { Generations } from "../federation/generations.ts";
import type { EventSource } from "../subscriptions/event-source.ts";
import type { ClientBeginning } from "../subscriptions/stream-document.ts";
import type { AskedOperation, CheckedOperation, OperationStore } from "./checked-operation.ts";
import { OperationRefused, refuse } from "./refusal.ts";

/** An operation as a client sends it (GraphQL over HTTP, section 4.1). */
export interface OperationRequest {
  readonly query: string;
  /** The id of a stored document to be run in place of a query (GraphQL over HTTP, appendix A). */
  readonly documentId?: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What else the client says of its request, such as the hash of a document that is known here. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** W3C trace context that it came with; absent or null for none. */
  readonly traceparent?: string | null;
}

/** An operation that may be run by whom it was prepared for. */
export interface PreparedOperation {
  readonly generation: Generation;
  /** What the client is told beside the answer of its operation; absent when there is nothing. */
  readonly notice?: DocumentNotice;
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

/** Forms of operations that are compiled for a new generation before it serves. */
const warmedOperations = 200;

export class Preparation {
  readonly #generations: () => Generations;
  readonly #createStore: (generation: Generation) => OperationStore;
  readonly #documents: TrustedDocuments;
  readonly #mayIntrospect: (caller: Caller | null) => boolean;
  readonly #stores = new WeakMap<Generation, OperationStore>();

  /** `generations` is asked for when the first operation comes. Everybody may ask for the schema where nothing is said. */
  constructor(
    generations: () => Generations,
    createStore: (generation: Generation) => OperationStore,
    documents: TrustedDocuments,
    mayIntrospect: (caller: Caller | null) => boolean = () => true,
  ) {
    this.#generations = generations;
    this.#mayIntrospect = mayIntrospect;
    this.#createStore = createStore;
    this.#documents = documents;
  }

  /** The text of the operation that a request sends or names. Throws OperationRefused. */
  resolve(request: OperationRequest, caller: Caller | null): ResolvedQuery {
    return this.#documents.resolve(request, caller?.client ?? null);
  }

  /** A query or a mutation. Throws OperationRefused. `defers` says that the client takes an answer in parts. */
  prepare(request: OperationRequest, caller: Caller | null, defers = false): PreparedOperation {
    const { operationName, variables } = request;
    const { query, notice } = this.resolve(request, caller);
    const { generation, store } = this.#present();
    const checked = store.check(query, operationName);
    if (checked.introspects && !this.#mayIntrospect(caller)) throw refuse(noIntrospection, "INTROSPECTION_DISABLED", 403);
    if (checked.stream) throw refuse(`A subscription is not answered once; ${streamRemedy}`, "BAD_REQUEST");
    return { generation, ...compileFor(generation, store, { checked, caller, variables, defers }), ...(notice ? { notice } : {}) };
  }

  /** A subscription is followed, anything else is answered. Throws OperationRefused. */
  kindOf(request: OperationRequest, caller: Caller | null): OperationTypeNode {
    return this.#present().store.check(this.resolve(request, caller).query, request.operationName).operation.operation;
  }

  /** A subscription. Throws OperationRefused. */
  prepareStream(request: OperationRequest, caller: Caller | null): PreparedStream {
    const { generation, store } = this.#present();
    const checked = store.check(this.resolve(request, caller).query, request.operationName);
    const { stream } = checked;
    if (!stream) throw refuse("This is no subscription; send it as a query or a mutation", "BAD_REQUEST");
    const { permission, compiled } = compileFor(generation, store, { checked, caller, variables: request.variables, defers: false });
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

  /** Compiles for `next` what the present generation was last asked for, as it was answered: whole, in parts, or what a caller may see of it. */
  async warm(next: Generation, present: Generation): Promise<void> {
    const store = this.#storeOf(next);
    for (const { checked, ...asking } of this.#storeOf(present).inUse(warmedOperations).toReversed()) {
      try {
        compileFor(next, store, { ...asking, checked: store.check(checked.text, checked.operationName) });
      } catch {
        // No longer valid there: whoever asks again is told so.
      }
      await breathe();
    }
  }

  #present(): { readonly generation: Generation; readonly store: OperationStore } {
    const generation = this.#generations().present;
    return { generation, store: this.#storeOf(generation) };
  }

  #storeOf(generation: Generation): OperationStore {
    const known = this.#stores.get(generation);
    if (known) return known;
    const store = this.#createStore(generation);
    this.#stores.set(generation, store);
    return store;
  }
}

const noIntrospection = "You may not ask for the schema; ask whoever gave you your token for a copy of it";
const streamRemedy = "open it over a WebSocket, as text/event-stream or as multipart/mixed";

/** Compiles an operation as it is answered to whoever asks. Throws OperationRefused. */
function compileFor(generation: Generation, store: OperationStore, asked: AskedOperation): Omit<PreparedOperation, "generation"> {
  const { checked, caller, variables, defers } = asked;
  const permission = permit(generation, checked, checked.stream?.document ?? checked.document, caller, variables);
  // Of what is refused in part, the rest is answered at once.
  const whole = (defers && permission.refused.length === 0 && checked.deferring) || null;
  const documents = whole ? { fetched: whole, written: whole } : { fetched: permission.document, written: permission.answerDocument };
  return { checked, permission, compiled: store.compile(asked, documents) };
}

/** What of an operation the caller may see. Throws OperationRefused when that is nothing, with the challenge that says what is needed (RFC 6750, section 3). */
function permit(
  { authorization }: Generation,
  { operation }: CheckedOperation,
  document: DocumentNode,
  caller: Caller | null,
  variables: OperationRequest["variables"],
): Permission {
  const permission = authorization.permit(authorization.inspect(document, operation.name?.value ?? null), caller, variables);
  if (permission.document) return permission;
  const { errors, missingScopes } = permission;
  if (!caller) throw new OperationRefused(errors, 401, { "www-authenticate": 'Bearer realm="andon"' });
  const needed = missingScopes.length > 0 ? `, error="insufficient_scope", scope="${missingScopes.join(" ")}"` : "";
  throw new OperationRefused(errors, 403, { "www-authenticate": `Bearer realm="andon"${needed}` });
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
