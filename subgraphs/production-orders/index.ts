/** Production orders, the plants that make them, and `node`, which finds anything by its global id. */
import type { GraphQLSchema } from "graphql";
import { connectionFields } from "../connection.ts";
import { defineSubgraph } from "../subgraph.ts";
import { OrderComponent, Plant, ProductionOrder, ProductionOrderChange } from "./entities.ts";
import { Mutation } from "./mutations.ts";
import { Node } from "./node.ts";
import { Query } from "./queries.ts";
import type { Resolvers } from "./resolvers.generated.ts";
import { Subscription } from "./subscriptions.ts";

/** The subgraph's executable schema. */
export function productionOrders(): GraphQLSchema {
  const resolvers: Resolvers = {
    Query,
    Mutation,
    Subscription,
    ProductionOrder,
    OrderComponent,
    Plant,
    ProductionOrderChange,
    ProductionOrderConnection: connectionFields,
    Node,
  };
  return defineSubgraph("production-orders", resolvers);
}
