/**
 * Three plants and four suppliers in which every text and amount says whose it is, so that a foreign one is known by itself,
 * whatever way it came: `~PA~` is of plant PA, `~sJ~` of supplier sJ, `~in~` of nobody's but the company's own.
 */
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { EntityBodies, Quantity } from "#schema/canonical/entities.generated.ts";

export const plantCodes = ["PA", "PB", "PC"] as const;
export type PlantCode = (typeof plantCodes)[number];
/** Suppliers of each plant: sM delivers to PC alone. */
export const suppliersOf: Readonly<Record<PlantCode, readonly string[]>> = {
  PA: ["sJ", "sK", "sL"],
  PB: ["sJ", "sK", "sL"],
  PC: ["sJ", "sK", "sM"],
};
/** Of each, in every plant. */
export const counts = { orders: 9, materials: 5, lines: 4 } as const;

export const supplierNumber = (supplier: string): string => `90~${supplier}~`;
export const systemOf = (plant: PlantCode): string => `erp~${plant}~`;
const indexes = Array.from({ length: 9 }, (_, index) => index);
const upTo = (count: number): readonly number[] => indexes.slice(0, count);

/** Amounts of each plant have digits of their own, so that a sum over plants shows it: see `foreignDigits`. */
function amount(plant: PlantCode, ones: number, owner = "~in~"): Quantity {
  return { value: String(ones * 10_000 ** plantCodes.indexOf(plant)), unit: "H87", sourceUnit: `ST~${plant}~${owner}` };
}

export const orderNumber = (plant: PlantCode, index: number): string => `10~${plant}~~in~${index}`;
export const batchNumber = (plant: PlantCode, index: number): string => `C~${plant}~~in~${index}`;
/** Materials are the whole company's, and one that suppliers of one plant deliver. */
export const materialNumber = (index: number): string => `M${index}`;
export const linePath = (plant: PlantCode, supplier: string, index: number): string => `45~${plant}~~${supplier}~${index}/10/1`;

let told = 0;

function change<K extends EntityKind>(kind: K, plant: PlantCode, key: string, owner: string, body: EntityBodies[K]): CanonicalChange {
  told += 1;
  const version = String(told).padStart(10, "0");
  const observedAt = "2026-11-23T08:00:00.000Z";
  const envelope = { id: `${kind}-${version}`, source: `/systems/${systemOf(plant)}`, system: systemOf(plant), plant, key, version };
  const said = { changedAt: observedAt, observedAt, sourceKey: `000~${plant}~${owner}`, sourceStatuses: [`I0002~${plant}~${owner}`] };
  // The body is that of its kind, which TypeScript cannot see through the parameter.
  return { ...envelope, ...said, kind, body } as CanonicalChange;
}

export function orderChange(plant: PlantCode, index: number, priority: number | null = null): CanonicalChange {
  const own = `~${plant}~~in~`;
  const number = orderNumber(plant, index);
  const day = String(1 + index).padStart(2, "0");
  const times = { start: `2026-12-${day}T06:00:00+01:00`, end: `2026-12-${day}T14:00:00+01:00` };
  const quantities = { planned: amount(plant, 9), yield: amount(plant, 1), scrap: null };
  const operation = { number: "0010", workCenter: `W${own}`, text: `turn ${own}`, state: "RELEASED", ...quantities, ...times } as const;
  const component = { key: `1${own}`, operation: "0010", material: materialNumber(index % counts.materials), required: amount(plant, 2) };
  const open = { issued: null, committed: null, requiredAt: null, location: `L${own}`, batch: batchNumber(plant, index), backflush: false };
  return change("production-order", plant, number, "~in~", {
    ...{ number, plant, material: materialNumber((index + 1) % counts.materials), orderType: `PP${own}`, state: "RELEASED", priority },
    ...{ confirmation: "NONE", delivery: "NONE", readiness: "NOT_CHECKED", flags: [], planned: amount(plant, 9) },
    ...{ confirmedYield: amount(plant, 1), confirmedScrap: null, delivered: null, batch: batchNumber(plant, index) },
    ...{ basicStart: times.start, basicEnd: times.end, scheduledStart: times.start, scheduledEnd: times.end },
    ...{ actualStart: null, actualEnd: null, operations: [operation], components: [{ ...component, ...open }] },
  });
}

export function stockChange(plant: PlantCode, index: number, ones = 3): CanonicalChange {
  const own = `~${plant}~~in~`;
  const place = { location: `L${own}`, specialStock: `K${own}` };
  return change("material-availability", plant, materialNumber(index), "~in~", {
    ...{ plant, material: materialNumber(index) },
    stock: [
      { ...place, batch: batchNumber(plant, index), status: "UNRESTRICTED", quantity: amount(plant, ones) },
      { ...place, batch: batchNumber(plant, index), status: "BLOCKED", quantity: amount(plant, 2) },
    ],
  });
}

export function lineChange(plant: PlantCode, supplier: string, index: number, ones = 5): CanonicalChange {
  const path = linePath(plant, supplier, index);
  const [purchaseOrder = "", item = "", scheduleLine = ""] = path.split("/");
  const own = `~${plant}~~${supplier}~`;
  const quantity = amount(plant, ones, `~${supplier}~`);
  const said = { kind: "ORDER_ACKNOWLEDGEMENT", sourceCategory: `AB${own}`, date: "2026-12-09", quantity, reference: `R${own}` } as const;
  return change("supplier-commitment", plant, path, `~${supplier}~`, {
    ...{ purchaseOrder, item, scheduleLine, plant, supplier: supplierNumber(supplier), material: materialNumber(index) },
    ...{ state: "CONFIRMED_WITH_CHANGES", requested: { date: "2026-12-01", quantity }, confirmations: [said], received: null },
    purchaseOrderRevision: `V${own}`,
  });
}

/** All that a plant's ERP tells at first. */
export function changesOf(plant: PlantCode): readonly CanonicalChange[] {
  const own = `~${plant}~~in~`;
  const materials = upTo(counts.materials).flatMap((index) => {
    const [material, batch] = [materialNumber(index), batchNumber(plant, index)];
    const decided = { disposition: "PENDING", decisionCode: `A${own}`, decidedAt: null, createdAt: "2026-11-21T10:00:00+01:00" } as const;
    const lot = { number: `L${own}${index}`, plant, material, batch, order: orderNumber(plant, index), quantity: amount(plant, 4) };
    return [
      change("material", plant, material, "", { number: material, description: `Part ~${plant}~`, baseUnit: "H87" }),
      stockChange(plant, index),
      change("batch", plant, `${material}/${batch}`, "~in~", {
        number: batch,
        material,
        plant,
        restricted: false,
        expiresAt: "2027-06-30",
      }),
      change("inspection-lot", plant, `L${own}${index}`, "~in~", { ...lot, ...decided }),
    ];
  });
  const suppliers = suppliersOf[plant].flatMap((supplier) => {
    const number = supplierNumber(supplier);
    const lines = upTo(counts.lines).map((index) => lineChange(plant, supplier, index));
    return [change("supplier", plant, number, `~${supplier}~`, { number, name: `Works ~${plant}~~${supplier}~` }), ...lines];
  });
  return [...materials, ...upTo(counts.orders).map((index) => orderChange(plant, index)), ...suppliers];
}
