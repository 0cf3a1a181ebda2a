/** Faults that sit in the ERP's data: codes that nobody has mapped, users in the way, changes that a delta read misses. */
import type { Fault } from "../control.ts";
import type { Erp } from "./erp.ts";
import type { ProductionOrder } from "./production-orders.ts";

interface SpoiledOrders {
  /** What each fault does at once, by its name; each throws a RangeError that names what is wrong with it. */
  readonly faults: Readonly<Record<string, (fault: Fault) => void>>;
  /** Is told which orders a read is sending. */
  ordersRead(orders: readonly ProductionOrder[]): void;
}

interface LateChange {
  readonly order: ProductionOrder;
  readonly after: ProductionOrder;
  readonly at: number;
}

/** The faults `unknown-status`, `unknown-unit`, `user-lock` and `same-second`. */
export function createSpoiledOrders(erp: Erp): SpoiledOrders {
  let late: LateChange | null = null;
  const faults: SpoiledOrders["faults"] = {
    "unknown-status": (fault) => {
      const order = orderOf(erp, fault.order);
      order.hasUnknownStatus = !fault.off;
      erp.orders.touch(order);
    },
    "unknown-unit": (fault) => {
      const order = orderOf(erp, fault.order);
      order.hasUnknownUnit = !fault.off;
      erp.orders.touch(order);
    },
    "user-lock": (fault) => {
      const locked = fault.purchaseOrder === undefined ? orderOf(erp, fault.order) : erp.purchasing.findOrder(String(fault.purchaseOrder));
      if (!locked) throw new RangeError(`purchaseOrder is "${String(fault.purchaseOrder)}"; give the number of a purchase order`);
      locked.lockedBy = fault.off ? null : "MMUSTER";
    },
    "same-second": (fault) => {
      const orders = (Array.isArray(fault.orders) ? fault.orders : []).map((number) => orderOf(erp, number));
      const [after, order] = [orders[0], orders.at(-1)];
      if (!after || !order || orders.length < 2) throw new RangeError("orders needs at least two order numbers");
      const at = Date.now();
      for (const early of orders.slice(0, -1)) changeImportance(erp, early, at);
      late = { order, after, at };
    },
  };

  return {
    faults,
    ordersRead(orders) {
      if (!late || !orders.includes(late.after)) return;
      changeImportance(erp, late.order, late.at);
      late = null;
    },
  };
}

function changeImportance(erp: Erp, order: ProductionOrder, at: number): void {
  order.importance = order.importance === "1" ? "2" : "1";
  erp.orders.touch(order, { at, quiet: true });
}

function orderOf(erp: Erp, number: unknown): ProductionOrder {
  const order = erp.orders.find(String(number));
  if (!order) throw new RangeError(`order is "${String(number)}"; give the number of a production order`);
  return order;
}
