/** Confirmations from the shop floor: yield, goods issues, and at the end the receipt of the batch into inspection. */
import type { Random } from "../random.ts";
import type { Erp } from "./erp.ts";
import type { ProductionOrder } from "./production-orders.ts";

/** Confirms all or half of what the next operation can make. Returns what happened. */
export function confirmNextOperation(erp: Erp, order: ProductionOrder, random: Random): string | null {
  const step = order.yields.findIndex((yielded, index) => yielded < reaching(order, index));
  const operation = order.plan.operations[step];
  if (!operation) return null;
  const open = reaching(order, step) - (order.yields[step] ?? 0);
  const made = random.chance(0.5) ? open : Math.max(Math.floor(open / 2000) * 1000, Math.min(open, 1000));
  order.yields[step] = (order.yields[step] ?? 0) + made;
  const finished = bookConfirmation(erp, order, step);
  return `order ${order.plan.number} operation ${operation.number} confirmed ${made / 1000}${finished ? ", delivered" : ""}`;
}

/** Books what follows from more yield of an operation: components are issued, and what is finished is delivered; true when all is. */
export function bookConfirmation(erp: Erp, order: ProductionOrder, step: number): boolean {
  const finished = (order.yields.at(-1) ?? 0) >= order.quantity;
  order.stage = "started";
  issueComponents(erp, order, order.plan.operations[step]?.number ?? "", order.yields[step] ?? 0);
  if (finished) deliver(erp, order);
  erp.orders.touch(order);
  return finished;
}

/** An operation can yield what the one before it did. */
function reaching(order: ProductionOrder, step: number): number {
  return step === 0 ? order.quantity : (order.yields[step - 1] ?? 0);
}

/** Backflushing: what stock does not cover is still booked on the order, as a reprocessing record would. */
function issueComponents(erp: Erp, order: ProductionOrder, operation: string, yielded: number): void {
  for (const [index, component] of order.plan.components.entries()) {
    if (component.operation !== operation) continue;
    const before = order.issued[index] ?? 0;
    const after = Math.max(before, Math.round((component.required * yielded) / order.plan.quantity));
    order.issued[index] = after;
    const { material, location } = component;
    const batch = `R${material.number}${location.slice(-1)}`;
    const quantity = Math.min(after - before, erp.stock.quantity({ material, location, batch, type: "01" }));
    if (quantity > 0)
      erp.stock.post({ movementCode: "03" }, [{ type: "261", material, location, batch, quantity, order: order.plan.number }]);
  }
}

function deliver(erp: Erp, order: ProductionOrder): void {
  const { material, batch, number } = order.plan;
  const quantity = order.quantity - order.delivered;
  order.stage = "delivered";
  order.delivered = order.quantity;
  if (quantity <= 0) return;
  erp.stock.post({ movementCode: "02" }, [{ type: "101", material, location: "0003", batch, quantity, order: number }]);
  erp.lots.create({ material, batch, order: number, quantity });
}
