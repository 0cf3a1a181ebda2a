/** Production orders as the ERP keeps them, and the rules by which they change. */
import type { OrderStage, Plant, PlantComponent, PlantOperation, PlantOrder } from "../plant.ts";
import type { Announce } from "./announcements.ts";
import { type Calendar, dayMs, type LocalTime, shortStamp } from "./calendar.ts";
import { ODataError } from "./odata/odata-error.ts";
import { activeStatuses } from "./order-status.ts";

export interface ProductionOrder {
  readonly plan: PlantOrder;
  stage: OrderStage;
  /** Quantities in thousandths. */
  quantity: number;
  delivered: number;
  /** Order importance, one character; the API has no other priority. */
  importance: string;
  start: LocalTime;
  end: LocalTime;
  /** Milliseconds by which rescheduling moved the operations. */
  shift: number;
  /** Confirmed yield of each operation and issued quantity of each component, in thousandths. */
  readonly yields: number[];
  readonly issued: number[];
  released: number | null;
  /** Short time stamp; seconds are all that the ERP keeps. In UTC, the zone of the cloud system (unverified). */
  changedAt: string;
  /** User who has the order open in a dialog. */
  lockedBy: string | null;
  hasUnknownStatus: boolean;
  hasUnknownUnit: boolean;
}

export interface ProductionOrders {
  readonly all: readonly ProductionOrder[];
  find(number: string): ProductionOrder | undefined;
  operationStart(order: ProductionOrder, operation: PlantOperation): LocalTime;
  operationEnd(order: ProductionOrder, operation: PlantOperation): LocalTime;
  componentDay(order: ProductionOrder, component: PlantComponent): number;
  /** Throws when a user has the order open. */
  assertUnlocked(order: ProductionOrder): void;
  /** Throws when the order's status does not allow that work is confirmed. */
  assertConfirmable(order: ProductionOrder): void;
  release(order: ProductionOrder): void;
  completeTechnically(order: ProductionOrder): void;
  reschedule(order: ProductionOrder, change: OrderChange): void;
  /** Notes a change that was made to the order: new time stamp, announcement unless `quiet`. */
  touch(order: ProductionOrder, options?: { at?: number; quiet?: boolean }): void;
}

interface OrderChange {
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly importance: string;
  readonly quantity: number;
}

/** Loads the plant's orders; `start` is the simulator's start instant, before which all of them last changed. */
export function createProductionOrders(plant: Plant, calendar: Calendar, start: number, announce: Announce): ProductionOrders {
  const all = Array.from(plant.orders(), (plan) => loadOrder(plan, calendar, start));
  const byNumber = new Map(all.map((order) => [order.plan.number, order]));
  const moved = (order: ProductionOrder, moment: { day: number; minute: number }): LocalTime => ({
    date: calendar.day(moment.day) + order.shift,
    seconds: moment.minute * 60,
  });

  const orders: ProductionOrders = {
    all,
    find: (number) => byNumber.get(number),
    operationStart: (order, operation) => moved(order, operation.start),
    operationEnd: (order, operation) => moved(order, operation.end),
    componentDay: (order, component) => {
      const operation = order.plan.operations.find(({ number }) => number === component.operation);
      return operation ? moved(order, operation.start).date : order.start.date;
    },
    assertUnlocked(order) {
      if (order.lockedBy) throw new ODataError(400, "CO/469", `Order ${order.plan.number} is already being processed by ${order.lockedBy}`);
    },
    assertConfirmable(order) {
      if (order.stage !== "released" && order.stage !== "started" && order.stage !== "delivered") throw statusForbids(order);
    },
    release(order) {
      orders.assertUnlocked(order);
      if (order.stage !== "created") throw statusForbids(order);
      order.stage = "released";
      order.released = calendar.local(Date.now()).date;
      orders.touch(order);
    },
    completeTechnically(order) {
      orders.assertUnlocked(order);
      if (order.stage === "completed" || order.stage === "closed" || order.stage === "locked") throw statusForbids(order);
      order.stage = "completed";
      orders.touch(order);
    },
    reschedule(order, change) {
      orders.assertUnlocked(order);
      if (order.stage === "completed" || order.stage === "closed" || order.stage === "locked") throw statusForbids(order);
      if (change.end.date + change.end.seconds * 1000 < change.start.date + change.start.seconds * 1000) {
        throw new ODataError(400, "C2/010", "The finish date lies before the start date", "MfgOrderPlannedEndDate");
      }
      if (change.quantity < order.delivered) {
        throw new ODataError(400, "CO/013", "The total quantity is less than the quantity already delivered", "TotalQuantity");
      }
      order.shift += Math.round((change.start.date - order.start.date) / dayMs) * dayMs;
      Object.assign(order, change);
      orders.touch(order);
    },
    touch(order, { at = Date.now(), quiet = false } = {}) {
      order.changedAt = shortStamp(at);
      if (!quiet) announce({ object: "ProductionOrder", verb: "Changed", key: { ProductionOrder: order.plan.number } });
    },
  };
  return orders;
}

/** Status management's refusal: the active system status does not allow the business transaction. */
function statusForbids(order: ProductionOrder): ODataError {
  const active = activeStatuses(order)[0]?.text ?? "";
  return new ODataError(400, "BS/007", `System status ${active} is active (ORD ${order.plan.number})`);
}

function loadOrder(plan: PlantOrder, calendar: Calendar, start: number): ProductionOrder {
  const at = ({ day, minute }: { day: number; minute: number }): LocalTime => ({ date: calendar.day(day), seconds: minute * 60 });
  const begun = plan.stage !== "created" && plan.stage !== "locked";
  return {
    plan,
    stage: plan.stage,
    quantity: plan.quantity * 1000,
    delivered: plan.delivered * 1000,
    importance: String(plan.priority),
    start: at(plan.start),
    end: at(plan.end),
    shift: 0,
    yields: plan.operations.map((operation) => operation.yield * 1000),
    issued: plan.components.map((component) => Math.round(component.issued * 1000)),
    released: begun ? calendar.day(Math.min(plan.start.day, 0) - 1) : null,
    // Spread over the five days before the start, so that a change date separates them.
    changedAt: shortStamp(start - ((plan.index * 7_919) % 432_000) * 1000 - 60_000),
    lockedBy: null,
    hasUnknownStatus: false,
    hasUnknownUnit: false,
  };
}
