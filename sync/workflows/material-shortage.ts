/** Material for an order is missing: planning and the shop floor hear of it, and the order is not released until it is there. */
import { informPlanning, laneOf, tell } from "./planned.ts";
import { refuse, type Workflow } from "./workflow.ts";

export const materialShortage: Workflow<"andon.material.shortage-reported"> = {
  name: "material-shortage",
  on: ["andon.material.shortage-reported"],
  owners: ["wms", "mes"],
  latencyClass: "IMMEDIATE",
  slaSeconds: 60,
  decide({ data: { order: number, material, missing, neededAt = null } }, world) {
    const order = world.order(number);
    if (!order) return refuse("NOT_FOUND", "order", `order ${number} is not known in this plant`);
    if (!order.components.some((component) => component.material === material))
      return refuse("NOT_FOUND", "material", `order ${number} has no component ${material}`);
    const amount = `${missing.value} ${missing.unit}`;
    const reason = `${amount} of ${material} are missing`;
    return {
      steps: [
        {
          name: "inform-planning",
          commands: [informPlanning("SHORTAGE", number, { order: number, material, missing, neededAt })],
        },
        {
          name: "inform-shop-floor",
          onFailure: "GO_ON",
          commands: [tell("mes", "andon.order.held", number, { order: number, reason })],
        },
      ],
      concerns: [
        {
          kind: "MATERIAL_SHORTAGE",
          key: `${number}/${material}`,
          text: `${reason} for order ${number}${neededAt ? `, needed at ${neededAt}` : ""}`,
          missing: { order: number, material, ...missing },
        },
      ],
      withdraws: [{ lane: laneOf.order(number), kind: "release-order", reason }],
    };
  },
};
