/** What the shop floor and the warehouse have done: the ERP books the confirmation, planning hears of it in batches. */

import type { EventData } from "#schema/canonical/event.ts";
import { isFinished } from "../views/facts/order.ts";
import { informPlanning, laneOf, post } from "./planned.ts";
import { type Decision, refuse, type Workflow, type World } from "./workflow.ts";

const told = { latencyClass: "MICRO_BATCH" } as const;

export const executionFeedback: Workflow<"andon.operation.confirmed" | "andon.goods.moved"> = {
  name: "execution-feedback",
  on: ["andon.operation.confirmed", "andon.goods.moved"],
  latencyClass: "NEAR_REAL_TIME",
  slaSeconds: 120,
  decide: (event, world) => (event.type === "andon.operation.confirmed" ? confirm(event.data, world) : takeMovement(event.data, world)),
};

function confirm(
  { order: number, operation, yield: made, scrap, isFinal, finishedAt }: EventData["andon.operation.confirmed"],
  world: World,
): Decision {
  const order = world.order(number);
  if (!order) return refuse("NOT_FOUND", "order", `order ${number} is not known in this plant`);
  if (isFinished(order) || order.state === "CREATED" || order.state === "PLANNED")
    return refuse("WRONG_STATE", "order", `order ${number} is ${order.state}; operations of released orders are confirmed`);
  if (!order.operations.some((each) => each.number === operation)) {
    return refuse(
      "NOT_FOUND",
      "operation",
      `order ${number} has no operation ${operation}; it has ${order.operations.map((each) => each.number).join(", ")}`,
    );
  }
  if (made.unit !== order.planned.unit)
    return refuse("UNIT_MISMATCH", "yield.unit", `the order is in ${order.planned.unit}; give the quantities in ${order.planned.unit}`);
  const facts = { order: number, operation, yield: made, scrap: scrap ?? null, isFinal, finishedAt };
  return {
    steps: [
      {
        name: "confirm-operation",
        commands: [
          post(laneOf.order(number), {
            kind: "confirm-operation",
            order: number,
            operation,
            yield: made.value,
            scrap: scrap?.value ?? "0",
            unit: made.unit,
            isFinal,
          }),
        ],
      },
      {
        name: "inform-planning",
        after: ["confirm-operation"],
        onFailure: "GO_ON",
        commands: [informPlanning("EXECUTION", number, facts, told)],
      },
    ],
  };
}

/** The ERP hears of movements from the warehouse itself; planning does here, and what was missing is there. */
function takeMovement(facts: EventData["andon.goods.moved"], world: World): Decision {
  const { order: number, movement, material } = facts;
  if (!world.order(number)) return refuse("NOT_FOUND", "order", `order ${number} is not known in this plant`);
  return {
    steps: [{ name: "inform-planning", onFailure: "GO_ON", commands: [informPlanning("EXECUTION", number, { ...facts }, told)] }],
    settles: movement === "ISSUED" ? [{ kind: "MATERIAL_SHORTAGE", key: number, resolution: `${material} was issued to the order` }] : [],
  };
}
