/** Work on an order may start: the ERP releases it, unless material is missing or engineering wants to look first. */
import { laneOf, post, tell } from "./planned.ts";
import { holdingRevision } from "./revision-review.ts";
import { refuse, type Workflow } from "./workflow.ts";

export const orderRelease: Workflow<"andon.order.release-requested"> = {
  name: "order-release",
  on: ["andon.order.release-requested"],
  owners: ["mes", "aps"],
  latencyClass: "IMMEDIATE",
  slaSeconds: 60,
  decide({ data: { order: number } }, world) {
    const order = world.order(number);
    if (!order) return refuse("NOT_FOUND", "order", `order ${number} is not known in this plant`);
    if (order.state !== "CREATED" && order.state !== "PARTIALLY_RELEASED")
      return refuse("WRONG_STATE", "order", `order ${number} is ${order.state}; only a created order can be released`);
    const missing = world.missingFor(number);
    if (missing.length > 0) {
      const what = missing.map(({ value, unit, material }) => `${value} ${unit} of ${material}`).join(", ");
      return refuse("HELD_FOR_SHORTAGE", "order", `${what} are missing for order ${number}; resolve the shortage first`);
    }
    if (world.isConcerned("ENGINEERING_REVIEW", number))
      return refuse("HELD_FOR_REVIEW", "order", `order ${number} waits for a review by engineering; have it resolved first`);
    const held = holdingRevision(order, world);
    if (held) {
      const message = `order ${number} makes ${held.material}, of which revision ${held.revision} holds from ${held.effectiveFrom} and waits for a review by engineering; have it resolved first`;
      return refuse("HELD_FOR_REVIEW", "order", message);
    }
    return {
      steps: [
        { name: "release", commands: [post(laneOf.order(number), { kind: "release-order", order: number })] },
        {
          name: "inform-shop-floor",
          after: ["release"],
          onFailure: "GO_ON",
          commands: [tell("mes", "andon.order.released", number, { order: number, reason: null })],
        },
      ],
    };
  },
};
