/** How this plant's EBS is set up: its own ids, codes and names for what the demo plant says in neutral words. */
import type { Unit } from "../catalog.ts";
import type { OrderStage, PlantLot, PlantStock } from "../plant.ts";

export const organizationId = 204;
export const operatingUnit = 85;
/** The user that the seeded rows were written by; integrations write as another. */
export const seedUser = 1001;
/** Collection plan FINAL_INSPECTION. */
export const inspectionPlanId = 101;

/** WIP_DISCRETE_JOBS.STATUS_TYPE. */
export const statusTypes: Readonly<Record<OrderStage, number>> = {
  created: 1,
  released: 3,
  started: 3,
  delivered: 4,
  completed: 5,
  closed: 12,
  locked: 6,
};

export const uoms: Readonly<Record<Unit, { readonly code: string; readonly name: string }>> = {
  piece: { code: "Ea", name: "Each" },
  kilogram: { code: "Kg", name: "Kilogram" },
  metre: { code: "m", name: "Metre" },
  litre: { code: "L", name: "Litre" },
};

export const materialStatuses = [
  { id: 1, code: "Active", availability: 1, reservable: 1 },
  { id: 20, code: "Inspect", availability: 2, reservable: 2 },
  { id: 21, code: "Hold", availability: 2, reservable: 2 },
  { id: 22, code: "Restricted", availability: 1, reservable: 2 },
] as const;

export const lotStatusIds: Readonly<Record<PlantStock["status"], number>> = { unrestricted: 1, inspection: 20, blocked: 21 };

/** Element "Disposition" of the plan; empty while nobody has decided. */
export const dispositions: Readonly<Record<PlantLot["decision"], string | null>> = {
  pending: null,
  accepted: "ACCEPT",
  rejected: "REJECT",
};

export const subinventories: Readonly<Record<string, { readonly name: string; readonly description: string }>> = {
  "0001": { name: "Stores", description: "Component store" },
  "0002": { name: "FloorStock", description: "Shop floor" },
  "0003": { name: "FGI", description: "Finished goods" },
};

export function subinventoryOf(location: string): string {
  const known = subinventories[location];
  if (!known) throw new RangeError(`location ${location} has no subinventory`);
  return known.name;
}

/** EBS ids are numbers of their own, with no meaning outside. */
export const itemId = (material: string): number => 200_000 + Number(material);
export const vendorId = (supplier: string): number => 1_000 + (Number(supplier) % 100_000);
export const wipEntityId = (plant: string, order: string): number => 500_000 + Number(order) - Number(plant) * 1_000_000;
