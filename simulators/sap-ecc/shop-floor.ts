/** Confirmations from the shop floor: yield, goods issues, and at the end the receipt of the batch into inspection. */
import type { Random } from "../random.ts";
import type { Erp } from "./erp.ts";
import { finishedGoods } from "./inspection-lots.ts";
import { type ProductionOrder, requiredQuantity } from "./production-orders.ts";

/** Confirms all or half of what the next operation can make. Says what happened, or null when nothing is open. */
export function confirmNextOperation(erp: Erp, order: ProductionOrder, random: Random): string | null {
  const reaching = (index: number): number => (index === 0 ? order.quantity : (order.yields[index - 1] ?? 0));
  const step = order.yields.findIndex((yielded, index) => yielded < reaching(index));
  const operation = order.plan.operations[step];
  if (!operation) return null;
  const before = order.yields[step] ?? 0;
  const open = reaching(step) - before;
  const made = random.chance(0.5) ? open : Math.max(Math.floor(open / 2000) * 1000, Math.min(open, 1000));
  order.yields[step] = before + made;
  order.stage = "started";
  issueComponents(erp, order, operation.number, before + made);
  const finished = (order.yields.at(-1) ?? 0) >= order.quantity;
  if (finished) deliver(erp, order);
  erp.orders.touch(order);
  return `order ${order.plan.number} operation ${operation.number} confirmed ${made / 1000}${finished ? ", delivered" : ""}`;
}

/** Backflushing: what stock does not cover is still booked on the order, as a reprocessing record would. */
function issueComponents(erp: Erp, order: ProductionOrder, operation: string, yielded: number): void {
  for (const [index, component] of order.plan.components.entries()) {
    if (component.operation !== operation) continue;
    const before = order.issued[index] ?? 0;
    const after = Math.max(before, Math.round((requiredQuantity(order, index) * yielded) / order.quantity));
    order.issued[index] = after;
    const { material, location } = component;
    const batch = `R${material.number}${location.slice(-1)}`;
    const quantity = Math.min(after - before, erp.stock.row(material, location, batch)?.unrestricted ?? 0);
    if (quantity > 0) erp.stock.post({ code: "03" }, [{ type: "261", material, location, batch, quantity, order: order.plan.number }]);
  }
}

function deliver(erp: Erp, order: ProductionOrder): void {
  const { material, batch, number } = order.plan;
  const quantity = order.quantity - order.delivered;
  order.stage = "delivered";
  order.delivered = order.quantity;
  if (quantity <= 0) return;
  erp.stock.post({ code: "02" }, [{ type: "101", material, location: finishedGoods, batch, quantity, order: number }]);
  erp.lots.create({ material, batch, order: number, quantity });
}
