import { decodeKey, decodeNumber, encodeGlobalId } from "#schema/canonical/global-id.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import { availableNow, stockByStatus } from "#sync";
import type { SubgraphContext } from "../context.ts";
import { asOf, freshnessOf, sourceOf } from "../freshness.ts";
import type {
  MaterialAvailabilityChangeResolvers,
  MaterialAvailabilityResolvers,
  MaterialEnrichmentResolvers,
  MaterialResolvers,
  StockBalanceResolvers,
} from "./resolvers.generated.ts";

/** A material by its number, with what the material master says as far as it has arrived. */
export const Material: MaterialResolvers = {
  /**
   * An order or a lot may be here before its material's master data; it shall then be told with the material's number
   * and not be refused as a whole. A supplier sees only the materials on its own lines.
   */
  __resolveReference: ({ id }, context) => {
    const number = decodeNumber("Material", id);
    if (number === null) return null;
    return context.caller.supplier === null || isOnOwnLine(number, context) ? { number } : null;
  },
  id: ({ number }) => encodeGlobalId("Material", number),
  description: ({ number }, _args, { loaders }) => loaders.master("material", number)?.description ?? null,
  baseUnit: ({ number }, _args, { loaders }) => loaders.master("material", number)?.baseUnit ?? null,
  availability: ({ number }, { plants: wanted }, { plants, loaders }) => {
    const codes = [...plants.keys()].filter((code) => wanted == null || wanted.includes(code));
    const key = keyOf.materialAvailability(number);
    return codes.flatMap((plant) => loaders.entity("material-availability", { plant, key }) ?? []);
  },
  enrichments: ({ number }, { plants: wanted }, { plants, loaders }) => {
    const codes = [...plants.keys()].filter((code) => wanted == null || wanted.includes(code));
    const key = keyOf.materialEnrichment(number);
    return codes.flatMap((plant) => loaders.entity("material-enrichment", { plant, key }) ?? []);
  },
};

/** What master data management has told, as its view holds it. */
export const MaterialEnrichment: MaterialEnrichmentResolvers = {
  material: ({ material }) => ({ number: material }),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  system: ({ meta }) => meta.system,
};

/** Stock of a material in a plant, as its view holds it. */
export const MaterialAvailability: MaterialAvailabilityResolvers = {
  __resolveReference: ({ id }, { loaders }) => {
    const key = decodeKey("MaterialAvailability", id);
    return key && loaders.entity("material-availability", key);
  },
  id: ({ meta }) => encodeGlobalId("MaterialAvailability", meta),
  material: ({ material }) => ({ number: material }),
  plant: ({ plant }) => ({ id: encodeGlobalId("Plant", plant) }),
  stock: ({ plant, material, stock }) => stock.map((balance) => ({ ...balance, plant, material })),
  availableNow: ({ stock }) => availableNow(stock),
  byStatus: ({ stock }) => stockByStatus(stock),
  asOf: (stock, _args, context) => asOf(stock, context),
  freshness: (stock, _args, context) => freshnessOf(stock, context),
  source: sourceOf,
};

/** Stock at one place; that it lies there is enough to know of its batch. */
export const StockBalance: StockBalanceResolvers = {
  batch: ({ plant, material, batch }) =>
    batch === null ? null : { id: encodeGlobalId("Batch", { plant, key: keyOf.batch(material, batch) }) },
};

/** One change of stock. */
export const MaterialAvailabilityChange: MaterialAvailabilityChangeResolvers = {
  id: ({ entity }) => encodeGlobalId("MaterialAvailability", entity),
  materialAvailability: ({ kind, entity }, _args, { loaders }) =>
    kind === "DELETED" ? null : loaders.entity("material-availability", entity),
};

function isOnOwnLine(material: string, { plants, loaders }: SubgraphContext): boolean {
  const lines = { kind: "supplier-commitment", column: "material", orderBy: "requestedDate", limit: 1 } as const;
  return [...plants.keys()].some((plant) => loaders.related(lines, { plant, key: material }).length > 0);
}
