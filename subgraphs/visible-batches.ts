/** Which batches a caller may know of. Not every ERP keeps a master record of a batch, so any row that names it counts. */
import type { EntityKey } from "#schema/canonical/change.ts";
import type { Loaders } from "./loaders.ts";

/** A batch number is used again for other materials, but by few of them. */
const materialsOfOneNumber = 50;

const firstLot = { kind: "inspection-lot", column: "batchKey", orderBy: "number", limit: 1 } as const;
const makers = { kind: "production-order", column: "batch", orderBy: "number", limit: materialsOfOneNumber } as const;

/**
 * Whether the caller may see a row that names a batch, by plant and `material/batch`: its own record, its disposition,
 * an inspection lot, stock, or the order that makes it. The next source is asked only for what the ones before it left open.
 */
export function seesBatch(key: EntityKey, loaders: Omit<Loaders, "seesBatch">): boolean {
  const { plant } = key;
  const [material = "", number = ""] = key.key.split("/");
  if (loaders.entity("batch", key)) return true;
  if (loaders.entity("quality-disposition", key)) return true;
  if (loaders.related(firstLot, key).length > 0) return true;
  const inStock = loaders.entity("material-availability", { plant, key: material });
  if (inStock?.stock.some(({ batch }) => batch === number)) return true;
  const orders = loaders.related(makers, { plant, key: number });
  return orders.some((order) => order.material === material);
}
