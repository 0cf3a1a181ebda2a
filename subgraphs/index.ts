/** The door of the subgraphs: their executable schemas, and the contexts in which they answer. */
import type { GraphQLSchema } from "graphql";
import type { SubgraphName } from "#schema/sdl.ts";
import { type ContextFactory, createContextFactory, type Sources } from "./context.ts";
import { materialAvailability } from "./material-availability/index.ts";
import { partners } from "./partners/index.ts";
import { productionOrders } from "./production-orders/index.ts";
import { qualityDisposition } from "./quality-disposition/index.ts";
import { supplierCommitments } from "./supplier-commitments/index.ts";
import { syncOperations } from "./sync-operations/index.ts";

export { type ContextFactory, createContextFactory, type Plant, type Sources, type SubgraphContext } from "./context.ts";

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** Makes the context that the schema must be executed with. */
  readonly createContext: ContextFactory;
}

/** Every subgraph, ready to be executed over these sources. */
export function createSubgraphs(sources: Sources): Readonly<Record<SubgraphName, Subgraph>> {
  const createContext = createContextFactory(sources);
  return {
    "production-orders": { schema: productionOrders(), createContext },
    "material-availability": { schema: materialAvailability(), createContext },
    "supplier-commitments": { schema: supplierCommitments(), createContext },
    "quality-disposition": { schema: qualityDisposition(), createContext },
    "sync-operations": { schema: syncOperations(), createContext },
    partners: { schema: partners(), createContext },
  };
}
