/** A new revision of a material: its orders that are not yet released wait until engineering has looked at them. */
import { informPlanning } from "./planned.ts";
import type { Workflow } from "./workflow.ts";

export const engineeringChange: Workflow<"andon.engineering.revision-released"> = {
  name: "engineering-change",
  on: ["andon.engineering.revision-released"],
  latencyClass: "NEAR_REAL_TIME",
  slaSeconds: 300,
  latestWins: true,
  decide({ data }, world) {
    const { material, revision, effectiveFrom } = data;
    const orders = world
      .unreleasedOrdersOf(material)
      .filter(({ basicStart }) => basicStart === null || basicStart.slice(0, 10) >= effectiveFrom);
    return {
      steps: [
        {
          name: "inform-planning",
          onFailure: "GO_ON",
          commands: [informPlanning("REVISION", material, { ...data, orders: orders.map(({ number }) => number) })],
        },
      ],
      concerns: orders.map(({ number }) => ({
        kind: "ENGINEERING_REVIEW",
        key: number,
        text: `order ${number} makes ${material}, of which revision ${revision} holds from ${effectiveFrom}; look at it before it is released`,
      })),
    };
  },
};
