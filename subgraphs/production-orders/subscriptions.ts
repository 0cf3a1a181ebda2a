import { oneOf } from "../conditions.ts";
import { among, followChanges } from "../subscription.ts";
import type { SubscriptionResolvers } from "./resolvers.generated.ts";

/** Changes of production orders. */
export const Subscription: SubscriptionResolvers = {
  productionOrderChanged: {
    subscribe: (_root, { plants, orders, materials, after, snapshot }, context) =>
      followChanges(context, {
        field: "productionOrderChanged",
        kind: "production-order",
        plants,
        after,
        snapshot,
        present: {
          where: [...oneOf("number", orders), ...oneOf("material", materials)],
          orderBy: { column: "number", direction: "ASC" },
        },
        fits: ({ key, body, before }) => among(orders, key) && among(materials, (body ?? before)?.material ?? null),
      }),
  },
};
