import { oneOf } from "../conditions.ts";
import { refuseForeignSuppliers } from "../refusals.ts";
import { among, followChanges } from "../subscription.ts";
import type { SubscriptionResolvers } from "./resolvers.generated.ts";

/** Changes of commitments. A supplier that names another one is refused. */
export const Subscription: SubscriptionResolvers = {
  supplierCommitmentChanged: {
    subscribe: (_root, { plants, suppliers, materials, purchaseOrders, after, snapshot }, context) => {
      refuseForeignSuppliers(context.caller, suppliers);
      return followChanges(context, {
        field: "supplierCommitmentChanged",
        kind: "supplier-commitment",
        plants,
        after,
        snapshot,
        present: {
          where: [...oneOf("supplier", suppliers), ...oneOf("material", materials), ...oneOf("purchaseOrder", purchaseOrders)],
          orderBy: { column: "sequence", direction: "ASC" },
        },
        fits: ({ key, body, before }) => {
          const { supplier = null, material = null } = body ?? before ?? {};
          return among(purchaseOrders, key.split("/")[0] ?? "") && among(suppliers, supplier) && among(materials, material);
        },
      });
    },
  },
};
