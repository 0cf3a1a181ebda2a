/** Runs subscriptions: the stream of events from the subgraph that has them, and for each event the whole plan on the stock executor. */
// The executor is not exported from the package's door; its version is pinned, and gateway.test.ts guards what is used of it.
import executor from "@apollo/gateway/dist/executeQueryPlan.js";
import { createSourceEventStream, type ExecutionResult, GraphQLError } from "graphql";
import type { Logger } from "pino";
import { subscriptionEvent } from "../federation/local-source.ts";
import type { LoadedSupergraph } from "../federation/supergraph.ts";
import type { SubscriptionPlan } from "./subscription-plan.ts";

type Variables = Readonly<Record<string, unknown>>;

export interface SubscriptionRun {
  readonly plan: SubscriptionPlan;
  readonly variables: Variables;
  /** Makes the context of the stream and, anew, of each event; `signal` is aborted when the client has left. */
  readonly createContext: (signal: AbortSignal) => object;
}

/** The events' answers. Throws the subgraph's refusal, such as a cursor that is none. */
export async function runSubscription(
  loaded: LoadedSupergraph,
  run: SubscriptionRun,
  log: Logger,
): Promise<AsyncIterable<ExecutionResult>> {
  const { plan } = run;
  const schema = loaded.schemas[plan.subgraph];
  if (!schema) throw new Error(`There is no subgraph ${plan.subgraph} in this process`);
  const left = new AbortController();
  const stream = await createSourceEventStream({
    schema,
    document: plan.document,
    contextValue: run.createContext(left.signal),
    variableValues: Object.fromEntries(plan.variables.map((name) => [name, run.variables[name]])),
  });
  if (!(Symbol.asyncIterator in stream)) throw stream.errors?.[0] ?? new GraphQLError("The subscription could not be started");
  const answers = answerEach(loaded, run, stream, left.signal, log);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => answers.next(),
      // A generator that waits for the next event cannot be returned before it comes, so the waiting is ended first.
      return: () => {
        left.abort();
        return answers.return(undefined);
      },
    }),
  };
}

async function* answerEach(
  loaded: LoadedSupergraph,
  run: SubscriptionRun,
  stream: AsyncIterable<unknown>,
  signal: AbortSignal,
  log: Logger,
): AsyncGenerator<ExecutionResult, undefined> {
  for await (const event of stream) yield await answerEvent(loaded, run, { ...run.createContext(signal), [subscriptionEvent]: event }, log);
  return undefined;
}

async function answerEvent(loaded: LoadedSupergraph, run: SubscriptionRun, context: object, logger: Logger): Promise<ExecutionResult> {
  const { plan, variables } = run;
  const request = { variables };
  const requestContext = { request, context, logger, schema: loaded.apiSchema, overallCachePolicy: undefined, metrics: {} };
  const operationContext = { schema: loaded.apiSchema, operation: plan.operation, fragments: plan.fragments };
  return (await executor.executeQueryPlan(
    plan.eventPlan,
    { ...loaded.sources },
    // The executor reads request, context, logger and metrics of what Apollo Server would hand it.
    requestContext as never,
    operationContext,
    loaded.supergraphSchema,
    loaded.supergraph.apiSchema(),
  )) as ExecutionResult;
}
