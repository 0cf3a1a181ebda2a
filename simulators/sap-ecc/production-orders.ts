/** The production orders of the plant and what the ERP allows to be done with them. */
import type { OrderStage, Plant, PlantOrder } from "../plant.ts";
import { BusinessError } from "./business-error.ts";
import { bareKey, customerUnit, type UnitCode, unitCode } from "./codes.ts";
import { daysBetween, type LocalMoment, type PlantClock, timeOfDay } from "./plant-clock.ts";

export interface ProductionOrder {
  readonly plan: PlantOrder;
  stage: OrderStage;
  /** Thousandths, like all quantities here. */
  quantity: number;
  delivered: number;
  priority: string;
  start: LocalMoment;
  end: LocalMoment;
  /** Good and bad pieces by operation. */
  readonly yields: number[];
  readonly scraps: number[];
  /** Issued quantity by component. */
  readonly issued: number[];
  hasUnknownStatus: boolean;
  hasUnknownUnit: boolean;
}

/** What BAPI_PRODORD_CHANGE may change. */
export interface OrderChange {
  readonly start?: LocalMoment;
  readonly end?: LocalMoment;
  readonly quantity?: number;
  readonly priority?: string;
}

export interface ProductionOrders {
  readonly all: readonly ProductionOrder[];
  /** Throws CO 017 when there is none. */
  get(key: string): ProductionOrder;
  assertReleasable(order: ProductionOrder): void;
  release(order: ProductionOrder): void;
  assertChangeable(order: ProductionOrder, change: OrderChange): void;
  change(order: ProductionOrder, change: OrderChange): void;
  /** Says that the order was changed, so that its IDoc is written. */
  touch(order: ProductionOrder): void;
}

/** Loads the plant's orders; `changed` is told of each change, `lockedBy` says who has an object open. */
export function createProductionOrders(
  plant: Plant,
  clock: PlantClock,
  parts: { readonly changed: (order: ProductionOrder) => void; readonly lockedBy: (number: string) => string | undefined },
): ProductionOrders {
  const all = Array.from(plant.orders(), (plan) => loadOrder(plan, clock));
  const byNumber = new Map(all.map((order) => [order.plan.number, order]));

  const assertOpen = (order: ProductionOrder, activity: string): void => {
    const { number } = order.plan;
    const user = parts.lockedBy(number);
    if (user) throw new BusinessError("CO", "469", `Order ${number} is already being processed by ${user}`, number, user);
    const status = { completed: "TECO", closed: "CLSD", locked: "LKD" }[order.stage as string];
    if (status) throw new BusinessError("BS", "007", `${activity} is not allowed: system status ${status} is active`, activity, status);
  };
  const orders: ProductionOrders = {
    all,
    get(key) {
      const order = byNumber.get(bareKey(key));
      if (!order) throw new BusinessError("CO", "017", `Order ${bareKey(key)} not found`, bareKey(key));
      return order;
    },
    assertReleasable(order) {
      assertOpen(order, "Release order");
      if (order.stage !== "created")
        throw new BusinessError("CO", "692", `Order ${order.plan.number} has already been released`, order.plan.number);
    },
    release(order) {
      orders.assertReleasable(order);
      order.stage = "released";
      parts.changed(order);
    },
    assertChangeable(order, change) {
      assertOpen(order, "Change order");
      const start = change.start ?? order.start;
      const end = change.end ?? order.end;
      if (`${end.date}${end.time}` < `${start.date}${start.time}`)
        throw new BusinessError("CO", "252", "Finish date is before start date", end.date, start.date);
      if (change.quantity !== undefined && (Number.isNaN(change.quantity) || change.quantity < Math.max(order.delivered, 1000)))
        throw new BusinessError("CO", "013", "Order quantity is less than the quantity already delivered", order.plan.number);
    },
    change(order, change) {
      orders.assertChangeable(order, change);
      Object.assign(order, change);
      parts.changed(order);
    },
    touch: (order) => parts.changed(order),
  };
  return orders;
}

function loadOrder(plan: PlantOrder, clock: PlantClock): ProductionOrder {
  return {
    plan,
    stage: plan.stage,
    quantity: plan.quantity * 1000,
    delivered: plan.delivered * 1000,
    priority: String(plan.priority),
    start: { date: clock.day(plan.start.day), time: timeOfDay(plan.start.minute) },
    end: { date: clock.day(plan.end.day), time: timeOfDay(plan.end.minute) },
    yields: plan.operations.map((operation) => operation.yield * 1000),
    scraps: plan.operations.map((operation) => operation.scrap * 1000),
    issued: plan.components.map((component) => component.issued * 1000),
    hasUnknownStatus: false,
    hasUnknownUnit: false,
  };
}

/** The order's unit in both codes. */
export function orderUnit(order: ProductionOrder): UnitCode {
  return order.hasUnknownUnit ? customerUnit : unitCode(order.plan.material.unit);
}

/** What a component needs for the order's present quantity, in thousandths. */
export function requiredQuantity(order: ProductionOrder, index: number): number {
  const required = order.plan.components[index]?.required ?? 0;
  return Math.round((required * order.quantity) / order.plan.quantity);
}

/** Scheduled start and end of the operation at `index`; it moves with the order's basic start. */
export function operationSchedule(order: ProductionOrder, index: number, clock: PlantClock): { start: LocalMoment; end: LocalMoment } {
  const operation = order.plan.operations[index];
  const moved = daysBetween(clock.day(order.plan.start.day), order.start.date);
  const at = (moment: { day: number; minute: number } | undefined): LocalMoment =>
    moment ? { date: clock.day(moment.day + moved), time: timeOfDay(moment.minute) } : order.start;
  return { start: at(operation?.start), end: at(operation?.end) };
}
