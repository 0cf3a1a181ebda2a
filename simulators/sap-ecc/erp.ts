/** The plant's ECC: its data, its locks, and who is told when something changes. */
import { createPlant } from "../plant.ts";
import { createInspectionLots, type InspectionLots } from "./inspection-lots.ts";
import { createPlantClock, type PlantClock } from "./plant-clock.ts";
import { createProductionOrders, type ProductionOrder, type ProductionOrders } from "./production-orders.ts";
import { createPurchasing, type PurchaseOrder, type Purchasing } from "./purchasing.ts";
import { createStock, type MaterialDocument, type Stock } from "./stock.ts";

/** What was changed; each kind has its own message type. */
export type Announcement =
  | { readonly kind: "order"; readonly order: ProductionOrder }
  | { readonly kind: "purchase-order"; readonly order: PurchaseOrder }
  | { readonly kind: "goods-movement"; readonly document: MaterialDocument };

export interface Erp {
  readonly plant: string;
  readonly clock: PlantClock;
  readonly orders: ProductionOrders;
  readonly purchasing: Purchasing;
  readonly stock: Stock;
  readonly lots: InspectionLots;
  /** Users by the number of the order or purchase order that they have open. */
  readonly locks: Map<string, string>;
  listen(listener: (announcement: Announcement) => void): void;
}

/** The same `seed` tells the same plant. */
export function createErp(options: { plant: string; seed: number; scale: number; timeZone: string }): Erp {
  const plant = createPlant({ id: options.plant, seed: options.seed, scale: options.scale });
  const clock = createPlantClock(options.timeZone);
  const locks = new Map<string, string>();
  const listeners: ((announcement: Announcement) => void)[] = [];
  const announce = (announcement: Announcement): void => {
    for (const listener of listeners) listener(announcement);
  };
  const lockedBy = (number: string): string | undefined => locks.get(number);
  const stock = createStock(plant, clock, (document) => announce({ kind: "goods-movement", document }));
  return {
    plant: options.plant,
    clock,
    orders: createProductionOrders(plant, clock, { lockedBy, changed: (order) => announce({ kind: "order", order }) }),
    purchasing: createPurchasing(plant, clock, { lockedBy, changed: (order) => announce({ kind: "purchase-order", order }) }),
    stock,
    lots: createInspectionLots(plant, clock, stock),
    locks,
    listen: (listener) => listeners.push(listener),
  };
}
