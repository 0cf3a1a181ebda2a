import { keyOf } from "#schema/canonical/keys.ts";
import type { Condition, ViewColumns } from "#sync";
import { isSo, oneOf, within } from "../conditions.ts";
import { readFreshPage, sortedBy } from "../connection.ts";
import { readFresh } from "../freshness.ts";
import { findNode } from "./node.ts";
import type { ProductionOrderFilter, ProductionOrderSortField, QueryResolvers } from "./resolvers.generated.ts";

/** Root fields: production orders, plants, and anything by its global id. */
export const Query: QueryResolvers = {
  productionOrder: (_root, { plant, number, freshness }, context) => {
    const order = { plant, key: keyOf.productionOrder(number) };
    return readFresh(
      freshness,
      context,
      "production-order",
      () => [order],
      () => context.loaders.entity("production-order", order),
    );
  },
  productionOrders: (_root, { filter, orderBy, ...page }, context) => {
    const list = {
      plants: filter?.plants ?? null,
      where: conditionsOf(filter ?? {}),
      orderBy: sortedBy(columns, orderBy, "SCHEDULED_START"),
    };
    return readFreshPage(context, "production-order", list, page);
  },
  plant: (_root, { code }, { plants }) => plants.get(code) ?? null,
  plants: (_root, _args, { plants }) => [...plants.values()],
  node: (_root, { id }, context) => findNode(id, context),
};

const columns: Readonly<Record<ProductionOrderSortField, ViewColumns["production-order"]>> = {
  SCHEDULED_START: "scheduledStart",
  SCHEDULED_END: "scheduledEnd",
  PRIORITY: "priority",
  NUMBER: "number",
};

function conditionsOf(filter: ProductionOrderFilter): readonly Condition<"production-order">[] {
  return [
    ...oneOf("number", filter.numbers),
    ...oneOf("state", filter.states),
    ...oneOf("material", filter.materials),
    ...oneOf("component", filter.components),
    ...oneOf("workCenter", filter.workCenters),
    ...within("scheduledStart", filter.scheduledStart, "filter.scheduledStart"),
    ...within("scheduledEnd", filter.scheduledEnd, "filter.scheduledEnd"),
    ...isSo("late", filter.late),
    ...isSo("blocked", filter.blocked),
  ];
}
