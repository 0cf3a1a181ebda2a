import { decodeKey, encodeGlobalId } from "#schema/canonical/global-id.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import { laneOf } from "#sync";
import { asOf, freshnessOf, sourceOf } from "../freshness.ts";
import { syncStatus } from "../sync-status.ts";
import { batchOf, findBatch, keyOfBatch } from "./batch.ts";
import type {
  BatchResolvers,
  InspectionLotResolvers,
  ProductionOrderResolvers,
  QualityDispositionChangeResolvers,
  QualityDispositionResolvers,
} from "./resolvers.generated.ts";

const oldestFirst = { orderBy: "createdAt", limit: 1_000 } as const;

/** A batch by its key, with what its master record says where the ERP has one. */
export const Batch: BatchResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("Batch", id);
    return key && findBatch(key, loaders);
  },
  id: (batch) => encodeGlobalId("Batch", keyOfBatch(batch)),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  material: ({ material }) => ({ id: encodeGlobalId("Material", material) }),
  restricted: (batch, _args, { loaders }) => loaders.entity("batch", keyOfBatch(batch))?.restricted ?? null,
  expiresAt: (batch, _args, { loaders }) => loaders.entity("batch", keyOfBatch(batch))?.expiresAt ?? null,
  quality: (batch, _args, { loaders }) => loaders.entity("quality-disposition", keyOfBatch(batch)),
  inspectionLots: (batch, _args, { loaders }) =>
    loaders.related({ kind: "inspection-lot", column: "batchKey", ...oldestFirst }, keyOfBatch(batch)),
};

/** What was decided on a batch, as its view holds it. */
export const QualityDisposition: QualityDispositionResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("QualityDisposition", id);
    return key && loaders.entity("quality-disposition", key);
  },
  id: ({ meta }) => encodeGlobalId("QualityDisposition", meta),
  batch: ({ meta }) => batchOf(meta),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  material: ({ material }) => ({ id: encodeGlobalId("Material", material) }),
  sync: ({ meta, plant }, _args, context) => {
    const { material, number } = batchOf(meta);
    return syncStatus(plant, laneOf.batch(material, number), context);
  },
  asOf: (disposition, _args, context) => asOf(disposition, context),
  freshness: (disposition, _args, context) => freshnessOf(disposition, context),
};

/** An inspection lot, as its view holds it. */
export const InspectionLot: InspectionLotResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("InspectionLot", id);
    return key && loaders.entity("inspection-lot", key);
  },
  id: ({ meta }) => encodeGlobalId("InspectionLot", meta),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  material: ({ material }) => ({ id: encodeGlobalId("Material", material) }),
  batch: ({ plant, material, batch }) => (batch === null ? null : batchOf({ plant, key: keyOf.batch(material, batch) })),
  // A lot outlives its order, so the order is looked for before it is named.
  order: ({ plant, order }, _args, { loaders }) => {
    if (order === null) return null;
    const key = { plant, key: keyOf.productionOrder(order) };
    return loaders.entity("production-order", key) && { id: encodeGlobalId("ProductionOrder", key) };
  },
  sync: ({ plant, number }, _args, context) => syncStatus(plant, laneOf.lot(number), context),
  asOf: (lot, _args, context) => asOf(lot, context),
  freshness: (lot, _args, context) => freshnessOf(lot, context),
  source: sourceOf,
};

/** A production order, with the inspections of what it made. */
export const ProductionOrder: ProductionOrderResolvers = {
  inspectionLots: ({ id }, _args, { loaders }) => {
    const key = decodeKey("ProductionOrder", id);
    return key ? loaders.related({ kind: "inspection-lot", column: "order", ...oldestFirst }, key) : [];
  },
};

/** One change of what was decided. */
export const QualityDispositionChange: QualityDispositionChangeResolvers = {
  id: ({ entity }) => encodeGlobalId("QualityDisposition", entity),
  qualityDisposition: ({ kind, entity }, _args, { loaders }) => (kind === "DELETED" ? null : loaders.entity("quality-disposition", entity)),
};
