/**
 * Whether the first download is through. An empty folder says nothing: ECC may still be writing. ECC's tables say which orders
 * and purchase orders there are; those of which no message comes are read from the tables themselves.
 */
import { withoutPadding } from "#schema/canonical/keys.ts";
import type { Translation } from "../port.ts";
import { type Fetching, fetchKeys } from "./fetch.ts";
import { readOrderNumbers } from "./order-tables.ts";
import { readPurchaseOrderNumbers } from "./purchase-tables.ts";

/** What is still to come: keys by plant. */
type Missing = Map<string, { readonly orders: Set<string>; readonly purchaseOrders: Set<string> }>;

/** How long nothing may come before what is missing is read. */
const quietMs = 5_000;
const atOnce = 100;

export class FullLoad {
  readonly #fetching: Fetching;
  readonly #plants: readonly string[];
  readonly #toldOrders = new Set<string>();
  readonly #toldPurchaseOrders = new Set<string>();
  #missing: Missing | null = null;
  #lastTold = Date.now();

  constructor(fetching: Fetching, plants: readonly string[]) {
    this.#fetching = fetching;
    this.#plants = plants;
  }

  /** Notes what a message told, or failed to. */
  note({ changes, failures }: Translation): void {
    if (changes.length > 0 || failures.length > 0) this.#lastTold = Date.now();
    for (const { kind, key } of changes) {
      if (kind === "production-order") this.#toldOrders.add(key);
      if (kind === "supplier-commitment") this.#toldPurchaseOrders.add(key.split("/")[0] ?? "");
    }
    // What cannot be translated is kept elsewhere; reading it again would not help.
    for (const { sourceKey } of failures) {
      this.#toldOrders.add(withoutPadding(sourceKey));
      this.#toldPurchaseOrders.add(withoutPadding(sourceKey));
    }
  }

  /** To be asked when the folder is empty: whether all is told. Reads from tables, and gives, what nothing has told for a while. */
  async *complete(signal: AbortSignal): AsyncGenerator<Translation, boolean> {
    this.#missing ??= await this.#readKeys(signal);
    for (const { orders, purchaseOrders } of this.#missing.values()) {
      for (const key of orders) if (this.#toldOrders.has(key)) orders.delete(key);
      for (const key of purchaseOrders) if (this.#toldPurchaseOrders.has(key)) purchaseOrders.delete(key);
    }
    const isAll = [...this.#missing.values()].every(({ orders, purchaseOrders }) => orders.size + purchaseOrders.size === 0);
    if (isAll || Date.now() - this.#lastTold < quietMs) return isAll;
    for (const [plant, { orders, purchaseOrders }] of this.#missing) {
      yield* this.#fetch("production-order", plant, [...orders], signal);
      yield* this.#fetch("purchase-order", plant, [...purchaseOrders], signal);
    }
    return true;
  }

  async *#fetch(what: "production-order" | "purchase-order", plant: string, keys: readonly string[], signal: AbortSignal) {
    for (let at = 0; at < keys.length; at += atOnce) {
      yield await fetchKeys(this.#fetching, what, plant, keys.slice(at, at + atOnce), signal);
    }
  }

  async #readKeys(signal: AbortSignal): Promise<Missing> {
    const { rfc } = this.#fetching;
    const missing: Missing = new Map();
    for (const plant of this.#plants) {
      const orders = await readOrderNumbers(rfc, plant, signal);
      missing.set(plant, {
        orders: new Set(orders.map(withoutPadding)),
        purchaseOrders: new Set(await readPurchaseOrderNumbers(rfc, plant, signal)),
      });
    }
    return missing;
  }
}
