/** A purchase order's line has no record of its own: its deliveries tell it. */
import type { EntityKey, Stored } from "#schema/canonical/change.ts";
import type { Loaders } from "../loaders.ts";
import type { PurchaseOrderLineParent } from "../parents.ts";

const deliveries = { kind: "supplier-commitment", column: "line", orderBy: "requestedDate", limit: 1_000 } as const;

/** The line by plant and `purchaseOrder/item`; null when it has no delivery that the caller may see. */
export function findLine(key: EntityKey, loaders: Loaders): PurchaseOrderLineParent | null {
  const [first] = findDeliveries(key, loaders);
  return first ? lineOf(first) : null;
}

/** The deliveries of a line that the caller may see, by plant and `purchaseOrder/item`, the earliest requested first. */
export function findDeliveries(key: EntityKey, loaders: Loaders): readonly Stored<"supplier-commitment">[] {
  return loaders.related(deliveries, key);
}

/** The line that a delivery belongs to. */
export function lineOf({ plant, purchaseOrder, item, supplier, material }: Stored<"supplier-commitment">): PurchaseOrderLineParent {
  return { plant, purchaseOrder, item, supplier, material };
}

/** Plant and key of a line, as the views and its global id have them. */
export function keyOfLine({ plant, purchaseOrder, item }: PurchaseOrderLineParent): EntityKey {
  return { plant, key: `${purchaseOrder}/${item}` };
}
