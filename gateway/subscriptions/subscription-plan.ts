/** The plan of a subscription: the root field's subgraph, its document, and the plan by which each event is answered. */
import { operationFromDocument } from "@apollo/federation-internals";
import type { FetchNode, QueryPlan, SubscriptionNode } from "@apollo/query-planner";
import { type DocumentNode, type FragmentDefinitionNode, GraphQLError, Kind, type OperationDefinitionNode, parse } from "graphql";
import type { LoadedSupergraph } from "../federation/supergraph.ts";

export interface SubscriptionPlan {
  /** Subgraph that has the root field. */
  readonly subgraph: string;
  /** What is asked of it; executed once for the stream of events, and again for each event. */
  readonly document: DocumentNode;
  /** Names of the variables that the document takes. */
  readonly variables: readonly string[];
  /** Answers one event: the document again, then what other subgraphs add. */
  readonly eventPlan: QueryPlan;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
}

/** Plans the subscription `operation` of a document that has been validated. */
export function planSubscription(loaded: LoadedSupergraph, document: DocumentNode, operation: OperationDefinitionNode): SubscriptionPlan {
  const planned = loaded.planner.buildQueryPlan(
    operationFromDocument(loaded.supergraph.apiSchema(), document, { ...(operation.name ? { operationName: operation.name.value } : {}) }),
  );
  const node = planned.node;
  if (node?.kind !== "Subscription")
    throw new GraphQLError("This operation is not a subscription", { extensions: { code: "BAD_REQUEST" } });
  const { primary, rest } = node as SubscriptionNode;
  if (!(primary.serviceName in loaded.schemas)) {
    throw new GraphQLError("Subscriptions of a subgraph that runs apart are not supported", {
      extensions: { code: "SUBSCRIPTION_NOT_SUPPORTED" },
    });
  }
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return {
    subgraph: primary.serviceName,
    document: parse(primary.operation),
    variables: primary.variableUsages ?? [],
    eventPlan: { kind: "QueryPlan", node: { kind: "Sequence", nodes: [primary as FetchNode, ...(rest ? [rest] : [])] } },
    operation,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  };
}
