/**
 * What is known of an operation from its text alone: that it is well formed and valid, what it is, and, compiled when it is first
 * run, how it is answered. Texts come again and again, so all of it is kept for as long as the generation.
 */
import { createHash } from "node:crypto";
import { type DocumentNode, GraphQLError, getOperationAST, Kind, type OperationDefinitionNode, print, visit } from "graphql";
import { LRUCache } from "lru-cache";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CompiledOperation, OperationDocuments } from "../execution/compiled-operation.ts";
import { withoutDefer } from "../execution/deferred/labelled-document.ts";
import { withOwnNames } from "../execution/own-names.ts";
import type { Generation } from "../federation/generation.ts";
import { compileCost, type OperationCost } from "../limits/cost/operation-cost.ts";
import { type StreamDocument, toStreamDocument } from "../subscriptions/stream-document.ts";
import { OperationRefused, refuse } from "./refusal.ts";

export interface CheckedOperation {
  readonly text: string;
  /** As it was asked for; null when the document has but one. */
  readonly operationName: string | null;
  /** Stands for the text and the operation's name, in keys and logs. */
  readonly id: string;
  /** Without `@defer`, for clients that take one answer. */
  readonly document: DocumentNode;
  /** With `@defer`; null when the operation defers nothing. */
  readonly deferring: DocumentNode | null;
  readonly operation: OperationDefinitionNode;
  /** Whether it asks what the schema is. */
  readonly introspects: boolean;
  /** A query whose answer may be given again: not one of what a caller may know of the schema. */
  readonly isKeepable: boolean;
  /** What it costs; of a subscription, one event. */
  readonly cost: OperationCost;
  /** A subscription without what says where it begins; null for anything else. */
  readonly stream: (StreamDocument & { readonly text: string }) | null;
}

/** An operation as somebody asks for it, which says in what form it is answered. */
export interface AskedOperation {
  readonly checked: CheckedOperation;
  readonly caller: Caller | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether the client takes an answer in parts. */
  readonly defers: boolean;
}

interface CompiledForm {
  readonly compiled: CompiledOperation;
  /** Who asked for it first. */
  readonly asked: AskedOperation;
}

/** What is done to an operation before it can be run. */
export interface OperationSteps {
  /** Gives the parsed document, or throws the errors that make it none; `text` has passed no check yet. */
  readonly parse: (text: string) => DocumentNode;
  /** Everything that is wrong with a parsed document. */
  readonly validate: (document: DocumentNode, operation: OperationDefinitionNode) => readonly GraphQLError[];
  readonly compile: (generation: Generation, documents: OperationDocuments, operation: OperationDefinitionNode) => CompiledOperation;
}

/** How the planner begins when it has more ways to a field than it may follow; the rest is of the inside. */
const tooManyWays = "Too many options generated";
const tooComplex = "There are too many ways to answer this operation; ask for less of it at once, or as several operations";
/** Texts kept, by their characters: what is made of a text is some fifty times its size. */
const keptCharacters = 500_000;

