/**
 * An operation as Apollo's own executor runs it: the reference that the compiled one is held against, and selectable where
 * somebody wants to see the difference. It answers no subscription and defers nothing.
 */
import { operationFromDocument } from "@apollo/federation-internals";
import type { GraphQLDataSource } from "@apollo/gateway";
// The executor is not exported from the package's door; its version is pinned.
import executor from "@apollo/gateway/dist/executeQueryPlan.js";
import type { QueryPlan } from "@apollo/query-planner";
import { type FragmentDefinitionNode, GraphQLError, Kind, type OperationDefinitionNode } from "graphql";
import type { CompiledOperation, CompileEnvironment, OperationAnswer, OperationDocuments } from "./compiled-operation.ts";
import type { Data } from "./data.ts";
import type { Fetch, FetchSource } from "./plan/fetch-port.ts";
import type { RunRequest } from "./plan/run.ts";

type ProcessOptions = Parameters<GraphQLDataSource["process"]>[0];

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Plans with the same planner as `compileOperation`, and gives the same kind of thing. */
export function stockOperation(
  environment: CompileEnvironment,
  { fetched, written }: OperationDocuments,
  operation: OperationDefinitionNode,
): CompiledOperation {
  // What may not be seen is written as null by the compiled executor alone.
  if (fetched !== written) throw new GraphQLError("The stock executor cannot answer an operation of which something is refused");
  const document = written;
  const { planner, supergraph, supergraphSchema, apiSchema, sources } = environment;
  const named = operation.name ? { operationName: operation.name.value } : {};
  const plan = planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), document, named));
  const fragments = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  const operationContext = { schema: apiSchema, operation, fragments: Object.fromEntries(fragments.map((one) => [one.name.value, one])) };
  const dataSources = Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, toDataSource(source)]));
  const run = async (request: RunRequest): Promise<OperationAnswer> => {
    const { variables } = request;
    const requestContext = { request: { variables }, context: { request }, logger: silent, schema: apiSchema, metrics: {} };
    const { data, errors, extensions } = (await executor.executeQueryPlan(
      plan as QueryPlan,
      { ...dataSources },
      // The executor reads request, context, logger and metrics of what Apollo Server would hand it.
      requestContext as never,
      operationContext,
      supergraphSchema,
      supergraph.apiSchema(),
    )) as { data?: unknown; errors?: GraphQLError[]; extensions?: { valueCompletion?: GraphQLError[] } };
    return {
      data: data === undefined ? null : JSON.stringify(data),
      errors: errors ?? [],
      root: (data as Data | undefined) ?? null,
      valueCompletion: extensions?.valueCompletion ?? [],
      kept: [],
    };
  };
  return {
    kind: operation.operation,
    events: null,
    check: () => null,
    run,
    runDeferred: async (request) => ({ now: await run(request), later: null, finished: Promise.resolve() }),
  };
}

function toDataSource(source: FetchSource): GraphQLDataSource {
  const prepared = new Map<string, Fetch>();
  const prepare = (text: string, name: string | undefined): Fetch => {
    const known = prepared.get(text);
    if (known) return known;
    const fetch = source.prepare({ text, name, kind: /^\s*mutation\b/.test(text) ? "mutation" : "query" });
    prepared.set(text, fetch);
    return fetch;
  };
  return {
    async process({ request, context }: ProcessOptions) {
      const fetch = prepare(request.query ?? "", request.operationName ?? undefined);
      const answer = await fetch(request.variables ?? {}, (context as { request: RunRequest }).request);
      // Apollo's type asks for its own classes of headers; the executor reads data and errors.
      return { data: answer.data, ...(answer.errors ? { errors: answer.errors } : {}) } as never;
    },
  };
}
