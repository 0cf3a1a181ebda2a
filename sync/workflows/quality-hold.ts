/**
 * A batch must not be used, or may be used again: the warehouse picks no more of it at once, the ERP moves its stock, planning
 * reckons without it. When the ERP refuses, the warehouse's block is lifted again, so that both say the same.
 */
import type { StockBalance } from "#schema/canonical/entities.generated.ts";
import { informPlanning, laneOf, post, tell } from "./planned.ts";
import { type PlannedCommand, refuse, type Workflow, type World, wholeEvent } from "./workflow.ts";

export const qualityHold: Workflow<"andon.quality.hold-placed" | "andon.quality.hold-lifted"> = {
  name: "quality-hold",
  on: ["andon.quality.hold-placed", "andon.quality.hold-lifted"],
  owners: ["qms"],
  latencyClass: "IMMEDIATE",
  slaSeconds: 10,
  newestWins: wholeEvent,
  decide({ type, data: { material, batch, reason } }, world) {
    const isHold = type === "andon.quality.hold-placed";
    const stock = stockOf(world, material, batch, isHold ? "UNRESTRICTED" : "BLOCKED");
    if (stock === null) return refuse("NOT_FOUND", "batch", `batch ${batch} of ${material} is not known in this plant`);
    if (stock.length === 0) {
      const state = isHold ? "unrestricted" : "blocked";
      return refuse("NOTHING_TO_DO", "batch", `batch ${batch} of ${material} has no ${state} stock`);
    }
    const move = (kind: "hold-stock" | "free-stock"): readonly PlannedCommand[] =>
      stock.map(({ location, quantity: { value, unit } }) =>
        post(laneOf.batch(material, batch), { kind, material, batch, location: location ?? "", quantity: value, unit }),
      );
    const block = tell("wms", "andon.pick-block.placed", `${material}/${batch}`, { material, batch, reason });
    const unblock = tell("wms", "andon.pick-block.lifted", `${material}/${batch}`, { material, batch, reason });
    const facts = { material, batch, reason };
    if (isHold) {
      return {
        steps: [
          { name: "block-picking", commands: [block], compensation: [unblock] },
          { name: "hold-stock", commands: move("hold-stock"), compensation: move("free-stock") },
          {
            name: "inform-planning",
            after: ["hold-stock"],
            onFailure: "GO_ON",
            commands: [informPlanning("HOLD", `${material}/${batch}`, facts)],
          },
        ],
      };
    }
    return {
      steps: [
        { name: "free-stock", commands: move("free-stock"), compensation: move("hold-stock") },
        { name: "unblock-picking", after: ["free-stock"], commands: [unblock] },
        {
          name: "inform-planning",
          after: ["free-stock"],
          onFailure: "GO_ON",
          commands: [informPlanning("HOLD_LIFTED", `${material}/${batch}`, facts)],
        },
      ],
    };
  },
};

/** Null for a batch of which there is no stock at all. */
function stockOf(world: World, material: string, batch: string, status: StockBalance["status"]): readonly StockBalance[] | null {
  const balances = world.availability(material)?.stock.filter((balance) => balance.batch === batch) ?? [];
  if (balances.length === 0) return null;
  return balances.filter((balance) => balance.status === status && Number(balance.quantity.value) > 0);
}
