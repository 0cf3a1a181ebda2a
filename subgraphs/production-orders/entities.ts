import { decodeKey, decodeNumber, encodeGlobalId } from "#schema/canonical/global-id.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import { isBlocked, laneOf, orderLateAfter } from "#sync";
import type { Plant as LandscapePlant, SubgraphContext } from "../context.ts";
import { asOf, freshnessOf, sourceOf } from "../freshness.ts";
import { syncStatus } from "../sync-status.ts";
import type {
  OrderComponentResolvers,
  PlantResolvers,
  ProductionOrderChangeResolvers,
  ProductionOrderResolvers,
} from "./resolvers.generated.ts";

/** A production order, as its view holds it; materials, batches and stock are told by their own subgraphs. */
export const ProductionOrder: ProductionOrderResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("ProductionOrder", id);
    return key && loaders.entity("production-order", key);
  },
  id: ({ meta }) => encodeGlobalId("ProductionOrder", meta),
  plant: ({ plant }, _args, context) => plantOf(plant, context),
  material: ({ material }) => ({ id: encodeGlobalId("Material", material) }),
  // That the order makes it is enough to know of the batch, so there is nothing to look up.
  batch: ({ plant, material, batch }) =>
    batch === null ? null : { id: encodeGlobalId("Batch", { plant, key: keyOf.batch(material, batch) }) },
  components: ({ plant, components }) => components.map((component) => ({ ...component, plant })),
  late: (order, _args, { isPast }) => isPast(orderLateAfter(order)),
  blocked: (order) => isBlocked(order),
  sync: ({ plant, number }, _args, context) => syncStatus(plant, laneOf.order(number), context),
  asOf: (order, _args, context) => asOf(order, context),
  freshness: (order, _args, context) => freshnessOf(order, context),
  source: sourceOf,
};

/** A material that an order needs; what is not there to see, its batch or its stock, is null. */
export const OrderComponent: OrderComponentResolvers = {
  material: ({ material }) => ({ id: encodeGlobalId("Material", material) }),
  batch: ({ plant, material, batch }, _args, { loaders }) => {
    if (batch === null) return null;
    const key = { plant, key: keyOf.batch(material, batch) };
    return loaders.seesBatch(key) ? { id: encodeGlobalId("Batch", key) } : null;
  },
  availability: ({ plant, material }, _args, { loaders }) => {
    const key = { plant, key: keyOf.materialAvailability(material) };
    return loaders.entity("material-availability", key) && { id: encodeGlobalId("MaterialAvailability", key) };
  },
};

/** A plant of the landscape. */
export const Plant: PlantResolvers = {
  __resolveReference: ({ id }, { plants }) => plants.get(decodeNumber("Plant", id) ?? "") ?? null,
  id: ({ code }) => encodeGlobalId("Plant", code),
};

/** One change of an order. */
export const ProductionOrderChange: ProductionOrderChangeResolvers = {
  id: ({ entity }) => encodeGlobalId("ProductionOrder", entity),
  productionOrder: ({ kind, entity }, _args, { loaders }) => (kind === "DELETED" ? null : loaders.entity("production-order", entity)),
};

function plantOf(code: string, { plants }: SubgraphContext): LandscapePlant {
  const plant = plants.get(code);
  if (!plant) throw new Error(`Plant ${code} has production orders, but the landscape has no such plant`);
  return plant;
}
