/**
 * What happened to stock between two looks at all of it. On-hand rows are deleted at zero and a lot's status changes
 * without touching them, so no date tells; only the difference does. And with an item's stock changes what depends on
 * it without being touched: the readiness of jobs, the quantity held of lots.
 */
import { Big } from "big.js";
import type { Row } from "./session.ts";

export type StockLook = ReadonlyMap<string, ItemLook>;

interface ItemLook {
  /** All that the rows say, as text. */
  readonly print: string;
  readonly nettable: Big;
  /** Quantities by lot. */
  readonly lots: ReadonlyMap<string, string>;
}

export interface StockDifference {
  /** Items whose stock is not what it was. */
  readonly items: readonly string[];
  /** Lots whose quantity changed, as `item/lot`. */
  readonly lots: readonly string[];
  /** Items whose nettable stock went from one amount to another; the smaller first, null where it was not seen. */
  readonly nettable: readonly { readonly item: string; readonly low: string; readonly high: string | null }[];
}

/** Rows of the statement `stock`. */
export function lookAtStock(rows: readonly Row[]): StockLook {
  const items = new Map<string, ItemLook>();
  for (const [item, own] of Map.groupBy(rows, (row) => row.inventory_item_id ?? "")) {
    let nettable = new Big(0);
    const lots = new Map<string, string>();
    for (const row of own) {
      const quantity = new Big(row.quantity ?? "0");
      const lot = row.lot_number;
      if (lot) lots.set(lot, new Big(lots.get(lot) ?? "0").plus(quantity).toFixed());
      if (row.zone_availability === "1" && row.availability_type === "1" && row.expired === "N") nettable = nettable.plus(quantity);
    }
    items.set(item, { print: JSON.stringify(own), nettable, lots });
  }
  return items;
}

/** `before` null when nobody looked, after a restart: then `moved` are the items that had a transaction since. */
export function compareStock(before: StockLook | null, now: StockLook, moved: readonly string[]): StockDifference {
  if (before === null) {
    return {
      items: [...new Set([...now.keys(), ...moved])],
      lots: moved.flatMap((item) => [...(now.get(item)?.lots.keys() ?? [])].map((lot) => `${item}/${lot}`)),
      nettable: moved.map((item) => ({ item, low: "0", high: null })),
    };
  }
  const items: string[] = [];
  const lots: string[] = [];
  const nettable: { item: string; low: string; high: string | null }[] = [];
  for (const item of new Set([...before.keys(), ...now.keys()])) {
    const [old, young] = [before.get(item), now.get(item)];
    if (old?.print === young?.print) continue;
    items.push(item);
    for (const lot of new Set([...(old?.lots.keys() ?? []), ...(young?.lots.keys() ?? [])])) {
      if (old?.lots.get(lot) !== young?.lots.get(lot)) lots.push(`${item}/${lot}`);
    }
    const [from, to] = [old?.nettable ?? new Big(0), young?.nettable ?? new Big(0)];
    if (!from.eq(to)) nettable.push({ item, low: (from.lt(to) ? from : to).toFixed(), high: (from.lt(to) ? to : from).toFixed() });
  }
  return { items, lots, nettable };
}
