/**
 * A new revision of a material: its orders that are not yet released wait until engineering has looked at them, and so does the
 * revision itself, for the orders that are still to come.
 */
import { informPlanning, laneOf } from "./planned.ts";
import { isMadeFrom, revisionKey } from "./revision-review.ts";
import { type Concern, type Plan, type Workflow, wholeEvent } from "./workflow.ts";

export const engineeringChange: Workflow<"andon.engineering.revision-released"> = {
  name: "engineering-change",
  on: ["andon.engineering.revision-released"],
  owners: ["plm"],
  latencyClass: "NEAR_REAL_TIME",
  slaSeconds: 300,
  newestWins: wholeEvent,
  decide({ data }, world): Plan {
    const { material, revision, effectiveFrom } = data;
    const told = world.openRevisions(material).filter((each) => each.revision === revision);
    // Told once more, it asks for no order again that engineering has looked at.
    const same = told.find((each) => each.effectiveFrom === effectiveFrom);
    const orders = world
      .unreleasedOrdersOf(material)
      .filter((order) => isMadeFrom(effectiveFrom, order, world) && !(same && world.isReviewed(order.number, same.since)));
    const holds = `of which revision ${revision} holds from ${effectiveFrom}`;
    return {
      steps: [
        {
          name: "inform-planning",
          onFailure: "GO_ON",
          commands: [informPlanning("REVISION", material, { ...data, orders: orders.map(({ number }) => number) })],
        },
      ],
      concerns: [
        ...orders.map(({ number }): Concern => {
          const text = `order ${number} makes ${material}, ${holds}; look at it before it is released`;
          return { kind: "ENGINEERING_REVIEW", key: number, text };
        }),
        ...(same
          ? []
          : [
              {
                kind: "ENGINEERING_REVIEW" as const,
                key: revisionKey(data),
                text: `orders of ${material}, ${holds}, are not released when they are new and start from then on; say when all is prepared`,
              },
            ]),
      ],
      withdraws: orders.map(({ number }) => ({
        lane: laneOf.order(number),
        kind: "release-order",
        reason: `order ${number} makes ${material}, ${holds}, and waits for a review by engineering`,
      })),
      // It holds from another day than was told before.
      settles: told
        .filter((each) => each !== same)
        .map((each) => ({
          kind: "ENGINEERING_REVIEW",
          key: revisionKey(each),
          resolution: `revision ${revision} holds from ${effectiveFrom}`,
        })),
    };
  },
};
