/** What can be told of a production order beyond what its ERP says; one definition for the views' columns and the graph's fields. */
import type { ProductionOrder, ProductionOrderState } from "#schema/canonical/entities.generated.ts";

/** States in which nothing more is to be done, so that an order can no longer be late. */
const finished: ReadonlySet<ProductionOrderState> = new Set(["COMPLETED", "TECHNICALLY_COMPLETED", "CLOSED", "CANCELLED", "DELETED"]);

export function isFinished(order: Pick<ProductionOrder, "state">): boolean {
  return finished.has(order.state);
}

/** The scheduled end has passed and the order is not finished. */
export function isLate(order: Pick<ProductionOrder, "state" | "scheduledEnd">, now: Date): boolean {
  return !isFinished(order) && order.scheduledEnd !== null && Date.parse(order.scheduledEnd) < now.getTime();
}

/** On hold, or short of components. */
export function isBlocked(order: Pick<ProductionOrder, "state" | "readiness">): boolean {
  return order.state === "ON_HOLD" || (order.readiness === "SHORTAGE" && !isFinished(order));
}
