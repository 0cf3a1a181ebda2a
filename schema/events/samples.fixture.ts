/**
 * One event of each type that says everything, and one that says no more than it must. The types hold them to the members of
 * `EventData`, so that a contract that has just their members has just those of the type.
 */
import type { EventData, EventType } from "../canonical/event.ts";

/** The same with every member there, and not null. */
type Full<T> = T extends readonly (infer Item)[]
  ? readonly Full<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]-?: Full<NonNullable<T[Name]>> }
    : T;

type RequiredName<T> = { [Name in keyof T]-?: undefined extends T[Name] ? never : Name }[keyof T];

/** The same without the members that may be left out. */
type Least<T> = T extends readonly (infer Item)[]
  ? readonly Least<Item>[]
  : T extends object
    ? { readonly [Name in RequiredName<T>]: Least<T[Name]> }
    : T;

const order = "1000123";
const material = "4711";
const batch = "B-0815";
const pieces = { value: "12.5", unit: "H87" };
const moment = "2026-12-01T06:00:00+01:00";

export const fullEvents = {
  "andon.schedule.changed": {
    reason: "MACHINE_DOWN",
    orders: [{ order, basicStart: moment, basicEnd: "2026-12-02T22:00:00+01:00", priority: 1 }],
  },
  "andon.order.release-requested": { order },
  "andon.machine.state-changed": { workCenter: "MILL-01", state: "DOWN", since: moment, expectedUntil: moment, reason: "Spindle" },
  "andon.material.shortage-reported": { order, material, missing: pieces, neededAt: moment },
  "andon.supplier-commitment.proposed": {
    supplier: "17300001",
    purchaseOrder: "4500000123",
    item: "10",
    scheduleLine: "1",
    date: "2026-12-01",
    quantity: pieces,
  },
  "andon.quality.hold-placed": { material, batch, reason: "Cracks" },
  "andon.quality.hold-lifted": { material, batch, reason: "Second sample is good" },
  "andon.quality.usage-decided": { inspectionLot: "890000000123", decision: "REJECTED", reason: "Hardness" },
  "andon.operation.confirmed": { order, operation: "0010", yield: pieces, scrap: pieces, isFinal: false, finishedAt: moment },
  "andon.goods.moved": { movement: "ISSUED", order, material, batch, quantity: pieces, movedAt: moment },
  "andon.material.enriched": { material, standardCost: { amount: "3.20", currency: "EUR", per: pieces }, description: "Bearing" },
  "andon.supplier.enriched": { supplier: "17300001", rating: "A", leadTimeDays: 12 },
  "andon.engineering.revision-released": { material, revision: "C", effectiveFrom: "2026-12-01", reason: "Thicker wall" },
  "andon.customer-order.changed": { customerOrder: "500017", material, quantity: pieces, requestedDate: "2026-12-01" },
} satisfies { readonly [Type in EventType]: Full<EventData[Type]> };

export const leastEvents = {
  ...fullEvents,
  "andon.schedule.changed": { reason: "RESEQUENCED", orders: [{ order }] },
  "andon.machine.state-changed": { workCenter: "MILL-01", state: "UP", since: moment },
  "andon.material.shortage-reported": { order, material, missing: pieces },
  "andon.quality.usage-decided": { inspectionLot: "890000000123", decision: "ACCEPTED" },
  "andon.operation.confirmed": { order, operation: "0010", yield: pieces, isFinal: true, finishedAt: moment },
  "andon.goods.moved": { movement: "RECEIVED", order, material, quantity: pieces, movedAt: moment },
  "andon.material.enriched": { material },
  "andon.supplier.enriched": { supplier: "17300001" },
  "andon.engineering.revision-released": { material, revision: "C", effectiveFrom: "2026-12-01" },
} satisfies { readonly [Type in EventType]: Least<EventData[Type]> };
