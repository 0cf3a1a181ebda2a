/**
 * One version of the supergraph, loaded: its schemas, its planner and its subgraphs. Requests and streams stay with the
 * generation that they began with; it lets go of its subgraphs when the last of them has ended.
 */
import { Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { type GraphQLSchema, parse } from "graphql";
import { type Authorization, type AuthorizationOptions, createAuthorization } from "../authorization/authorization.ts";
import { plannableSdl } from "../authorization/fail-closed.ts";
import type { CompileEnvironment } from "../execution/compiled-operation.ts";
import { requiredFields } from "../execution/own-names.ts";
import type { FetchSource } from "../execution/plan/fetch-port.ts";
import { type CostRules, readCostRules } from "../limits/cost/rules.ts";
import type { EventSource } from "../subscriptions/event-source.ts";
import { beginsAnywhere } from "../subscriptions/stream-document.ts";
import { refuseProgressiveOverride } from "./progressive-override.ts";

/** A subgraph as the gateway reaches it. */
export interface PlacedSubgraph {
  readonly source: FetchSource;
  /** The schema of a subgraph in this process; null for one that runs apart. */
  readonly schema: GraphQLSchema | null;
  /** Its subscriptions; null for a subgraph whose events nobody tells. */
  readonly events: EventSource | null;
  close(): Promise<void>;
}

/** Places a subgraph of the supergraph; `url` is where the supergraph says that it is. */
export type PlaceSubgraph = (name: string, url: string) => PlacedSubgraph;

export interface Generation extends CompileEnvironment {
  /** The supergraph as it was given. */
  readonly sdl: string;
  readonly subgraphs: Readonly<Record<string, PlacedSubgraph>>;
  /** Whether a subgraph is in this process, whose reads have to be noted if an answer is to be kept. */
  readonly hasLocal: boolean;
  readonly authorization: Authorization;
  readonly costRules: CostRules;
  /** Names of the subscription's root fields that can be begun after a cursor, or with a snapshot. */
  readonly resumable: ReadonlySet<string>;
  /** Keeps the generation's subgraphs until what this gives is called. */
  pin(): () => void;
  /** Lets go of the subgraphs as soon as nothing pins the generation. */
  retire(): Promise<void>;
}

/**
 * Plans that are compared for one operation, and ways to one field. Where many subgraphs have the same fields the planner's own ten
 * thousand plans take seconds, for a plan that is no better.
 */
const planningLimits = { maxEvaluatedPlans: 1_000, pathsLimit: 2_000 };

/** Throws what makes the supergraph unusable. */
export function loadGeneration(sdl: string, place: PlaceSubgraph, authorizing: AuthorizationOptions): Generation {
  // Apollo's planner refuses the security features that are enforced here.
  const document = parse(sdl, { noLocation: true });
  const supergraph = Supergraph.build(plannableSdl(document));
  refuseProgressiveOverride(supergraph);
  const subgraphs: Record<string, PlacedSubgraph> = {};
  for (const { name, url } of supergraph.subgraphsMetadata()) subgraphs[name] = place(name, url);
  const placed = Object.values(subgraphs);
  const use = countUses(async () => {
    await Promise.all(placed.map((subgraph) => subgraph.close()));
  });
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
  return {
    sdl,
    supergraph,
    planner: new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true }, debug: planningLimits }),
    apiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    sources: Object.fromEntries(Object.entries(subgraphs).map(([name, { source }]) => [name, source])),
    subgraphs,
    required: requiredFields(supergraph),
    authorization: createAuthorization(sdl, apiSchema, authorizing),
    costRules: readCostRules(document),
    resumable: resumableFields(supergraph, apiSchema, subgraphs),
    hasLocal: placed.some(({ schema }) => schema !== null),
    ...use,
  };
}

function resumableFields(
  supergraph: Supergraph,
  apiSchema: GraphQLSchema,
  subgraphs: Readonly<Record<string, PlacedSubgraph>>,
): ReadonlySet<string> {
  const names = Object.keys(apiSchema.getSubscriptionType()?.getFields() ?? {}).filter((field) => beginsAnywhere(apiSchema, field));
  if (names.length === 0) return new Set();
  const resuming = supergraph
    .subgraphs()
    .values()
    .filter(({ name }) => subgraphs[name]?.events?.resumes);
  return new Set(names.filter((name) => resuming.some(({ schema }) => schema.schemaDefinition.rootType("subscription")?.field(name))));
}

function countUses(close: () => Promise<void>): Pick<Generation, "pin" | "retire"> {
  let uses = 0;
  let closed: (() => void) | null = null;
  const ended = new Promise<void>((resolve) => {
    closed = resolve;
  });
  let isRetired = false;
  const closeWhenUnused = (): void => {
    if (isRetired && uses === 0) void close().then(() => closed?.());
  };
  return {
    pin() {
      uses += 1;
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        uses -= 1;
        closeWhenUnused();
      };
    },
    retire() {
      if (!isRetired) {
        isRetired = true;
        closeWhenUnused();
      }
      return ended;
    },
  };
}
