/** What the plant's life does to this ERP: each event picks a fitting object and changes it by the ERP's own rules. */
import type { Act, LifeEvent } from "../life.ts";
import type { Random } from "../random.ts";
import { dayMs } from "./calendar.ts";
import type { Erp } from "./erp.ts";
import { selectedSet } from "./inspection-lots.ts";
import { decimalOf } from "./odata/edm.ts";
import { confirmNextOperation } from "./shop-floor.ts";
import type { Movement, StockRow, StockType } from "./stock.ts";

type Happening = (erp: Erp, random: Random) => string | null;

const happenings: Readonly<Record<LifeEvent, Happening>> = {
  "release-order"({ orders }, random) {
    const order = pickFit(
      orders.all,
      random,
      ({ stage, lockedBy, hasUnknownStatus }) => stage === "created" && !lockedBy && !hasUnknownStatus,
    );
    if (!order) return null;
    orders.release(order);
    return `order ${order.plan.number} released`;
  },
  "confirm-operation": (erp, random) => {
    const order = pickFit(
      erp.orders.all,
      random,
      ({ stage, lockedBy, hasUnknownStatus }) => (stage === "released" || stage === "started") && !lockedBy && !hasUnknownStatus,
    );
    return order ? confirmNextOperation(erp, order, random) : null;
  },
  "move-stock"({ stock }, random) {
    const row = pickStock(stock.rows(), random, "01", (location) => location === "0001" || location === "0002");
    if (!row) return null;
    const to = row.location === "0001" ? "0002" : "0001";
    return describe(stock.post({ movementCode: "04" }, [part(row, "311", random, to)]).number, row);
  },
  "slip-supplier-date"({ purchasing }, random) {
    const confirmation = pickFit(
      purchasing.confirmations,
      random,
      ({ items, order }) => !order.lockedBy && items.some(({ lines }) => lines.length > 0),
    );
    const line = confirmation && random.pick(confirmation.items.flatMap(({ lines }) => lines));
    if (!line) return null;
    const { quantity, reference } = line;
    purchasing.changeLine(line, { date: line.date + random.between(1, 9) * dayMs, quantity, reference });
    return `purchase order ${confirmation.order.number} item ${line.item.purchase.item} slipped to ${new Date(line.date).toISOString().slice(0, 10)}`;
  },
  "hold-lot"({ stock }, random) {
    const row = pickStock(stock.rows(), random, "01", (location) => location === "0003");
    return row ? describe(stock.post({ movementCode: "04", user: "QINSPECTOR" }, [all(row, "344")]).number, row) : null;
  },
  "free-lot"({ stock }, random) {
    const row = pickStock(stock.rows(), random, "07", () => true);
    return row ? describe(stock.post({ movementCode: "04", user: "QINSPECTOR" }, [all(row, "343")]).number, row) : null;
  },
  "decide-lot"({ lots }, random) {
    const lot = pickFit(lots.all, random, ({ decision }) => decision === null);
    if (!lot) return null;
    lots.decide(lot, random.chance(0.85) ? selectedSet.accepted : selectedSet.rejected, "QINSPECTOR");
    return `lot ${lot.number} decided ${lot.decision?.code}`;
  },
};

/** The act of this ERP for `startLife`. */
export function liveIn(erp: Erp): Act {
  return (event, random) => happenings[event](erp, random);
}

/** Walks from a random place, so that a fitting item is found whenever there is one. */
function pickFit<Item>(items: readonly Item[], random: Random, fits: (item: Item) => boolean): Item | undefined {
  const start = random.between(0, Math.max(items.length - 1, 0));
  for (let step = 0; step < items.length; step++) {
    const item = items[(start + step) % items.length];
    if (item !== undefined && fits(item)) return item;
  }
  return undefined;
}

function pickStock(
  rows: Iterable<StockRow>,
  random: Random,
  type: StockType,
  locationFits: (location: string) => boolean,
): StockRow | undefined {
  return pickFit([...rows], random, (row) => row.type === type && row.quantity > 0 && locationFits(row.location));
}

function all(row: StockRow, type: string): Movement {
  return { type, material: row.material, location: row.location, batch: row.batch, quantity: row.quantity };
}

function part(row: StockRow, type: string, random: Random, to: string): Movement {
  const whole = Math.floor(row.quantity / 1000);
  return { ...all(row, type), quantity: whole > 1 ? random.between(1, whole) * 1000 : row.quantity, to };
}

function describe(document: string, row: StockRow): string {
  return `material document ${document}: ${row.material.number} batch ${row.batch} at ${row.location}, ${decimalOf(row.quantity)} left`;
}
