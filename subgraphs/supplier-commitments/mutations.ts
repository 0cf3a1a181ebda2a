import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { notFound, submitRequest } from "../requests.ts";
import type { MutationResolvers } from "./resolvers.generated.ts";

/** Root fields by which a supplier is committed. What the rules refuse is told in `userErrors`. */
export const Mutation: MutationResolvers = {
  confirmSupplierCommitment: async (_root, { input }, context) => {
    const { plant, date, quantity } = input;
    const [purchaseOrder, item, scheduleLine] = [input.purchaseOrder, input.item, input.scheduleLine].map(withoutPadding) as [
      string,
      string,
      string,
    ];
    const key = keyOf.supplierCommitment(purchaseOrder, item, scheduleLine);
    // Of a plant or a supplier that is not the caller's there is none to see.
    const line = context.loaders.entity("supplier-commitment", { plant, key });
    if (!line)
      return { ...notFound("purchaseOrder", `there is no line ${key} in plant ${plant} that you may see`), supplierCommitment: null };
    const data = { supplier: context.caller.supplier ?? line.supplier, purchaseOrder, item, scheduleLine, date, quantity };
    const outcome = submitRequest(input, { type: "andon.supplier-commitment.proposed", key, data }, context);
    return { ...outcome, supplierCommitment: line };
  },
};
