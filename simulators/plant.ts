/**
 * One plant's starting day, in neutral words: orders, stock, purchase lines, inspection lots. Each simulator
 * translates it into its ERP's tables. Everything is a function of (seed, index), so that a plant of any size
 * can be walked without being held in memory.
 */
import type { CatalogMaterial, CatalogSupplier } from "./catalog.ts";
import { orderAt } from "./plant-orders.ts";
import { purchaseLineAt } from "./plant-purchasing.ts";
import { createSeed } from "./plant-seed.ts";
import { lotsOf, stockOf } from "./plant-stock.ts";

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

/** 200 orders and 120 purchase lines for each unit of scale. */
export function createPlant(options: { id: string; seed?: number; scale?: number }): Plant {
  const scale = options.scale ?? 1;
  const seed = createSeed(options.id, options.seed ?? 1);
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
