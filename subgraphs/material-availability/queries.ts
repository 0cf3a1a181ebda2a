import { keyOf } from "#schema/canonical/keys.ts";
import type { Condition, ViewColumns } from "#sync";
import { isSo, oneOf } from "../conditions.ts";
import { readFreshPage, sortedBy } from "../connection.ts";
import { readFresh } from "../freshness.ts";
import type { MaterialAvailabilityFilter, MaterialAvailabilitySortField, QueryResolvers } from "./resolvers.generated.ts";

/** Root fields: materials and their stock. */
export const Query: QueryResolvers = {
  material: (_root, { number }, { loaders }) => loaders.master("material", number),
  materialAvailability: (_root, { plant, material, freshness }, context) => {
    const stock = { plant, key: keyOf.materialAvailability(material) };
    return readFresh(
      freshness,
      context,
      "material-availability",
      () => [stock],
      () => context.loaders.entity("material-availability", stock),
    );
  },
  materialAvailabilities: (_root, { filter, orderBy, ...page }, context) => {
    const list = { plants: filter?.plants ?? null, where: conditionsOf(filter ?? {}), orderBy: sortedBy(columns, orderBy, "MATERIAL") };
    return readFreshPage(context, "material-availability", list, page);
  },
};

const columns: Readonly<Record<MaterialAvailabilitySortField, ViewColumns["material-availability"]>> = {
  MATERIAL: "material",
  AVAILABLE: "available",
};

function conditionsOf(filter: MaterialAvailabilityFilter): readonly Condition<"material-availability">[] {
  return [
    ...oneOf("material", filter.materials),
    ...oneOf("status", filter.statuses),
    ...oneOf("batch", filter.batches),
    ...isSo("blocked", filter.blocked),
  ];
}
