import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import type { SubgraphContext } from "../context.ts";
import { type Outcome, submitRequest } from "../requests.ts";
import type { MutationResolvers, ResolversTypes } from "./resolvers.generated.ts";

/** Root fields by which something is done with an order. What the rules refuse is told in `userErrors`. */
export const Mutation: MutationResolvers = {
  rescheduleProductionOrder: (_root, { input }, context) => {
    const { order, reason, basicStart = null, basicEnd = null, priority = null } = input;
    const data = { reason: reason ?? "RESEQUENCED", orders: [{ order, basicStart, basicEnd, priority }] } as const;
    return withOrder(submitRequest(input, { type: "andon.schedule.changed", key: order, data }, context), input, context);
  },
  releaseProductionOrder: (_root, { input }, context) => {
    const { order } = input;
    return withOrder(submitRequest(input, { type: "andon.order.release-requested", key: order, data: { order } }, context), input, context);
  },
  confirmOperation: (_root, { input }, context) => {
    const { order, operation, yield: made, scrap, final: isFinal, finishedAt } = input;
    const data = { order, operation, yield: made, scrap: scrap ?? null, isFinal, finishedAt };
    return withOrder(submitRequest(input, { type: "andon.operation.confirmed", key: order, data }, context), input, context);
  },
};

/** The payload: what came of it, and the order as it is known now. */
async function withOrder(
  outcome: Outcome,
  { plant, order }: { readonly plant: string; readonly order: string },
  { loaders }: SubgraphContext,
): Promise<Outcome & { readonly productionOrder: Awaited<ResolversTypes["ProductionOrder"]> | null }> {
  const key = { plant, key: keyOf.productionOrder(withoutPadding(order)) };
  return { ...outcome, productionOrder: loaders.entity("production-order", key) };
}
