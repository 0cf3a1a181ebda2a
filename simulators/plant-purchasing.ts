/** The purchase lines of a plant's starting day. */
import { componentMaterials, supplierOf } from "./catalog.ts";
import type { PlantPurchaseLine } from "./plant.ts";
import type { Seed } from "./plant-seed.ts";

export function purchaseLineAt(seed: Seed, index: number): PlantPurchaseLine {
  const random = seed.random(2, index);
  const material = random.pick(componentMaterials);
  const quantity = random.between(2, 60) * 50;
  const requestedDay = random.between(-5, 45);
  const confirmedDay = requestedDay + (random.chance(0.25) ? random.between(1, 9) : 0);
  // Three lines share a purchase order, as buyers bundle them; it has one supplier, that of the first line's material.
  const first = index - (index % 3);
  return {
    index,
    order: String(4_500_000_000 + (seed.base % 10_000_000) * 10 + Math.floor(index / 3)),
    item: String(((index % 3) + 1) * 10).padStart(5, "0"),
    supplier: supplierOf(first === index ? material : seed.random(2, first).pick(componentMaterials)),
    material,
    quantity,
    received: requestedDay < 0 ? quantity / 2 : 0,
    requestedDay,
    confirmed: random.chance(0.75) ? { day: confirmedDay, quantity: random.chance(0.1) ? quantity - 50 : quantity } : null,
  };
}
