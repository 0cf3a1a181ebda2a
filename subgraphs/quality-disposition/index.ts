/** Batches, their inspections, and what quality decided on them. */
import type { GraphQLSchema } from "graphql";
import { connectionFields } from "../connection.ts";
import { defineSubgraph } from "../subgraph.ts";
import { Batch, InspectionLot, ProductionOrder, QualityDisposition, QualityDispositionChange } from "./entities.ts";
import { Mutation } from "./mutations.ts";
import { Query } from "./queries.ts";
import type { Resolvers } from "./resolvers.generated.ts";
import { Subscription } from "./subscriptions.ts";

/** The subgraph's executable schema. */
export function qualityDisposition(): GraphQLSchema {
  const resolvers: Resolvers = {
    Query,
    Mutation,
    Subscription,
    Batch,
    QualityDisposition,
    InspectionLot,
    ProductionOrder,
    QualityDispositionChange,
    QualityDispositionConnection: connectionFields,
  };
  return defineSubgraph("quality-disposition", resolvers);
}
