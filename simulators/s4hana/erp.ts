/** The whole ERP of one plant: its books, and whoever listens to its announcements. */
import { createPlant } from "../plant.ts";
import type { Announce, Announcement } from "./announcements.ts";
import { type Calendar, createCalendar } from "./calendar.ts";
import { type Confirmations, createConfirmations } from "./confirmations.ts";
import { createInspectionLots, type InspectionLots } from "./inspection-lots.ts";
import { createProductionOrders, type ProductionOrders } from "./production-orders.ts";
import { createPurchasing, type Purchasing } from "./purchasing.ts";
import { createStock, type Stock } from "./stock.ts";

export interface Erp {
  readonly plant: string;
  readonly calendar: Calendar;
  readonly orders: ProductionOrders;
  readonly confirmations: Confirmations;
  readonly stock: Stock;
  readonly lots: InspectionLots;
  readonly purchasing: Purchasing;
  /** Has every later announcement sent to `listener` too. */
  listen(listener: Announce): void;
}

/** Builds the plant's books as they stand at this moment. */
export function createErp(options: { plant: string; seed: number; scale: number; timeZone: string }): Erp {
  const start = Date.now();
  const plant = createPlant({ id: options.plant, seed: options.seed, scale: options.scale });
  const calendar = createCalendar(options.timeZone, start);
  const listeners: Announce[] = [];
  const announce = (announcement: Announcement): void => {
    for (const listener of listeners) listener(announcement);
  };
  const stock = createStock(plant, calendar, announce);
  const orders = createProductionOrders(plant, calendar, start, announce);
  return {
    plant: options.plant,
    calendar,
    stock,
    orders,
    confirmations: createConfirmations(orders),
    lots: createInspectionLots(plant, calendar, stock, start, announce),
    purchasing: createPurchasing(plant, calendar, start, announce),
    listen: (listener) => void listeners.push(listener),
  };
}
