/** What can be told of a production order beyond what its ERP says; one definition for the views' columns and the graph's fields. */
import type { ProductionOrder, ProductionOrderState } from "#schema/canonical/entities.generated.ts";

/** States in which nothing more is to be done, so that an order can no longer be late. */
const finished: ReadonlySet<ProductionOrderState> = new Set(["COMPLETED", "TECHNICALLY_COMPLETED", "CLOSED", "CANCELLED", "DELETED"]);

export function isFinished(order: Pick<ProductionOrder, "state">): boolean {
  return finished.has(order.state);
}

/** The moment (Unix ms) after which the order is late, its scheduled end; null when it is finished or has none. */
export function orderLateAfter(order: Pick<ProductionOrder, "state" | "scheduledEnd">): number | null {
  return isFinished(order) || order.scheduledEnd === null ? null : Date.parse(order.scheduledEnd);
}

/** On hold, or short of components. */
export function isBlocked(order: Pick<ProductionOrder, "state" | "readiness">): boolean {
  return order.state === "ON_HOLD" || (order.readiness === "SHORTAGE" && !isFinished(order));
}
