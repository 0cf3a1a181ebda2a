/** Confirmations of operations that came by the API, as the ERP keeps them. */
import { ODataError } from "./odata/odata-error.ts";
import type { ProductionOrder, ProductionOrders } from "./production-orders.ts";

export interface Confirmation {
  readonly group: string;
  readonly count: string;
  readonly order: ProductionOrder;
  readonly operation: string;
  readonly text: string;
  /** In thousandths. */
  readonly yielded: number;
  readonly scrap: number;
  readonly isFinal: boolean;
  readonly postedOn: number;
}

export interface Confirmations {
  readonly all: readonly Confirmation[];
  /** Books a confirmation; throws what forbids it. `done` is told how much the operation has yielded with it. */
  post(confirmation: Omit<Confirmation, "group" | "count">, done: (step: number) => void): Confirmation;
}

export function createConfirmations(orders: ProductionOrders): Confirmations {
  const all: Confirmation[] = [];
  return {
    all,
    post(given, done) {
      const { order, operation, yielded } = given;
      orders.assertUnlocked(order);
      orders.assertConfirmable(order);
      const step = order.plan.operations.findIndex(({ number }) => number === operation);
      if (step < 0)
        throw new ODataError(400, "RU/017", `Operation ${operation} does not exist in order ${order.plan.number}`, "OrderOperation");
      order.yields[step] = (order.yields[step] ?? 0) + yielded;
      const confirmation = {
        ...given,
        group: String(order.plan.index * 100 + step).padStart(10, "0"),
        count: String(all.length + 1).padStart(8, "0"),
      };
      all.push(confirmation);
      done(step);
      return confirmation;
    },
  };
}
