/**
 * Planning resequences: the ERP gets the new dates and priorities at once; then the warehouse's staging and the customers'
 * promised dates move. Components that will be missing at the new start are a concern of procurement.
 */
import type { Stored } from "#schema/canonical/change.ts";
import type { EventData } from "#schema/canonical/event.ts";
import { isFinished } from "../views/facts/order.ts";
import { checkComponents } from "./components-at-risk.ts";
import { informPlanning, laneOf, post, tell } from "./planned.ts";
import { dayOf } from "./plant-day.ts";
import { type Plan, type PlannedCommand, type Refusal, refuse, type Workflow, type World } from "./workflow.ts";

type Move = EventData["andon.schedule.changed"]["orders"][number];
type Order = Stored<"production-order">;

interface Moved {
  readonly move: Move;
  readonly order: Order;
}

export const scheduleChange: Workflow<"andon.schedule.changed"> = {
  name: "schedule-change",
  on: ["andon.schedule.changed"],
  owners: ["aps"],
  latencyClass: "IMMEDIATE",
  slaSeconds: 60,
  newestWins: {
    thingsOf: ({ data }) => data.orders.map(({ order }) => order),
    without: ({ data, ...event }, outdated) => ({
      ...event,
      data: { ...data, orders: data.orders.filter(({ order }) => !outdated.has(order)) },
    }),
  },
  decide({ data: { orders, reason } }, world) {
    const moved: Moved[] = [];
    for (const [index, move] of orders.entries()) {
      const order = world.order(move.order);
      const refusal = refusalOf(move, order, index);
      if (refusal) return refusal;
      if (order && alters(move, order)) moved.push({ move, order });
    }
    if (moved.length === 0) return refuse("NOTHING_TO_DO", "orders", "the orders are planned like this already");
    const later = moved.filter(({ move, order }) => differs(move.basicEnd, order.basicEnd));
    return {
      steps: [
        { name: "reschedule", commands: moved.map(({ move }) => reschedule(move)) },
        {
          name: "move-staging",
          after: ["reschedule"],
          onFailure: "GO_ON",
          commands: moved.map(({ move, order }) => moveStaging(move, order)),
        },
        {
          name: "promise",
          after: ["reschedule"],
          onFailure: "GO_ON",
          commands: later.map(({ move, order }) => promise(move, order, reason, world.timeZone)),
        },
        {
          name: "inform-planning",
          after: ["reschedule"],
          onFailure: "GO_ON",
          commands: moved.map(({ move }) => informPlanning("ORDER_MOVED", move.order, { order: move.order, reason })),
        },
      ],
      ...checkMoved(moved, world),
    };
  },
};

function refusalOf(move: Move, order: Order | null, index: number): Refusal | null {
  const field = `orders[${index}]`;
  if (!order) return refuse("NOT_FOUND", `${field}.order`, `order ${move.order} is not known in this plant`);
  if (isFinished(order))
    return refuse("WRONG_STATE", `${field}.order`, `order ${move.order} is ${order.state}; it cannot be moved any more`);
  const [start, end] = [move.basicStart ?? order.basicStart, move.basicEnd ?? order.basicEnd];
  if (start && end && Date.parse(end) <= Date.parse(start))
    return refuse("WRONG_STATE", `${field}.basicEnd`, `order ${move.order} would end at ${end}, before it starts at ${start}`);
  return null;
}

function alters(move: Move, order: Order): boolean {
  return (
    differs(move.basicStart, order.basicStart) ||
    differs(move.basicEnd, order.basicEnd) ||
    (typeof move.priority === "number" && move.priority !== order.priority)
  );
}

function differs(wanted: string | null | undefined, present: string | null): boolean {
  return typeof wanted === "string" && (present === null || Date.parse(wanted) !== Date.parse(present));
}

function reschedule({ order, basicStart = null, basicEnd = null, priority = null }: Move): PlannedCommand {
  return post(laneOf.order(order), { kind: "reschedule-order", order, basicStart, basicEnd, priority });
}

function moveStaging(move: Move, { number, basicStart, basicEnd, priority }: Order): PlannedCommand {
  const window = { windowStart: move.basicStart ?? basicStart, windowEnd: move.basicEnd ?? basicEnd };
  return tell("wms", "andon.staging.moved", number, { order: number, ...window, priority: move.priority ?? priority });
}

function promise(move: Move, { number, material }: Order, reason: string, timeZone: string): PlannedCommand {
  const promisedDate = dayOf(move.basicEnd ?? "", timeZone);
  return tell("crm", "andon.promise-date.changed", number, { order: number, material, promisedDate, reason });
}

/** Looks for the components of each moved order on its new first day; a concern ends when its component is covered again. */
function checkMoved(moved: readonly Moved[], world: World): Pick<Plan, "concerns" | "settles"> {
  const checked = moved.flatMap(({ move, order }) => {
    const start = move.basicStart ?? order.basicStart;
    if (start === null) return [];
    const day = dayOf(start, world.timeZone);
    return checkComponents(order, day, world).map((component) => ({
      ...component,
      key: `${order.number}/${component.material}`,
      order,
      day,
    }));
  });
  const kind = "COMPONENT_AT_RISK";
  return {
    concerns: checked.flatMap(({ shortage, key, order, day }) =>
      shortage === null ? [] : [{ kind, key, text: `order ${order.number} starts on ${day}: ${shortage}` }],
    ),
    settles: checked
      .filter(({ shortage, key }) => shortage === null && world.isConcerned(kind, key))
      .map(({ key, day }) => ({ kind, key, resolution: `the order starts on ${day}, and there is enough by then` })),
  };
}
