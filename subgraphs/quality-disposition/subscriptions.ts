import { oneOf } from "../conditions.ts";
import { among, followChanges } from "../subscription.ts";
import { batchOf } from "./batch.ts";
import type { SubscriptionResolvers } from "./resolvers.generated.ts";

/** Changes of what quality decided. */
export const Subscription: SubscriptionResolvers = {
  qualityDispositionChanged: {
    subscribe: (_root, { plants, materials, batches, orders, after, snapshot }, context) =>
      followChanges(context, {
        field: "qualityDispositionChanged",
        kind: "quality-disposition",
        plants,
        after,
        snapshot,
        present: {
          where: [...oneOf("material", materials), ...oneOf("number", batches), ...oneOf("order", orders)],
          orderBy: { column: "number", direction: "ASC" },
        },
        fits: (change) => {
          const { material, number } = batchOf(change);
          return among(materials, material) && among(batches, number) && among(orders, (change.body ?? change.before)?.order ?? null);
        },
      }),
  },
};
