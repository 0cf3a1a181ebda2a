/**
 * One plant's starting day, in neutral words: orders, stock, purchase lines, inspection lots. Each simulator
 * translates it into its ERP's tables. Everything is a function of (seed, index), so that a plant of any size
 * can be walked without being held in memory.
 */
import {
  billOfMaterial,
  type CatalogMaterial,
  type CatalogSupplier,
  componentMaterials,
  finishedMaterials,
  supplierOf,
} from "./catalog.ts";
import { createRandom, type Random } from "./random.ts";

const orderStages = ["created", "released", "started", "delivered", "completed", "closed", "locked"] as const;
export type OrderStage = (typeof orderStages)[number];

/** Days are whole days relative to the simulator's start day; minutes count from the plant's local midnight. */
export interface Moment {
  readonly day: number;
  readonly minute: number;
}

export interface PlantOperation {
  readonly number: string;
  readonly workCenter: string;
  readonly text: string;
  readonly start: Moment;
  readonly end: Moment;
  /** Pieces confirmed good, at most the order's quantity. */
  readonly yield: number;
  readonly scrap: number;
}

export interface PlantComponent {
  /** Position in the bill of material, `0010`, `0020`, ... */
  readonly item: string;
  readonly operation: string;
  readonly material: CatalogMaterial;
  readonly required: number;
  readonly issued: number;
  readonly location: string;
}

export interface PlantOrder {
  readonly index: number;
  /** Number without padding. */
  readonly number: string;
  readonly material: CatalogMaterial;
  readonly quantity: number;
  readonly delivered: number;
  readonly stage: OrderStage;
  readonly shortage: boolean;
  /** 1 (most urgent) to 9. */
  readonly priority: number;
  readonly start: Moment;
  readonly end: Moment;
  readonly batch: string;
  readonly operations: readonly PlantOperation[];
  readonly components: readonly PlantComponent[];
}

export interface PlantStock {
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  readonly status: "unrestricted" | "inspection" | "blocked";
  readonly quantity: number;
}

export interface PlantPurchaseLine {
  readonly index: number;
  readonly order: string;
  readonly item: string;
  readonly supplier: CatalogSupplier;
  readonly material: CatalogMaterial;
  readonly quantity: number;
  readonly received: number;
  /** Requested delivery, day relative to the start day. */
  readonly requestedDay: number;
  /** What the supplier confirmed; null while unconfirmed. */
  readonly confirmed: { readonly day: number; readonly quantity: number } | null;
}

export interface PlantLot {
  readonly index: number;
  readonly number: string;
  readonly material: CatalogMaterial;
  readonly batch: string;
  /** Order that made the batch. */
  readonly order: string;
  readonly quantity: number;
  /** `pending` has no usage decision yet. */
  readonly decision: "pending" | "accepted" | "rejected";
  readonly createdDay: number;
}

export interface Plant {
  readonly id: string;
  readonly orderCount: number;
  readonly purchaseLineCount: number;
  orders(): Iterable<PlantOrder>;
  stock(): Iterable<PlantStock>;
  purchaseLines(): Iterable<PlantPurchaseLine>;
  lots(): Iterable<PlantLot>;
}

const workCenters = ["SAW01", "MILL01", "MILL02", "LATHE01", "ASSY01", "ASSY02", "TEST01", "PAINT01", "PACK01"];
const texts = ["Saw", "Mill", "Turn", "Assemble", "Paint", "Test", "Pack"];
const stockLocations = ["0001", "0002"];

/** Where a plant's numbers and chances come from. */
interface Seed {
  readonly plant: string;
  readonly base: number;
  random(kind: number, index: number): Random;
}

/** 200 orders and 120 purchase lines for each unit of scale. */
export function createPlant(options: { id: string; seed?: number; scale?: number }): Plant {
  const scale = options.scale ?? 1;
  const start = (options.seed ?? 1) * 1_000_003 + Number(options.id);
  const seed: Seed = {
    plant: options.id,
    base: Number(options.id) * 1_000_000,
    random: (kind, index) => createRandom(start + kind * 104_729 + index * 2_654_435),
  };
  const orderCount = Math.round(200 * scale);
  const purchaseLineCount = Math.round(120 * scale);
  return {
    id: options.id,
    orderCount,
    purchaseLineCount,
    *orders() {
      for (let i = 0; i < orderCount; i++) yield orderAt(seed, i);
    },
    stock: () => stockOf(seed, orderCount),
    *purchaseLines() {
      for (let i = 0; i < purchaseLineCount; i++) yield purchaseLineAt(seed, i);
    },
    lots: () => lotsOf(seed, orderCount),
  };
}

function orderAt(seed: Seed, index: number): PlantOrder {
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

function purchaseLineAt(seed: Seed, index: number): PlantPurchaseLine {
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

function* lotsOf(seed: Seed, orderCount: number): Generator<PlantLot> {
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

function* stockOf(seed: Seed, orderCount: number): Generator<PlantStock> {
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

/** Past orders are mostly through, today's are running, future ones are created or released. */
function stageFor(day: number, random: Random): OrderStage {
  if (random.chance(0.02)) return "locked";
  if (day < -5) return random.pick(["completed", "closed", "completed", "delivered"] as const);
  if (day < 0) return random.pick(["started", "delivered", "started"] as const);
  if (day < 5) return random.pick(["released", "started", "released"] as const);
  return random.pick(["created", "created", "released"] as const);
}
