/** Suppliers, purchase orders' lines, and what was promised on them. */
import type { GraphQLSchema } from "graphql";
import { connectionFields } from "../connection.ts";
import { defineSubgraph } from "../subgraph.ts";
import {
  MaterialAvailability,
  PurchaseOrderLine,
  Supplier,
  SupplierCommitment,
  SupplierCommitmentChange,
  SupplierEnrichment,
} from "./entities.ts";
import { Mutation } from "./mutations.ts";
import { Query } from "./queries.ts";
import type { Resolvers } from "./resolvers.generated.ts";
import { Subscription } from "./subscriptions.ts";

/** The subgraph's executable schema. */
export function supplierCommitments(): GraphQLSchema {
  const resolvers: Resolvers = {
    Query,
    Mutation,
    Subscription,
    Supplier,
    SupplierEnrichment,
    PurchaseOrderLine,
    SupplierCommitment,
    MaterialAvailability,
    SupplierCommitmentChange,
    SupplierCommitmentConnection: connectionFields,
  };
  return defineSubgraph("supplier-commitments", resolvers);
}
