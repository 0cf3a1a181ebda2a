/** Materials, and how much of them each plant has. */
import type { GraphQLSchema } from "graphql";
import { connectionFields } from "../connection.ts";
import { defineSubgraph } from "../subgraph.ts";
import { Material, MaterialAvailability, MaterialAvailabilityChange, MaterialEnrichment, StockBalance } from "./entities.ts";
import { Query } from "./queries.ts";
import type { Resolvers } from "./resolvers.generated.ts";
import { Subscription } from "./subscriptions.ts";

/** The subgraph's executable schema. */
export function materialAvailability(): GraphQLSchema {
  const resolvers: Resolvers = {
    Query,
    Subscription,
    Material,
    MaterialEnrichment,
    MaterialAvailability,
    StockBalance,
    MaterialAvailabilityChange,
    MaterialAvailabilityConnection: connectionFields,
  };
  return defineSubgraph("material-availability", resolvers);
}
