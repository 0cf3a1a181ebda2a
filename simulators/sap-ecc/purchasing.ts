/** Purchase orders with one schedule line an item, and the supplier's confirmations of them (EKES). */
import type { CatalogMaterial, CatalogSupplier } from "../catalog.ts";
import type { Plant, PlantPurchaseLine } from "../plant.ts";
import { BusinessError } from "./business-error.ts";
import { bareKey } from "./codes.ts";
import type { LocalMoment, PlantClock } from "./plant-clock.ts";

export interface PurchaseOrder {
  readonly number: string;
  readonly supplier: CatalogSupplier;
  readonly createdOn: string;
  readonly items: PurchaseItem[];
}

export interface PurchaseItem {
  /** `00010`. */
  readonly item: string;
  readonly material: CatalogMaterial;
  /** Thousandths. */
  readonly quantity: number;
  readonly received: number;
  /** What we asked for, `YYYYMMDD`. */
  readonly requestedOn: string;
  confirmations: Confirmation[];
  /** Number of the last EKES row; rows that were replaced leave gaps. */
  lastConfirmation: number;
}

/** One row of EKES. */
export interface Confirmation {
  readonly sequence: number;
  /** `AB` order acknowledgement. */
  readonly category: string;
  readonly date: string;
  readonly quantity: number;
  readonly reference: string;
  readonly created: LocalMoment;
}

/** A date and a quantity that the supplier promises. */
export type DeliveryPromise = Pick<Confirmation, "date" | "quantity" | "reference">;

export interface Purchasing {
  readonly all: readonly PurchaseOrder[];
  /** Throws 06 019 when there is none. */
  get(key: string): PurchaseOrder;
  /** Throws 06 052 when the order has no such item. */
  item(order: PurchaseOrder, item: string): PurchaseItem;
  assertFree(order: PurchaseOrder): void;
  /** Replaces an item's order acknowledgements: rows are deleted and new ones inserted, as the ERP does it. */
  confirm(item: PurchaseItem, promises: readonly DeliveryPromise[]): void;
  /** Says that the order was changed, so that its ORDCHG is written. */
  touch(order: PurchaseOrder): void;
}

/** Loads the plant's purchase lines; `changed` is told of each change, `lockedBy` says who has an object open. */
export function createPurchasing(
  plant: Plant,
  clock: PlantClock,
  parts: { readonly changed: (order: PurchaseOrder) => void; readonly lockedBy: (number: string) => string | undefined },
): Purchasing {
  const byNumber = new Map<string, PurchaseOrder>();
  for (const line of plant.purchaseLines()) {
    const order = byNumber.get(line.order) ?? { number: line.order, supplier: line.supplier, createdOn: clock.day(-30), items: [] };
    byNumber.set(line.order, order);
    order.items.push(loadItem(line, clock));
  }
  return {
    all: [...byNumber.values()],
    get(key) {
      const order = byNumber.get(bareKey(key));
      if (!order) throw new BusinessError("06", "019", `Purchase order ${bareKey(key)} does not exist`, bareKey(key));
      return order;
    },
    item(order, number) {
      const item = order.items.find((candidate) => Number(candidate.item) === Number(number));
      if (!item)
        throw new BusinessError("06", "052", `Purchase order ${order.number} has no item ${bareKey(number)}`, order.number, number);
      return item;
    },
    assertFree({ number }) {
      const user = parts.lockedBy(number);
      if (user) throw new BusinessError("ME", "006", `User ${user} already processing purchase order ${number}`, user, number);
    },
    confirm(item, promises) {
      const created = clock.now();
      const kept = item.confirmations.filter(({ category }) => category !== "AB");
      const rows = promises.map((promise) => ({ ...promise, sequence: ++item.lastConfirmation, category: "AB", created }));
      item.confirmations = [...kept, ...rows];
    },
    touch: (order) => parts.changed(order),
  };
}

function loadItem(line: PlantPurchaseLine, clock: PlantClock): PurchaseItem {
  const { item, material, quantity, received, requestedDay, confirmed } = line;
  const created = { date: clock.day(-20), time: "101500" };
  const confirmations = confirmed
    ? [{ sequence: 1, category: "AB", date: clock.day(confirmed.day), quantity: confirmed.quantity * 1000, reference: "", created }]
    : [];
  return {
    item,
    material,
    quantity: quantity * 1000,
    received: received * 1000,
    requestedOn: clock.day(requestedDay),
    confirmations,
    lastConfirmation: confirmations.length,
  };
}
