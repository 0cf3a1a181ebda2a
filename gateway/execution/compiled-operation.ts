/** An operation, planned and compiled once for one version of the supergraph, and run as often as it is asked for. */
import { operationFromDocument, type Supergraph } from "@apollo/federation-internals";
import type { PlanNode, QueryPlanner, SubscriptionNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { compileConditions, variableDefaults } from "./conditions.ts";
import type { Data } from "./data.ts";
import { compilePlan } from "./plan/compile-plan.ts";
import type { FetchSource } from "./plan/fetch-port.ts";
import type { Kept, PlanRun, PlanStep, RunRequest } from "./plan/run.ts";
import { createIntrospection } from "./response/introspection.ts";
import { compileSelection } from "./response/write-object.ts";
import { type WriteValue, Writing } from "./response/writing.ts";

/** What an operation is planned and compiled over. */
export interface CompileEnvironment {
  readonly supergraph: Supergraph;
  readonly planner: QueryPlanner;
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly sources: Readonly<Record<string, FetchSource>>;
}

export interface OperationRequest extends RunRequest {
  /** What introspection shows; the API schema unless the caller may see less. */
  readonly visibleSchema?: GraphQLSchema;
}

/** What an operation gave, its data already written as JSON. */
export interface OperationAnswer {
  /** JSON of `data`; null when the operation was not run at all. */
  readonly data: string | null;
  readonly errors: readonly GraphQLError[];
  /** What subgraphs sent that breaks the schema, when no fetch failed that would explain it. */
  readonly valueCompletion: readonly GraphQLError[];
  /** One entry for each answer of a subgraph apart that said how long it may be kept. */
  readonly kept: readonly Kept[];
}

export interface CompiledOperation {
  readonly kind: "query" | "mutation" | "subscription";
  /** The root field's document of a subscription; null for anything else. */
  readonly events: SubscriptionNode["primary"] | null;
  /** Runs the operation; for a subscription, answers the event of the request. */
  run(request: OperationRequest): Promise<OperationAnswer> | OperationAnswer;
}

/** Throws GraphQLError when the planner refuses the operation. The document must have been validated. */
export function compileOperation(
  environment: CompileEnvironment,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation {
  const { node } = environment.planner.buildQueryPlan(
    operationFromDocument(environment.supergraph.apiSchema(), document, {
      ...(operation.name ? { operationName: operation.name.value } : {}),
    }),
  );
  const defaults = variableDefaults(operation);
  const step = compilePlan(withEvent(node), { ...environment, variableDefaults: defaults });
  const write = compileWriter(environment.apiSchema, document, operation, defaults);
  const refuse = compileVariableCheck(environment.apiSchema, operation);
  return {
    kind: operation.operation,
    events: node?.kind === "Subscription" ? node.primary : null,
    run: (request) => {
      const refused = refuse(request.variables);
      if (refused) return { data: null, errors: refused, valueCompletion: [], kept: [] };
      return execute(step, write, request);
    },
  };
}

/** An event answers the root fetch of its subscription; what other subgraphs add comes after. */
function withEvent(node: PlanNode | SubscriptionNode | undefined): PlanNode | undefined {
  if (node?.kind !== "Subscription") return node;
  return { kind: "Sequence", nodes: [node.primary, ...(node.rest ? [node.rest] : [])] };
}

type WriteAnswer = (data: Data, request: OperationRequest, writing: Writing) => string;

function execute(step: PlanStep, write: WriteAnswer, request: OperationRequest): Promise<OperationAnswer> | OperationAnswer {
  const kept: Kept[] = [];
  const run: PlanRun = { ...request, data: {}, errors: [], onKept: (answer) => void kept.push(answer) };
  const finish = (): OperationAnswer => {
    const writing = new Writing();
    const data = write(run.data, request, writing);
    return { data, errors: run.errors, valueCompletion: run.errors.length === 0 ? writing.errors : [], kept };
  };
  const pending = step(run);
  return pending ? pending.then(finish) : finish();
}

/** One writer for each way in which `@skip` and `@include` can come out, made when it is first needed. */
function compileWriter(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  defaults: Readonly<Record<string, unknown>>,
): WriteAnswer {
  const definitions = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(definitions.map((fragment) => [fragment.name.value, fragment]));
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new GraphQLError(`The schema has no ${operation.operation}`, { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
  const introspect = createIntrospection(operation, definitions);
  const choose = compileConditions(document, defaults);
  const writers = new Map<string, WriteValue>();
  // The writer runs from start to end without a pause, so the request that it writes for can stand beside it.
  let current: OperationRequest | null = null;
  return (data, request, writing) => {
    const choice = choose(request.variables);
    let writer = writers.get(choice.key);
    if (!writer) {
      writer = compileSelection({ schema, fragments, isIncluded: choice.isIncluded }, rootType, [operation.selectionSet], (field) =>
        introspect(field, current?.visibleSchema ?? schema, current?.variables ?? {}),
      );
      writers.set(choice.key, writer);
    }
    current = request;
    try {
      return writer(data, writing, -1);
    } finally {
      current = null;
    }
  };
}

/** Gives the errors of variables that cannot be used, or null. */
function compileVariableCheck(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (variables: Readonly<Record<string, unknown>>) => readonly GraphQLError[] | null {
  if (variableDefinitions.length === 0) return () => null;
  return (variables) => {
    const { errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 20 });
    return (
      errors?.map(
        (error) =>
          new GraphQLError(error.message, { ...(error.nodes ? { nodes: error.nodes } : {}), extensions: { code: "BAD_USER_INPUT" } }),
      ) ?? null
    );
  };
}
