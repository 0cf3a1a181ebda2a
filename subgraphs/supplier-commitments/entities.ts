import { decodeKey, decodeNumber, encodeGlobalId } from "#schema/canonical/global-id.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import { commitmentLateAfter, confirmedDate, deltaDays, isOpen, laneOf } from "#sync";
import { subjectOf } from "../command-subject.ts";
import { isSo } from "../conditions.ts";
import { readLength, readPage } from "../connection.ts";
import { asOf, freshnessOf, sourceOf } from "../freshness.ts";
import { syncStatus } from "../sync-status.ts";
import { findDeliveries, findLine, keyOfLine, lineOf } from "./line.ts";
import type {
  MaterialAvailabilityResolvers,
  PurchaseOrderLineResolvers,
  SupplierCommitmentChangeResolvers,
  SupplierCommitmentResolvers,
  SupplierEnrichmentResolvers,
  SupplierResolvers,
} from "./resolvers.generated.ts";

/** A supplier by its number, with its name as far as master data has arrived. */
export const Supplier: SupplierResolvers = {
  /** Known by the lines that name it even before its master data; a supplier sees none but itself. */
  __resolveReference: ({ id }, { caller }) => {
    const number = decodeNumber("Supplier", id);
    return number !== null && (caller.supplier === null || caller.supplier === number) ? { number } : null;
  },
  id: ({ number }) => encodeGlobalId("Supplier", number),
  name: ({ number }, _args, { loaders }) => loaders.master("supplier", number)?.name ?? null,
  commitments: ({ number }, { open, ...page }, context) => {
    const where = [{ column: "supplier", in: [number] } as const, ...isSo("open", open)];
    return readPage(context, "supplier-commitment", { plants: null, where, orderBy: { column: "requestedDate", direction: "ASC" } }, page);
  },
  enrichments: ({ number }, { plants: wanted }, { plants, loaders }) => {
    const codes = [...plants.keys()].filter((code) => wanted == null || wanted.includes(code));
    const key = keyOf.supplierEnrichment(number);
    return codes.flatMap((plant) => loaders.entity("supplier-enrichment", { plant, key }) ?? []);
  },
};

/** What master data management has told, as its view holds it. */
export const SupplierEnrichment: SupplierEnrichmentResolvers = {
  supplier: ({ supplier }) => ({ number: supplier }),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  system: ({ meta }) => meta.system,
};

/** A purchase order's line, as its deliveries tell it. */
export const PurchaseOrderLine: PurchaseOrderLineResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("PurchaseOrderLine", id);
    return key && findLine(key, loaders);
  },
  id: (line) => encodeGlobalId("PurchaseOrderLine", keyOfLine(line)),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  supplier: ({ supplier }) => ({ number: supplier }),
  material: ({ material }) => (material === null ? null : { id: encodeGlobalId("Material", material) }),
  commitments: (line, _args, { loaders }) => findDeliveries(keyOfLine(line), loaders),
};

/** A commitment, as its view holds it. */
export const SupplierCommitment: SupplierCommitmentResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("SupplierCommitment", id);
    return key && loaders.entity("supplier-commitment", key);
  },
  id: ({ meta }) => encodeGlobalId("SupplierCommitment", meta),
  purchaseOrderLine: lineOf,
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  supplier: ({ supplier }) => ({ number: supplier }),
  material: ({ material }) => (material === null ? null : { id: encodeGlobalId("Material", material) }),
  confirmedDate: (commitment) => confirmedDate(commitment),
  deltaDays: (commitment) => deltaDays(commitment),
  open: (commitment) => isOpen(commitment),
  // A lane is of an item, which may have several deliveries.
  sync: ({ meta, plant, purchaseOrder, item }, _args, context) =>
    syncStatus(plant, laneOf.commitment(purchaseOrder, item), context, ({ command }) => subjectOf(command)?.key.key === meta.key),
  late: (commitment, _args, { isPast }) => isPast(commitmentLateAfter(commitment)),
  asOf: (commitment, _args, context) => asOf(commitment, context),
  freshness: (commitment, _args, context) => freshnessOf(commitment, context),
  source: sourceOf,
};

/** A plant's stock of a material, with what is on order for it. */
export const MaterialAvailability: MaterialAvailabilityResolvers = {
  supplierCommitments: ({ id }, { open, first }, { loaders }) => {
    const limit = readLength(first);
    const key = decodeKey("MaterialAvailability", id);
    if (key === null) return [];
    const where = isSo("open", open);
    return loaders.related({ kind: "supplier-commitment", column: "material", where, orderBy: "requestedDate", limit }, key);
  },
};

/** One change of a commitment. */
export const SupplierCommitmentChange: SupplierCommitmentChangeResolvers = {
  id: ({ entity }) => encodeGlobalId("SupplierCommitment", entity),
  supplierCommitment: ({ kind, entity }, _args, { loaders }) => (kind === "DELETED" ? null : loaders.entity("supplier-commitment", entity)),
};
