/** Confirmations of operations: yield, the issue of components, the receipt of what is finished. */
import type { Random } from "../random.ts";
import type { MovementItem } from "./goods-movement.ts";
import type { Office } from "./office.ts";
import type { Component, Operation, Order, State } from "./state.ts";

/** Confirms a part of an operation that can go on; null when no released order has one. */
export function confirmOperation(state: State, office: Office, random: Random): string | null {
  const running = [...state.orders.values()].filter(({ stage, shortage }) => (stage === "released" || stage === "started") && !shortage);
  if (running.length === 0) return null;
  const order = random.pick(running);
  const step = order.operations.find((_, index) => openQuantity(order, index) > 0);
  if (!step) return null;
  const quantity = Math.min(openQuantity(order, order.operations.indexOf(step)), Math.ceil(order.quantity / random.between(2, 4)));
  bookYield(state, office, order, order.operations.indexOf(step), quantity);
  return `order ${order.number} operation ${step.number}: ${quantity} confirmed`;
}

/** Books what an operation has yielded: components are issued, the last operation's yield is received, the order is told. */
export function bookYield(state: State, office: Office, order: Order, index: number, quantity: number): void {
  const step = order.operations[index];
  if (!step) return;
  step.yield += quantity;
  order.stage = "started";
  issueComponents(state, office, order, step, quantity);
  if (step === order.operations.at(-1)) receive(state, office, order, quantity);
  office.tellOrder(order);
}

/** What the operation before has passed on and this one has not done yet. */
function openQuantity(order: Order, index: number): number {
  const passed = index === 0 ? order.quantity : (order.operations[index - 1]?.yield ?? 0);
  return passed - (order.operations[index]?.yield ?? 0);
}

function issueComponents(state: State, office: Office, order: Order, step: Operation, quantity: number): void {
  const items = order.components
    .filter(({ operation }) => operation === step.number)
    .flatMap((component) => issueItems(state, order, component, (component.required / order.quantity) * quantity));
  if (items.length > 0) office.post({ code: "03", reference: "", headerText: `Order ${order.number}`, items });
}

/** Takes from batch after batch, as far as there is stock. */
function issueItems(state: State, order: Order, component: Component, wanted: number): MovementItem[] {
  const items: MovementItem[] = [];
  let open = Math.min(wanted, component.required - component.issued);
  for (const row of state.stock.values()) {
    if (open <= 0) break;
    if (row.material.number !== component.material.number || row.location !== component.location) continue;
    const quantity = Math.min(open, row.quantities.unrestricted);
    if (quantity <= 0) continue;
    open -= quantity;
    component.issued += quantity;
    items.push({
      material: row.material,
      location: row.location,
      batch: row.batch,
      movementType: "261",
      quantity,
      order: order.number,
      toLocation: "",
    });
  }
  return items;
}

/** Goods receipt into inspection; the first one of an order opens its lot. */
function receive(state: State, office: Office, order: Order, quantity: number): void {
  order.delivered += quantity;
  if (order.delivered >= order.quantity) order.stage = "delivered";
  const item = {
    material: order.material,
    location: "0003",
    batch: order.batch,
    movementType: "101",
    quantity,
    order: order.number,
    toLocation: "",
  };
  office.post({ code: "02", reference: "", headerText: `Order ${order.number}`, items: [item] });
  if ([...state.lots.values()].some((lot) => lot.order === order.number)) return;
  const number = `04${order.number.slice(-10)}`;
  const createdOn = state.calendar.now().date;
  const lot = {
    number,
    material: order.material,
    batch: order.batch,
    order: order.number,
    quantity: order.quantity,
    createdOn,
    decidedOn: "",
  };
  state.lots.set(number, { ...lot, code: "" });
}