export class OperationStore {
  readonly #generation: Generation;
  readonly #steps: OperationSteps;
  readonly #checked = new LRUCache<string, CheckedOperation | OperationRefused>({
    maxSize: keptCharacters,
    sizeCalculation: (_, key) => key.length + 1,
  });
  readonly #compiled = new LRUCache<string, CompiledForm>({
    maxSize: keptCharacters,
    sizeCalculation: (_, key) => key.length + 1,
  });
  readonly #texts = new WeakMap<DocumentNode, string>();

  constructor(generation: Generation, steps: OperationSteps) {
    this.#generation = generation;
    this.#steps = steps;
  }

  /** Throws OperationRefused, for the same text the same one. */
  check(text: string, operationName: string | null): CheckedOperation {
    const key = operationName === null ? text : `${operationName}\n${text}`;
    let checked = this.#checked.get(key);
    if (!checked) {
      checked = this.#inspect(text, operationName, key);
      this.#checked.set(key, checked);
    }
    if (checked instanceof OperationRefused) throw checked;
    return checked;
  }

  /** The operation compiled as it is fetched and written: whole, or what a caller may see of it. */
  compile(asked: AskedOperation, { fetched, written }: OperationDocuments): CompiledOperation {
    const { operation } = asked.checked;
    const rest = fetched === written ? "" : `\n${fetched ? this.#textOf(fetched) : ""}`;
    const key = `${operation.name?.value ?? ""}\n${this.#textOf(written)}${rest}`;
    const known = this.#compiled.get(key);
    if (known) return known.compiled;
    const compiled = this.#plan({ fetched, written }, operation);
    this.#compiled.set(key, { compiled, asked: { ...asked, variables: smallOnes(asked.variables) } });
    return compiled;
  }

  /** What was asked for last, latest first: of each form in which something is answered, one. */
  inUse(count: number): readonly AskedOperation[] {
    return [...this.#compiled.values()].slice(0, count).map(({ asked }) => asked);
  }

  #inspect(text: string, operationName: string | null, key: string): CheckedOperation | OperationRefused {
    try {
      const document = this.#steps.parse(text);
      const operation = operationIn(document, operationName);
      if (!operation) throw unknownOperation(document, operationName);
      const errors = this.#steps.validate(document, operation);
      if (errors.length > 0) throw new OperationRefused(errors);
      const whole = withoutDefer(document);
      const deferring = whole === document ? null : document;
      const id = createHash("sha256").update(key).digest("base64url");
      const { apiSchema, costRules, required } = this.#generation;
      const answered = withOwnNames(whole, required);
      const cost = compileCost(apiSchema, costRules, answered, operationIn(answered, operationName) ?? operation);
      const isIntrospection = introspects(whole);
      const isKeepable = operation.operation === "query" && !isIntrospection;
      return {
        text,
        operationName,
        id,
        document: whole,
        deferring,
        operation,
        cost,
        introspects: isIntrospection,
        isKeepable,
        stream: this.#streamOf(whole, operation),
      };
    } catch (fault) {
      if (fault instanceof OperationRefused) return fault;
      throw fault;
    }
  }

  /** Throws OperationRefused for what the planner refuses. */
  #plan(documents: OperationDocuments, operation: OperationDefinitionNode): CompiledOperation {
    try {
      return this.#steps.compile(this.#generation, documents, operation);
    } catch (fault) {
      if (fault instanceof GraphQLError && fault.extensions.code !== undefined) throw new OperationRefused([fault]);
      if (fault instanceof Error && fault.message.startsWith(tooManyWays)) throw refuse(tooComplex, "OPERATION_TOO_COMPLEX");
      throw fault;
    }
  }

  #streamOf(document: DocumentNode, operation: OperationDefinitionNode): CheckedOperation["stream"] {
    if (operation.operation !== "subscription") return null;
    const stream = toStreamDocument(this.#generation.apiSchema, document, operation, this.#generation.resumable);
    return { ...stream, text: this.#textOf(stream.document) };
  }

  #textOf(document: DocumentNode): string {
    let text = this.#texts.get(document);
    if (text === undefined) {
      text = print(document);
      this.#texts.set(document, text);
    }
    return text;
  }
}

/** Those that may decide what is seen of an operation; whole inputs are not kept for that. */
function smallOnes(variables: AskedOperation["variables"]): AskedOperation["variables"] {
  const isSmall = (value: unknown): boolean =>
    typeof value === "string" ? value.length <= 100 : typeof value !== "object" || value === null;
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => isSmall(value)));
}

function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value === "__schema" || name.value === "__type") found = true;
    },
  });
  return found;
}

function operationIn(document: DocumentNode, name: string | null): OperationDefinitionNode | null {
  return getOperationAST(document, name) ?? null;
}

function unknownOperation(document: DocumentNode, name: string | null): OperationRefused {
  const names = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [one.name?.value ?? ""] : []));
  if (names.length === 0) return refuse("The document has no operation; send one", "OPERATION_RESOLUTION_FAILURE");
  const remedy =
    name === null
      ? "say with operationName which one of the document is wanted"
      : "operationName names no operation of the document; name one of them";
  return refuse(remedy, "OPERATION_RESOLUTION_FAILURE");
}
