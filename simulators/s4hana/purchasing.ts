/** Purchase orders with one schedule line an item, and what the suppliers confirmed of them. */
import type { CatalogMaterial, CatalogSupplier } from "../catalog.ts";
import type { Plant } from "../plant.ts";
import type { Announce } from "./announcements.ts";
import type { Calendar } from "./calendar.ts";
import { ODataError } from "./odata/odata-error.ts";

export interface PurchaseItem {
  readonly order: PurchaseOrder;
  readonly item: string;
  readonly material: CatalogMaterial;
  /** Thousandths. */
  quantity: number;
  readonly received: number;
  /** The day we asked for. */
  requested: number;
}

export interface PurchaseOrder {
  readonly number: string;
  readonly supplier: CatalogSupplier;
  readonly items: PurchaseItem[];
  changedAt: number;
  lockedBy: string | null;
}

export interface ConfirmationLine {
  readonly item: ConfirmationItem;
  readonly line: string;
  date: number;
  /** Thousandths. */
  quantity: number;
  reference: string;
}

export interface ConfirmationItem {
  readonly confirmation: Confirmation;
  readonly item: string;
  readonly purchase: PurchaseItem;
  lines: ConfirmationLine[];
}

export interface Confirmation {
  readonly number: string;
  readonly order: PurchaseOrder;
  readonly reference: string;
  readonly createdAt: number;
  changedAt: number;
  readonly items: ConfirmationItem[];
}

/** What a supplier promises: a day, a quantity, the supplier's own document number. */
export interface Commitment {
  readonly date: number;
  readonly quantity: number;
  readonly reference: string;
}

export interface Purchasing {
  readonly orders: readonly PurchaseOrder[];
  readonly confirmations: readonly Confirmation[];
  findOrder(number: string): PurchaseOrder | undefined;
  reschedule(item: PurchaseItem, change: { readonly requested: number; readonly quantity: number }): void;
  /** A new confirmation document for one purchase order. */
  confirm(
    order: PurchaseOrder,
    reference: string,
    items: readonly { readonly purchase: PurchaseItem; readonly commitments: readonly Commitment[] }[],
  ): Confirmation;
  addLine(item: ConfirmationItem, commitment: Commitment): ConfirmationLine;
  changeLine(line: ConfirmationLine, commitment: Commitment): void;
  removeLine(line: ConfirmationLine): void;
}

/** Loads the plant's purchase orders and confirmations; `start` is the simulator's start instant. */
export function createPurchasing(plant: Plant, calendar: Calendar, start: number, announce: Announce): Purchasing {
  const orders: PurchaseOrder[] = [];
  const confirmations: Confirmation[] = [];
  const byNumber = new Map<string, PurchaseOrder>();
  load(plant, calendar, start, { orders, confirmations, byNumber });

  /** A confirmation also updates its purchase order, so both get the new time stamp (unverified for the order). */
  const touch = (order: PurchaseOrder, confirmation?: Confirmation): void => {
    order.changedAt = Date.now();
    if (confirmation) confirmation.changedAt = order.changedAt;
    announce({ object: "PurchaseOrder", verb: "Changed", key: { PurchaseOrder: order.number } });
  };
  const assertFits = (purchase: PurchaseItem, added: number, without?: ConfirmationLine): void => {
    assertUnlocked(purchase.order);
    const others = confirmations
      .filter(({ order }) => order === purchase.order)
      .flatMap(({ items }) => items.filter((item) => item.purchase === purchase).flatMap(({ lines }) => lines))
      .filter((line) => line !== without);
    const total = others.reduce((sum, line) => sum + line.quantity, added);
    if (total > purchase.quantity) {
      const place = `item ${purchase.item} of purchase order ${purchase.order.number}`;
      throw new ODataError(400, "ME/062", `Confirmed quantity exceeds the order quantity of ${place}`, "ConfirmedQuantity");
    }
  };

  return {
    orders,
    confirmations,
    findOrder: (number) => byNumber.get(number),
    reschedule(item, change) {
      assertUnlocked(item.order);
      Object.assign(item, change);
      touch(item.order);
    },
    confirm(order, reference, items) {
      for (const { purchase, commitments } of items)
        assertFits(
          purchase,
          commitments.reduce((sum, { quantity }) => sum + quantity, 0),
        );
      const confirmation = newConfirmation(order, confirmations.length, reference);
      for (const { purchase, commitments } of items) addItem(confirmation, purchase, commitments);
      confirmations.push(confirmation);
      touch(order, confirmation);
      return confirmation;
    },
    addLine(item, commitment) {
      assertFits(item.purchase, commitment.quantity);
      const line = { ...commitment, item, line: String(Number(item.lines.at(-1)?.line ?? 0) + 1).padStart(4, "0") };
      item.lines.push(line);
      touch(item.purchase.order, item.confirmation);
      return line;
    },
    changeLine(line, commitment) {
      assertFits(line.item.purchase, commitment.quantity, line);
      Object.assign(line, commitment);
      touch(line.item.purchase.order, line.item.confirmation);
    },
    removeLine(line) {
      assertUnlocked(line.item.purchase.order);
      line.item.lines = line.item.lines.filter((other) => other !== line);
      touch(line.item.purchase.order, line.item.confirmation);
    },
  };
}

function assertUnlocked(order: PurchaseOrder): void {
  if (order.lockedBy) throw new ODataError(423, "ME/006", `User ${order.lockedBy} is already editing purchase order ${order.number}`);
}

function newConfirmation(order: PurchaseOrder, index: number, reference: string): Confirmation {
  const now = Date.now();
  return { number: String(5_900_000_001 + index), order, reference, createdAt: now, changedAt: now, items: [] };
}

function addItem(confirmation: Confirmation, purchase: PurchaseItem, commitments: readonly Commitment[]): void {
  const item: ConfirmationItem = { confirmation, item: String((confirmation.items.length + 1) * 10).padStart(5, "0"), purchase, lines: [] };
  item.lines = commitments.map((commitment, index) => ({ ...commitment, item, line: String(index + 1).padStart(4, "0") }));
  confirmation.items.push(item);
}

interface Books {
  readonly orders: PurchaseOrder[];
  readonly confirmations: Confirmation[];
  readonly byNumber: Map<string, PurchaseOrder>;
}

function load(plant: Plant, calendar: Calendar, start: number, { orders, confirmations, byNumber }: Books): void {
  let confirmation: Confirmation | undefined;
  for (const line of plant.purchaseLines()) {
    let order = byNumber.get(line.order);
    if (!order) {
      order = {
        number: line.order,
        supplier: line.supplier,
        items: [],
        changedAt: start - 60_000 - ((orders.length * 7_919) % 432_000) * 1000,
        lockedBy: null,
      };
      orders.push(order);
      byNumber.set(order.number, order);
      confirmation = undefined;
    }
    const [quantity, received] = [line.quantity * 1000, line.received * 1000];
    const purchase: PurchaseItem = {
      order,
      item: line.item,
      material: line.material,
      quantity,
      received,
      requested: calendar.day(line.requestedDay),
    };
    order.items.push(purchase);
    if (!line.confirmed) continue;
    if (!confirmation) {
      confirmation = {
        ...newConfirmation(order, confirmations.length, `AB-${order.number}`),
        createdAt: order.changedAt,
        changedAt: order.changedAt,
      };
      confirmations.push(confirmation);
    }
    addItem(confirmation, purchase, [{ date: calendar.day(line.confirmed.day), quantity: line.confirmed.quantity * 1000, reference: "" }]);
  }
}
