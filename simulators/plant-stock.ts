/** What lies in a plant's stores on its starting day, and the inspection lots of what was made. */
import { componentMaterials } from "./catalog.ts";
import type { PlantLot, PlantStock } from "./plant.ts";
import { orderAt } from "./plant-orders.ts";
import type { Seed } from "./plant-seed.ts";

const stockLocations = ["0001", "0002"];

export function* lotsOf(seed: Seed, orderCount: number): Generator<PlantLot> {
  let index = 0;
  for (let i = 0; i < orderCount; i++) {
    const order = orderAt(seed, i);
    if (order.delivered === 0) continue;
    yield {
      index,
      number: String(seed.base * 10 + 400_000_000 + index + 1).slice(-11),
      material: order.material,
      batch: order.batch,
      order: order.number,
      quantity: order.quantity,
      decision: order.stage === "delivered" ? "pending" : seed.random(3, i).chance(0.06) ? "rejected" : "accepted",
      createdDay: order.end.day,
    };
    index += 1;
  }
}

/** What was made lies in the finished-goods store until it ships; at most the first few hundred batches are still there. */
const finishedBatches = 300;

export function* stockOf(seed: Seed, orderCount: number): Generator<PlantStock> {
  for (const [index, material] of componentMaterials.entries()) {
    const random = seed.random(4, index);
    const batch = `R${material.number}`;
    for (const location of stockLocations) {
      yield { material, location, batch: `${batch}${location.slice(-1)}`, status: "unrestricted", quantity: random.between(0, 80) * 100 };
    }
    if (random.chance(0.3))
      yield { material, location: "0001", batch: `${batch}9`, status: "blocked", quantity: random.between(1, 9) * 10 };
    if (random.chance(0.3))
      yield { material, location: "0001", batch: `${batch}8`, status: "inspection", quantity: random.between(1, 30) * 10 };
  }
  let shown = 0;
  for (const { material, batch, quantity, decision } of lotsOf(seed, orderCount)) {
    if (shown++ >= finishedBatches) break;
    const status = decision === "pending" ? "inspection" : decision === "rejected" ? "blocked" : "unrestricted";
    yield { material, location: "0003", batch, status, quantity };
  }
}
