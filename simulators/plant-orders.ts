/** The production orders of a plant's starting day, each a function of the seed and its index. */
import { billOfMaterial, type CatalogMaterial, finishedMaterials } from "./catalog.ts";
import type { OrderStage, PlantComponent, PlantOperation, PlantOrder } from "./plant.ts";
import type { Seed } from "./plant-seed.ts";
import type { Random } from "./random.ts";

const workCenters = ["SAW01", "MILL01", "MILL02", "LATHE01", "ASSY01", "ASSY02", "TEST01", "PAINT01", "PACK01"];
const texts = ["Saw", "Mill", "Turn", "Assemble", "Paint", "Test", "Pack"];

export function orderAt(seed: Seed, index: number): PlantOrder {
  const random = seed.random(1, index);
  const material = random.pick(finishedMaterials);
  const quantity = random.between(1, 50) * 10;
  const day = random.between(-15, 30);
  const stage = stageFor(day, random);
  const progress: Progress = { day, quantity, started: stage === "started", done: ["delivered", "completed", "closed"].includes(stage) };
  const operations = Array.from({ length: random.between(2, 4) }, (_, step) => operationAt(random, progress, step));
  return {
    index,
    number: String(seed.base + index + 1),
    material,
    quantity,
    delivered: progress.done ? quantity : 0,
    stage,
    shortage: !progress.done && random.chance(0.08),
    priority: random.between(1, 9),
    start: { day, minute: 6 * 60 },
    end: { day: day + random.between(0, 3), minute: 22 * 60 },
    batch: `B${seed.plant}${String(index + 1).padStart(5, "0")}`.slice(0, 10),
    operations,
    components: componentsOf(material, operations, progress),
  };
}

interface Progress {
  readonly day: number;
  readonly quantity: number;
  readonly started: boolean;
  readonly done: boolean;
}

function operationAt(random: Random, { day, quantity, started, done }: Progress, step: number): PlantOperation {
  const confirmed = done ? quantity : started && step === 0 ? quantity / 2 : 0;
  const minute = 6 * 60 + step * 180;
  return {
    number: String((step + 1) * 10).padStart(4, "0"),
    workCenter: random.pick(workCenters),
    text: random.pick(texts),
    start: { day, minute },
    end: { day, minute: minute + random.between(60, 170) },
    yield: confirmed,
    scrap: confirmed > 0 && random.chance(0.2) ? random.between(1, 3) : 0,
  };
}

function componentsOf(
  product: CatalogMaterial,
  operations: readonly PlantOperation[],
  { quantity, started, done }: Progress,
): PlantComponent[] {
  return billOfMaterial(product).map(({ material, quantityPer }, row) => {
    const required = quantityPer * quantity;
    return {
      item: String((row + 1) * 10).padStart(4, "0"),
      operation: operations[Math.min(row, operations.length - 1)]?.number ?? "0010",
      material,
      required,
      issued: done ? required : started ? Math.floor(required / 2) : 0,
      location: "0001",
    };
  });
}

/** Past orders are mostly through, today's are running, future ones are created or released. */
function stageFor(day: number, random: Random): OrderStage {
  if (random.chance(0.02)) return "locked";
  if (day < -5) return random.pick(["completed", "closed", "completed", "delivered"] as const);
  if (day < 0) return random.pick(["started", "delivered", "started"] as const);
  if (day < 5) return random.pick(["released", "started", "released"] as const);
  return random.pick(["created", "created", "released"] as const);
}
