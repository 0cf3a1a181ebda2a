/** The supergraph, loaded: Apollo's gateway for queries and mutations, and a planner of our own for subscriptions. */
import { Supergraph } from "@apollo/federation-internals";
import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import { QueryPlanner } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { createHttpSource, type HttpSource } from "./http-source.ts";
import { createLocalSource } from "./local-source.ts";

/** Where a subgraph is: in this process, or at a URL. */
export type SubgraphPlace = { readonly schema: GraphQLSchema } | { readonly url: string; readonly secret: string };

export interface LoadedSupergraph {
  readonly gateway: ApolloGateway;
  readonly sources: Readonly<Record<string, GraphQLDataSource>>;
  /** Schema of each subgraph in this process. */
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly planner: QueryPlanner;
  readonly supergraph: Supergraph;
  readonly apiSchema: GraphQLSchema;
  /** The supergraph's own schema, which the executor asks for the types of entities. */
  readonly supergraphSchema: GraphQLSchema;
  close(): Promise<void>;
}

export function loadSupergraph(supergraphSdl: string, subgraphs: Readonly<Record<string, SubgraphPlace>>, log: Logger): LoadedSupergraph {
  // Apollo's gateway reports to its maker every hour unless this is set before it is made.
  process.env.APOLLO_TELEMETRY_DISABLED = "1";
  const supergraph = Supergraph.build(supergraphSdl);
  const remote: HttpSource[] = [];
  const schemas: Record<string, GraphQLSchema> = {};
  const sources: Record<string, GraphQLDataSource> = {};
  for (const { name } of supergraph.subgraphsMetadata()) {
    const place = subgraphs[name];
    if (!place) throw new Error(`The supergraph has a subgraph ${name}, for which no place is given`);
    if ("schema" in place) {
      schemas[name] = place.schema;
      sources[name] = createLocalSource(place.schema);
    } else {
      const source = createHttpSource(place.url, place.secret);
      remote.push(source);
      sources[name] = source;
    }
  }
  const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ name }) => sourceOf(sources, name), logger: log });
  return {
    gateway,
    sources,
    schemas,
    planner: new QueryPlanner(supergraph),
    supergraph,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    close: async () => {
      await Promise.all(remote.map((source) => source.close()));
    },
  };
}

function sourceOf(sources: Readonly<Record<string, GraphQLDataSource>>, name: string): GraphQLDataSource {
  const source = sources[name];
  if (!source) throw new Error(`There is no subgraph ${name}`);
  return source;
}
