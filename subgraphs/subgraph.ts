/** Makes a subgraph of its contract and its resolvers. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";
import { readSubgraphSdl, type SubgraphName } from "#schema/sdl.ts";
import { createEntitiesField } from "./entities-field.ts";
import { scalars } from "./scalars.ts";

type ResolverMap = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>["resolvers"]>;

/** The executable schema of a subgraph. `resolvers` is checked against the contract by the generated type it is declared with. */
export function defineSubgraph(name: SubgraphName, resolvers: object): GraphQLSchema {
  // Apollo types resolvers for an unknown context; ours are typed for SubgraphContext, which only createContextFactory makes.
  const ours = { ...scalars, ...resolvers } as ResolverMap;
  const entities = { Query: { ...ours.Query, _entities: createEntitiesField(resolvers) } } as ResolverMap;
  return buildSubgraphSchema({ typeDefs: parse(readSubgraphSdl(name)), resolvers: { ...ours, ...entities } });
}
