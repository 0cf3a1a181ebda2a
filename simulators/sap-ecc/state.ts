/** What the ECC system's database holds for one plant, built from the plant's starting day. */
import { type CatalogMaterial, componentMaterials, finishedMaterials } from "../catalog.ts";
import type { OrderStage, Plant } from "../plant.ts";
import { ages, type Batch, batchKey } from "./batch-master.ts";
import { type Calendar, type LocalTime, padKey } from "./notation.ts";

export interface Operation {
  readonly number: string;
  readonly workCenter: string;
  readonly text: string;
  start: LocalTime;
  end: LocalTime;
  yield: number;
  scrap: number;
}

export interface Component {
  readonly item: string;
  readonly operation: string;
  readonly material: CatalogMaterial;
  readonly required: number;
  issued: number;
  readonly location: string;
}

/** A production order (AUFK, AFKO, AFPO, AFVC, RESB); dates are YYYYMMDD in the plant's zone. */
export interface Order {
  /** 12 digits. */
  readonly number: string;
  readonly material: CatalogMaterial;
  quantity: number;
  delivered: number;
  stage: OrderStage;
  shortage: boolean;
  priority: number;
  start: LocalTime;
  end: LocalTime;
  released: string;
  readonly batch: string;
  readonly operations: readonly Operation[];
  readonly components: readonly Component[];
  /** Confirmations that came as time tickets (AFRU). */
  readonly confirmations: TimeTicket[];
  /** A status code nobody has customised, shown instead of the order's own statuses. */
  strangeStatus?: string;
  /** A unit code nobody has mapped, shown instead of the order's own unit. */
  strangeUnit?: string;
}

/** A confirmation of an operation (AFRU). */
interface TimeTicket {
  readonly group: string;
  readonly count: string;
  readonly operation: string;
  readonly text: string;
  readonly made: number;
  readonly scrap: number;
}

/** A supplier's confirmation (EKES). */
export interface Confirmation {
  date: string;
  quantity: number;
  /** Reference document, EKES-XBLNR. */
  readonly reference: string;
  readonly createdOn: string;
}

export interface PurchaseLine {
  /** 5 digits, EKPO-EBELP. */
  readonly item: string;
  readonly material: CatalogMaterial;
  readonly quantity: number;
  received: number;
  readonly requested: string;
  confirmations: Confirmation[];
}

export interface PurchaseOrder {
  readonly number: string;
  readonly supplier: { readonly number: string; readonly name: string };
  readonly lines: PurchaseLine[];
}

const stockTypes = ["unrestricted", "inspection", "blocked"] as const;
export type StockType = (typeof stockTypes)[number];

/** A batch in a storage location (MCHB) with its quantity in each stock type. */
export interface BatchStock {
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  readonly quantities: Record<StockType, number>;
}

/** An inspection lot (QALS) with its usage decision (QAVE); `code` is blank before the decision. */
export interface InspectionLot {
  readonly number: string;
  readonly material: CatalogMaterial;
  readonly batch: string;
  readonly order: string;
  readonly quantity: number;
  readonly createdOn: string;
  code: "" | "A" | "R";
  decidedOn: string;
}

/** A material document's header (MKPF). */
export interface MaterialDocument {
  readonly number: string;
  readonly year: string;
  readonly reference: string;
  readonly headerText: string;
}

interface ReceivedIdoc {
  readonly number: string;
  readonly messageType: string;
  /** ARCKEY, by which its sender knows it. */
  readonly archiveKey: string;
  /** 64 taken, 53 posted, 51 not posted. */
  status: string;
}

export interface State {
  readonly plant: string;
  readonly calendar: Calendar;
  readonly materials: readonly CatalogMaterial[];
  readonly orders: Map<string, Order>;
  readonly purchaseOrders: Map<string, PurchaseOrder>;
  readonly stock: Map<string, BatchStock>;
  readonly batches: Map<string, Batch>;
  readonly lots: Map<string, InspectionLot>;
  readonly documents: MaterialDocument[];
  /** Control records of the IDocs that came in (EDIDC). */
  readonly received: ReceivedIdoc[];
  /** Orders that somebody has open in a transaction: changes answer CO 469. */
  readonly lockedOrders: Set<string>;
}

