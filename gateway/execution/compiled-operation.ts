/** An operation, planned and compiled once for one version of the supergraph, and run as often as it is asked for. */
import { operationFromDocument, type Supergraph } from "@apollo/federation-internals";
import type { PlanNode, QueryPlanner, SubscriptionNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  visit,
} from "graphql";
import { LRUCache } from "lru-cache";
import { type Choice, compileConditionCheck, compileConditions, variableDefaults } from "./conditions.ts";
import type { Data } from "./data.ts";
import { Deferral, type DeferredPart } from "./deferred/deferral.ts";
import { withOwnLabels, withoutDefer } from "./deferred/labelled-document.ts";
import { type RequiredFields, withOwnNames } from "./own-names.ts";
import { compilePlan } from "./plan/compile-plan.ts";
import { refuseConflicts } from "./plan/conflicting-requirements.ts";
import type { FetchSource } from "./plan/fetch-port.ts";
import type { Kept, PlanRun, RunRequest } from "./plan/run.ts";
import { createIntrospection } from "./response/introspection.ts";
import { compileSelection, type Introspect } from "./response/write-object.ts";
import { type WriteValue, Writing } from "./response/writing.ts";

/** What an operation is planned and compiled over. */
export interface CompileEnvironment {
  readonly supergraph: Supergraph;
  readonly planner: QueryPlanner;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly sources: Readonly<Record<string, FetchSource>>;
  /** What subgraphs need to be told of objects. */
  readonly required: RequiredFields;
}

/** What an operation gave, its data already written as JSON. */
export interface OperationAnswer {
  /** JSON of `data`; null when the operation was not run at all. */
  readonly data: string | null;
  readonly errors: readonly GraphQLError[];
  /** What the answer was written from; null when the operation was not run at all. */
  readonly root: Data | null;
  /** What subgraphs sent that breaks the schema, when no fetch failed that would explain it. */
  readonly valueCompletion: readonly GraphQLError[];
  /** One entry for each answer of a subgraph apart that said how long it may be kept. */
  readonly kept: readonly Kept[];
}

/** An answer that goes out in parts. */
interface DeferredAnswer {
  readonly now: OperationAnswer;
  /** Null when nothing was deferred after all. */
  readonly later: AsyncGenerator<readonly DeferredPart[]> | null;
  /** Fulfilled when no subgraph is asked any more, whether anybody has taken the later parts or not. */
  readonly finished: Promise<void>;
}

export interface CompiledOperation {
  readonly kind: "query" | "mutation" | "subscription";
  /** The root field's document of a subscription; null for anything else. */
  readonly events: SubscriptionNode["primary"] | null;
  /** The errors of variables that cannot be used; null when they can. `run` checks them too. */
  check(variables: Readonly<Record<string, unknown>>): readonly GraphQLError[] | null;
  /** Runs an operation that defers nothing; for a subscription, answers the event of the request. */
  run(request: RunRequest): Promise<OperationAnswer> | OperationAnswer;
  /** Runs the operation with what it defers answered later. */
  runDeferred(request: RunRequest): Promise<DeferredAnswer>;
}

/** An operation as it is run, and as it is answered: the same but for what its caller may not see. */
export interface OperationDocuments {
  /** What is fetched; null when nothing of the operation is. An operation of which something is refused may not defer anything. */
  readonly fetched: DocumentNode | null;
  /** What is written: the operation as asked for, in which refused fields are marked. */
  readonly written: DocumentNode;
}

/** Throws GraphQLError when the planner refuses the operation, which must have been validated. `operation` is as it was asked for. */
export function compileOperation(
  environment: CompileEnvironment,
  documents: OperationDocuments,
  operation: OperationDefinitionNode,
): CompiledOperation {
  try {
    return compile(environment, documents, operation);
  } catch (fault) {
    const whole = withoutDefer(documents.written);
    const isDeferring = whole !== documents.written && documents.fetched === documents.written;
    const isRefused = fault instanceof GraphQLError && fault.extensions.code === "GRAPHQL_VALIDATION_FAILED";
    if (isRefused || !isDeferring) throw fault;
    // Some of what may be deferred is more than the planner can plan; a gateway may answer at once what it could defer.
    return compile(environment, { fetched: whole, written: whole }, operation);
  }
}

