/** What the plant's life does to this ERP: each event picks a fitting object and changes it by the ERP's own rules. */
import type { Act, LifeEvent } from "../life.ts";
import type { Random } from "../random.ts";
import { quantityText } from "./codes.ts";
import type { Erp } from "./erp.ts";
import { finishedGoods } from "./inspection-lots.ts";
import { addDays } from "./plant-clock.ts";
import { confirmNextOperation } from "./shop-floor.ts";
import type { MaterialDocument, StockRow } from "./stock.ts";

type Happening = (erp: Erp, random: Random) => string | null;

const happenings: Readonly<Record<LifeEvent, Happening>> = {
  "release-order"({ orders, locks }, random) {
    const order = pickFit(orders.all, random, ({ stage, plan }) => stage === "created" && !locks.has(plan.number));
    if (!order) return null;
    orders.release(order);
    return `order ${order.plan.number} released`;
  },
  "confirm-operation"(erp, random) {
    const order = pickFit(
      erp.orders.all,
      random,
      ({ stage, plan }) => (stage === "released" || stage === "started") && !erp.locks.has(plan.number),
    );
    return order ? confirmNextOperation(erp, order, random) : null;
  },
  "move-stock"({ stock }, random) {
    const row = pickFit([...stock.rows()], random, ({ unrestricted, location }) => unrestricted > 0 && location !== finishedGoods);
    if (!row) return null;
    const whole = Math.floor(row.unrestricted / 1000);
    const quantity = whole > 1 ? random.between(1, whole) * 1000 : row.unrestricted;
    const to = row.location === "0001" ? "0002" : "0001";
    const { material, location, batch } = row;
    return describe(stock.post({ code: "04" }, [{ type: "311", material, location, batch, quantity, to }]), row);
  },
  "slip-supplier-date"({ purchasing, locks }, random) {
    const order = pickFit(
      purchasing.all,
      random,
      ({ number, items }) => !locks.has(number) && items.some(({ confirmations }) => confirmations.length > 0),
    );
    if (!order) return null;
    const item = random.pick(order.items.filter(({ confirmations }) => confirmations.length > 0));
    const days = random.between(1, 9);
    purchasing.confirm(
      item,
      item.confirmations.map(({ date, quantity, reference }) => ({ date: addDays(date, days), quantity, reference })),
    );
    purchasing.touch(order);
    return `purchase order ${order.number} item ${item.item} slipped by ${days} days`;
  },
  "hold-lot": (erp, random) => transfer(erp, random, "344"),
  "free-lot": (erp, random) => transfer(erp, random, "343"),
  "decide-lot"({ lots }, random) {
    const lot = pickFit(lots.all, random, ({ decision }) => decision === null);
    if (!lot) return null;
    lots.decide(lot, random.chance(0.85) ? "A" : "R", "QINSPECTOR");
    return `lot ${lot.number} decided ${lot.decision?.code}`;
  },
};

/** The act of this ERP for `startLife`. */
export function liveIn(erp: Erp): Act {
  return (event, random) => happenings[event](erp, random);
}

/** 344 holds all of a finished batch, 343 frees all of a blocked one. */
function transfer({ stock }: Erp, random: Random, type: "343" | "344"): string | null {
  const from = type === "344" ? "unrestricted" : "blocked";
  const row = pickFit(
    [...stock.rows()],
    random,
    (candidate) => candidate[from] > 0 && (type === "343" || candidate.location === finishedGoods),
  );
  if (!row) return null;
  const { material, location, batch } = row;
  return describe(stock.post({ code: "04", user: "QINSPECTOR" }, [{ type, material, location, batch, quantity: row[from] }]), row);
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

function describe({ number, movements }: MaterialDocument, { material, batch, location }: StockRow): string {
  const moved = movements.map(({ type, quantity }) => `${type} ${quantityText(quantity)}`).join(", ");
  return `material document ${number}: ${moved} of ${material.number} batch ${batch} at ${location}`;
}
