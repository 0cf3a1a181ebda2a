/** Arithmetic over stock balances, in exact decimals. */
import { Big } from "big.js";
import type { Quantity, StockBalance, StockStatus } from "#schema/canonical/entities.generated.ts";

/** Stock of one status, over all places and batches. */
export interface StockByStatus {
  readonly status: StockStatus;
  readonly quantity: Quantity;
}

/** Statuses in which stock lies in the plant and must not be used. */
const unusable: ReadonlySet<StockStatus> = new Set(["QUALITY_INSPECTION", "BLOCKED", "RESTRICTED", "GR_BLOCKED"]);

/** Sums by the stock that they are of, which is never altered: rows are shared by all who read them. */
const summed = new WeakMap<readonly StockBalance[], readonly StockByStatus[]>();

/** The stock summed by status, in the order in which the statuses first appear; balances in different units are not added up but listed apart. */
export function stockByStatus(stock: readonly StockBalance[]): readonly StockByStatus[] {
  const known = summed.get(stock);
  if (known) return known;
  const sums = sumByStatus(stock);
  summed.set(stock, sums);
  return sums;
}

function sumByStatus(stock: readonly StockBalance[]): readonly StockByStatus[] {
  const sums = new Map<string, { status: StockStatus; sum: Big; quantity: Quantity }>();
  for (const { status, quantity } of stock) {
    const key = `${status}/${quantity.unit}`;
    const known = sums.get(key);
    if (known) known.sum = known.sum.plus(quantity.value);
    else sums.set(key, { status, sum: Big(quantity.value), quantity });
  }
  return [...sums.values()].map(({ status, sum, quantity }) => ({ status, quantity: { ...quantity, value: sum.toFixed() } }));
}

/** Unrestricted own stock in all; null when the balances have different units or there are none. */
export function availableNow(stock: readonly StockBalance[]): Quantity | null {
  const [first] = stock;
  if (!first || stock.some(({ quantity }) => quantity.unit !== first.quantity.unit)) return null;
  return { ...first.quantity, value: sumOf(stock.filter(({ status }) => status === "UNRESTRICTED")) };
}

/** How much of some balances must not be used; null when there is nothing of the kind. */
export function heldQuantity(stock: readonly StockBalance[]): Quantity | null {
  const held = stock.filter(({ status, quantity }) => unusable.has(status) && !Big(quantity.value).eq(0));
  const [first] = held;
  return first ? { ...first.quantity, value: sumOf(held.filter(({ quantity }) => quantity.unit === first.quantity.unit)) } : null;
}

function sumOf(stock: readonly StockBalance[]): string {
  return stock.reduce((sum, { quantity }) => sum.plus(quantity.value), Big(0)).toFixed();
}
