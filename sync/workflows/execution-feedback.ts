/** What the shop floor and the warehouse have done: the ERP books the confirmation, planning hears of it in batches. */
import { Big } from "big.js";
import type { EventData } from "#schema/canonical/event.ts";
import { isFinished } from "../views/facts/order.ts";
import { informPlanning, laneOf, post } from "./planned.ts";
import { type Decision, type Plan, refuse, type Workflow, type World } from "./workflow.ts";

const told = { latencyClass: "MICRO_BATCH" } as const;

export const executionFeedback: Workflow<"andon.operation.confirmed" | "andon.goods.moved"> = {
  name: "execution-feedback",
  on: ["andon.operation.confirmed", "andon.goods.moved"],
  owners: ["mes", "wms"],
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

/** The ERP hears of movements from the warehouse itself; planning does here, and what was missing is there, or a part of it. */
function takeMovement(facts: EventData["andon.goods.moved"], world: World): Decision {
  const { order: number } = facts;
  if (!world.order(number)) return refuse("NOT_FOUND", "order", `order ${number} is not known in this plant`);
  return {
    steps: [{ name: "inform-planning", onFailure: "GO_ON", commands: [informPlanning("EXECUTION", number, { ...facts }, told)] }],
    ...shortageAfter(facts, world),
  };
}

/** What becomes of a shortage when some of the material is issued; nothing when other material is, or a unit that cannot be compared. */
function shortageAfter(
  { order, movement, material, quantity }: EventData["andon.goods.moved"],
  world: World,
): Pick<Plan, "concerns" | "settles"> {
  const missing = world.missingFor(order).find((each) => each.material === material && each.unit === quantity.unit);
  if (movement !== "ISSUED" || !missing) return {};
  const key = `${order}/${material}`;
  const left = Big(missing.value).minus(quantity.value);
  if (left.lte(0)) return { settles: [{ kind: "MATERIAL_SHORTAGE", key, resolution: `${material} was issued to the order` }] };
  const value = left.toFixed();
  const text = `${value} ${quantity.unit} of ${material} are still missing for order ${order}`;
  return { concerns: [{ kind: "MATERIAL_SHORTAGE", key, text, missing: { ...missing, value } }] };
}
