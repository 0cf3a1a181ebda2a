/** Which batches a caller may know of. Not every ERP keeps a master record of a batch, so any row that names it counts. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKey } from "#schema/canonical/change.ts";
import type { Views } from "#sync";

/** A batch number is used again for other materials, but by few of them. */
const materialsOfOneNumber = 50;

/**
 * For each batch, by plant and `material/batch`, whether the caller may see a row that names it: its own record, its
 * disposition, an inspection lot, stock, or the order that makes it. Each source is asked once, for what the ones before it left open.
 */
export function findVisibleBatches(views: Views, keys: readonly EntityKey[], caller: Caller): readonly boolean[] {
  const seen = new Set<EntityKey>();
  const look = (find: (open: readonly EntityKey[]) => readonly boolean[]): void => {
    const open = keys.filter((key) => !seen.has(key));
    if (open.length === 0) return;
    for (const [index, found] of find(open).entries()) {
      const key = open[index];
      if (found && key) seen.add(key);
    }
  };
  look((open) => views.get("batch", open, caller).map((row) => row !== null));
  look((open) => views.get("quality-disposition", open, caller).map((row) => row !== null));
  look((open) => {
    const options = { where: [], orderBy: "number", limit: 1 } as const;
    return views.related("inspection-lot", "batchKey", open, options, caller).map((lots) => lots.length > 0);
  });
  look((open) => {
    const ofMaterial = open.map((key) => ({ plant: key.plant, key: partsOf(key).material }));
    const stocks = views.get("material-availability", ofMaterial, caller);
    return open.map((key, index) => stocks[index]?.stock.some(({ batch }) => batch === partsOf(key).number) ?? false);
  });
  look((open) => {
    const numbers = open.map((key) => ({ plant: key.plant, key: partsOf(key).number }));
    const options = { where: [], orderBy: "number", limit: materialsOfOneNumber } as const;
    const orders = views.related("production-order", "batch", numbers, options, caller);
    return open.map((key, index) => orders[index]?.some(({ material }) => material === partsOf(key).material) ?? false);
  });
  return keys.map((key) => seen.has(key));
}

function partsOf({ key }: EntityKey): { material: string; number: string } {
  const [material = "", number = ""] = key.split("/");
  return { material, number };
}
