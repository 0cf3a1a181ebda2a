/** Partners, for a console by which they are looked after. */
import type { GraphQLSchema } from "graphql";
import { connectionFields } from "../connection.ts";
import { defineSubgraph } from "../subgraph.ts";
import { Mutation } from "./mutations.ts";
import { Query } from "./queries.ts";
import type { Resolvers } from "./resolvers.generated.ts";

/** The subgraph's executable schema. */
export function partners(): GraphQLSchema {
  const resolvers: Resolvers = { Query, Mutation, PartnerConnection: connectionFields };
  return defineSubgraph("partners", resolvers);
}
