/** Inspection lots of produced batches and their usage decisions, which post stock and cannot be taken back. */
import type { CatalogMaterial } from "../catalog.ts";
import type { Plant } from "../plant.ts";
import { BusinessError } from "./business-error.ts";
import { bareKey } from "./codes.ts";
import type { LocalMoment, PlantClock } from "./plant-clock.ts";
import type { Stock } from "./stock.ts";

export interface InspectionLot {
  readonly number: string;
  readonly material: CatalogMaterial;
  readonly batch: string;
  readonly order: string;
  /** Thousandths. */
  readonly quantity: number;
  readonly created: LocalMoment;
  decision: { readonly code: "A" | "R"; readonly by: string; readonly at: LocalMoment } | null;
}

export interface InspectionLots {
  readonly all: readonly InspectionLot[];
  /** Throws QA 102 when there is none. */
  get(key: string): InspectionLot;
  create(lot: Pick<InspectionLot, "material" | "batch" | "order" | "quantity">): InspectionLot;
  /** Records the decision and posts the inspection stock: `A` to unrestricted, `R` to blocked. */
  decide(lot: InspectionLot, code: "A" | "R", by: string): void;
}

/** The plant's selected set of usage decision codes, which is customising. */
export const selectedSet = { set: "04", group: "04" } as const;

/** Where produced batches lie. */
export const finishedGoods = "0003";

/** Loads the plant's lots. */
export function createInspectionLots(plant: Plant, clock: PlantClock, stock: Stock): InspectionLots {
  const today = clock.now();
  const past = (day: number, time: string): LocalMoment => {
    const date = clock.day(day);
    return date < today.date ? { date, time } : today;
  };
  const all = Array.from(plant.lots(), (lot): InspectionLot => {
    const { number, material, batch, order, quantity, decision, createdDay } = lot;
    const code = decision === "rejected" ? "R" : "A";
    return {
      number,
      material,
      batch,
      order,
      quantity: quantity * 1000,
      created: past(createdDay, "150000"),
      decision: decision === "pending" ? null : { code, by: "QINSPECTOR", at: past(createdDay, "170000") },
    };
  });
  const byNumber = new Map(all.map((lot) => [bareKey(lot.number), lot]));
  return {
    all,
    get(key) {
      const lot = byNumber.get(bareKey(key));
      if (!lot) throw new BusinessError("QA", "102", `Inspection lot ${bareKey(key)} does not exist`, bareKey(key));
      return lot;
    },
    create(given) {
      const number = String(Number(all.at(-1)?.number ?? `4${plant.id}000000`) + 1);
      const lot: InspectionLot = { ...given, number, created: clock.now(), decision: null };
      all.push(lot);
      byNumber.set(number, lot);
      return lot;
    },
    decide(lot, code, by) {
      lot.decision = { code, by, at: clock.now() };
      const quantity = Math.min(lot.quantity, stock.row(lot.material, finishedGoods, lot.batch)?.inspection ?? 0);
      if (quantity === 0) return;
      const { material, batch } = lot;
      stock.post({ code: "04", user: by }, [{ type: code === "A" ? "321" : "350", material, location: finishedGoods, batch, quantity }]);
    },
  };
}
