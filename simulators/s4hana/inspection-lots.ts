/** Inspection lots of produced batches and their usage decisions, which post stock and cannot be taken back. */
import type { CatalogMaterial } from "../catalog.ts";
import type { Plant } from "../plant.ts";
import type { Announce } from "./announcements.ts";
import type { Calendar } from "./calendar.ts";
import { ODataError } from "./odata/odata-error.ts";
import type { Stock } from "./stock.ts";

export interface UsageDecision {
  /** Code of the plant's selected set: `A` accepts, `R` rejects. */
  readonly code: string;
  readonly by: string;
  readonly at: number;
}

export interface InspectionLot {
  readonly number: string;
  readonly material: CatalogMaterial;
  readonly batch: string;
  readonly order: string;
  /** Thousandths. */
  readonly quantity: number;
  readonly createdAt: number;
  changedAt: number;
  decision: UsageDecision | null;
}

export interface InspectionLots {
  readonly all: readonly InspectionLot[];
  find(number: string): InspectionLot | undefined;
  create(lot: Pick<InspectionLot, "material" | "batch" | "order" | "quantity">): InspectionLot;
  /** Records the decision and posts the inspection stock: `A` to unrestricted, `R` to blocked. */
  decide(lot: InspectionLot, code: string, by: string): void;
}

/** The plant's selected set of usage decision codes, which is customising. */
export const selectedSet = { set: "04", group: "04", accepted: "A", rejected: "R" } as const;

const finishedGoods = "0003";

/** Loads the plant's lots; `start` is the simulator's start instant. */
export function createInspectionLots(plant: Plant, calendar: Calendar, stock: Stock, start: number, announce: Announce): InspectionLots {
  const all = Array.from(plant.lots(), (lot): InspectionLot => {
    const createdAt = Math.min(calendar.day(lot.createdDay) + 15 * 3_600_000, start - 120_000);
    const decidedAt = Math.min(createdAt + 7_200_000, start - 60_000);
    const code = lot.decision === "accepted" ? selectedSet.accepted : selectedSet.rejected;
    const decision = lot.decision === "pending" ? null : { code, by: "QINSPECTOR", at: wholeSecond(decidedAt) };
    const { number, material, batch, order } = lot;
    return {
      number,
      material,
      batch,
      order,
      quantity: lot.quantity * 1000,
      createdAt: wholeSecond(createdAt),
      changedAt: wholeSecond(decision ? decidedAt : createdAt),
      decision,
    };
  });
  const byNumber = new Map(all.map((lot) => [lot.number, lot]));
  const announceLot = (lot: InspectionLot, verb: "Created" | "Changed"): void =>
    announce({ object: "InspectionLot", verb, key: { InspectionLot: lot.number } });

  return {
    all,
    find: (number) => byNumber.get(number),
    create(given) {
      const now = wholeSecond(Date.now());
      const number = String(Number(all.at(-1)?.number ?? `4${plant.id}000000`) + 1);
      const lot: InspectionLot = { ...given, number, createdAt: now, changedAt: now, decision: null };
      all.push(lot);
      byNumber.set(number, lot);
      announceLot(lot, "Created");
      return lot;
    },
    decide(lot, code, by) {
      if (lot.decision) throw new ODataError(400, "QV/102", `A usage decision has already been made for inspection lot ${lot.number}`);
      if (code !== selectedSet.accepted && code !== selectedSet.rejected) {
        throw new ODataError(
          400,
          "QV/034",
          `Code ${code} is not in selected set ${selectedSet.set} of plant ${plant.id}`,
          "InspectionLotUsageDecisionCode",
        );
      }
      const place = { material: lot.material, location: finishedGoods, batch: lot.batch };
      const quantity = Math.min(lot.quantity, stock.quantity({ ...place, type: "02" }));
      const type = code === selectedSet.accepted ? "321" : "350";
      if (quantity > 0) stock.post({ movementCode: "04", user: by }, [{ ...place, type, quantity }]);
      lot.decision = { code, by, at: wholeSecond(Date.now()) };
      lot.changedAt = lot.decision.at;
      announceLot(lot, "Changed");
    },
  };
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}