/** Reads the plant's starting day into SAP's form; a plant of 100 000 orders fits in memory. */
export function createState(plant: Plant, calendar: Calendar): State {
  return {
    plant: plant.id,
    calendar,
    materials: [...finishedMaterials, ...componentMaterials],
    orders: readOrders(plant, calendar),
    purchaseOrders: readPurchaseOrders(plant, calendar),
    stock: readStock(plant),
    batches: readBatches(plant, calendar),
    lots: readLots(plant, calendar),
    documents: [],
    received: [],
    lockedOrders: new Set(),
  };
}

function readOrders(plant: Plant, calendar: Calendar): Map<string, Order> {
  const orders = new Map<string, Order>();
  for (const { number, start, end, operations, components, index: _, ...rest } of plant.orders()) {
    const key = padKey(number, 12);
    orders.set(key, {
      ...rest,
      number: key,
      start: calendar.moment(start),
      end: calendar.moment(end),
      released: rest.stage === "created" ? "" : calendar.day(start.day - 2),
      operations: operations.map((operation) => ({
        ...operation,
        start: calendar.moment(operation.start),
        end: calendar.moment(operation.end),
      })),
      components: components.map((component) => ({ ...component })),
      confirmations: [],
    });
  }
  return orders;
}

function readPurchaseOrders(plant: Plant, calendar: Calendar): Map<string, PurchaseOrder> {
  const orders = new Map<string, PurchaseOrder>();
  for (const line of plant.purchaseLines()) {
    const order = orders.get(line.order) ?? { number: line.order, supplier: line.supplier, lines: [] };
    orders.set(line.order, order);
    order.lines.push({
      item: line.item,
      material: line.material,
      quantity: line.quantity,
      received: line.received,
      requested: calendar.day(line.requestedDay),
      confirmations: line.confirmed
        ? [{ date: calendar.day(line.confirmed.day), quantity: line.confirmed.quantity, reference: "", createdOn: calendar.day(-6) }]
        : [],
    });
  }
  return orders;
}

function readStock(plant: Plant): Map<string, BatchStock> {
  const stock = new Map<string, BatchStock>();
  for (const { material, location, batch, status, quantity } of plant.stock()) {
    findStock(stock, material, location, batch).quantities[status] += quantity;
  }
  return stock;
}

/** Every batch that has stock at the start; those that age last a year. */
function readBatches(plant: Plant, calendar: Calendar): Map<string, Batch> {
  const batches = new Map<string, Batch>();
  for (const { material, batch: number } of plant.stock())
    batches.set(batchKey(material, number), { material, number, restricted: false, expires: ages(material) ? calendar.day(365) : "" });
  return batches;
}

function readLots(plant: Plant, calendar: Calendar): Map<string, InspectionLot> {
  const lots = new Map<string, InspectionLot>();
  for (const lot of plant.lots()) {
    const number = padKey(lot.number, 12);
    lots.set(number, {
      number,
      material: lot.material,
      batch: lot.batch,
      order: padKey(lot.order, 12),
      quantity: lot.quantity,
      createdOn: calendar.day(lot.createdDay),
      code: lot.decision === "pending" ? "" : lot.decision === "accepted" ? "A" : "R",
      decidedOn: lot.decision === "pending" ? "" : calendar.day(Math.min(lot.createdDay + 1, 0)),
    });
  }
  return lots;
}

/** The batch's row in a storage location; a new row with nothing in it when there is none yet. */
export function findStock(stock: Map<string, BatchStock>, material: CatalogMaterial, location: string, batch: string): BatchStock {
  const key = stockKey(material, location, batch);
  const row = stock.get(key) ?? { material, location, batch, quantities: { unrestricted: 0, inspection: 0, blocked: 0 } };
  stock.set(key, row);
  return row;
}

/** Key of a row in `State.stock`. */
export function stockKey(material: CatalogMaterial, location: string, batch: string): string {
  return `${material.number}/${location}/${batch}`;
}
