import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import type { SubgraphContext } from "../context.ts";
import { type Outcome, submitRequest } from "../requests.ts";
import { findBatch } from "./batch.ts";
import type { MutationResolvers, PlaceQualityHoldInput, ResolversTypes } from "./resolvers.generated.ts";

/** Root fields by which quality decides. What the rules refuse is told in `userErrors`. */
export const Mutation: MutationResolvers = {
  placeQualityHold: (_root, { input }, context) => submitHold("andon.quality.hold-placed", input, context),
  liftQualityHold: (_root, { input }, context) => submitHold("andon.quality.hold-lifted", input, context),
  recordUsageDecision: async (_root, { input }, context) => {
    const { plant, inspectionLot: lot, decision, reason } = input;
    const data = { inspectionLot: lot, decision, reason: reason ?? null };
    const outcome = submitRequest(input, { type: "andon.quality.usage-decided", key: lot, data }, context);
    const key = { plant, key: keyOf.inspectionLot(withoutPadding(lot)) };
    return { ...outcome, inspectionLot: context.loaders.entity("inspection-lot", key) };
  },
};

async function submitHold(
  type: "andon.quality.hold-placed" | "andon.quality.hold-lifted",
  input: PlaceQualityHoldInput,
  context: SubgraphContext,
): Promise<Outcome & { readonly batch: Awaited<ResolversTypes["Batch"]> | null }> {
  const { plant, material, batch, reason } = input;
  const key = keyOf.batch(withoutPadding(material), batch);
  const outcome = submitRequest(input, { type, key, data: { material, batch, reason } }, context);
  return { ...outcome, batch: findBatch({ plant, key }, context.loaders) };
}