function compile(
  environment: CompileEnvironment,
  { fetched, written }: OperationDocuments,
  operation: OperationDefinitionNode,
): CompiledOperation {
  const { required } = environment;
  const answer = withOwnLabels(withOwnNames(written, required), operation, false);
  const asked = fetched && withOwnLabels(withOwnNames(fetched, required), operation, true);
  const node = asked ? plan(environment, asked, operation) : undefined;
  refuseConflicts(node, required);
  const defaults = variableDefaults(operation);
  const own = getOperationAST(answer, operation.name?.value) ?? operation;
  const writerFor = compileWriters(environment.apiSchema, answer, own, compileConditions(answer, defaults));
  const step = compilePlan(withEvent(node), { ...environment, variableDefaults: defaults });
  const check = compileVariableCheck(environment.apiSchema, written, operation);
  return {
    kind: operation.operation,
    check,
    events: node?.kind === "Subscription" ? node.primary : null,
    run: (request) => {
      const refused = check(request.variables);
      if (refused) return refusedAnswer(refused);
      const { run, finish } = begin(request, writerFor);
      const pending = step(run);
      return pending ? pending.then(() => finish()) : finish();
    },
    runDeferred: async (request) => {
      const refused = check(request.variables);
      if (refused) return { now: refusedAnswer(refused), later: null, finished: Promise.resolve() };
      const { run, finish } = begin(request, writerFor);
      const deferral = new Deferral(run);
      await step(deferral.run);
      const writing = new Writing(request);
      const now = finish(writing);
      deferral.answered(writing.places);
      return { now, later: deferral.isUnfinished ? deferral.parts() : null, finished: deferral.finished };
    },
  };
}

function plan({ planner, supergraph }: CompileEnvironment, document: DocumentNode, { name }: OperationDefinitionNode) {
  const operationName = name ? { operationName: name.value } : {};
  return planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), withoutIntrospection(document), operationName)).node;
}

/** Introspection is answered here. The planner leaves it out on the root alone, and finds no subgraph for it in a fragment. */
function withoutIntrospection(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: ({ alias, name, directives = [] }) => {
      if (name.value !== "__schema" && name.value !== "__type") return undefined;
      const typename = { kind: Kind.NAME, value: "__typename" } as const;
      return { kind: Kind.FIELD, alias: alias ?? name, name: typename, directives };
    },
  });
}

/** An event answers the root fetch of its subscription; what other subgraphs add comes after. */
function withEvent(node: PlanNode | SubscriptionNode | undefined): PlanNode | undefined {
  if (node?.kind !== "Subscription") return node;
  return { kind: "Sequence", nodes: [node.primary, ...(node.rest ? [node.rest] : [])] };
}

function refusedAnswer(errors: readonly GraphQLError[]): OperationAnswer {
  return { data: null, errors, root: null, valueCompletion: [], kept: [] };
}

/** A run, and how its answer is written when the plan is done. */
function begin(
  request: RunRequest,
  writerFor: WriterFor,
): { readonly run: PlanRun; readonly finish: (writing?: Writing) => OperationAnswer } {
  const kept: Kept[] = [];
  const errors: GraphQLError[] = [];
  const run: PlanRun = { ...request, data: {}, errors, onKept: (answer) => void kept.push(answer) };
  const finish = (writing = new Writing(request)): OperationAnswer => {
    // The path begins with the first response name, so the root itself stands one before it.
    const data = writerFor(request.variables)(run.data, writing, -1);
    return { data, errors, root: run.data, valueCompletion: errors.length === 0 ? writing.errors : [], kept };
  };
  return { run, finish };
}

/** Ways in which `@skip` and `@include` come out for which a writer is kept: there may be as many as 2 to the number of conditions. */
const keptWriters = 64;

type WriterFor = (variables: Readonly<Record<string, unknown>>) => WriteValue;

/** One writer for each way in which `@skip` and `@include` can come out, made when it is first needed. */
function compileWriters(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  choose: (variables: Readonly<Record<string, unknown>>) => Choice,
): WriterFor {
  const definitions = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(definitions.map((fragment) => [fragment.name.value, fragment]));
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new GraphQLError(`The schema has no ${operation.operation}`, { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
  const answerIntrospection = createIntrospection(operation, definitions);
  const introspect: Introspect = (field, { request }) => answerIntrospection(field, request.visibleSchema ?? schema, request.variables);
  const writers = new LRUCache<string, WriteValue>({ max: keptWriters });
  return (variables) => {
    const { key, isIncluded, deferredAs } = choose(variables);
    const known = writers.get(key);
    if (known) return known;
    const scope = { schema, fragments, isIncluded, deferredAs };
    const writer = compileSelection(scope, rootType, [{ selectionSet: operation.selectionSet, declared: rootType }], introspect);
    writers.set(key, writer);
    return writer;
  };
}

/** Gives the errors of variables that cannot be used, or null. */
function compileVariableCheck(
  schema: GraphQLSchema,
  document: DocumentNode,
  { name, variableDefinitions = [] }: OperationDefinitionNode,
): (variables: Readonly<Record<string, unknown>>) => readonly GraphQLError[] | null {
  if (variableDefinitions.length === 0) return () => null;
  const checkConditions = compileConditionCheck(separateOperations(document)[name?.value ?? ""] ?? document);
  return (variables) => {
    const { errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 20 });
    if (!errors) return checkConditions(variables);
    return errors.map(
      (error) =>
        new GraphQLError(error.message, { ...(error.nodes ? { nodes: error.nodes } : {}), extensions: { code: "BAD_USER_INPUT" } }),
    );
  };
}
