/** Stock by material, location, batch and stock type, and the goods movements that alone may change it. */
import { type CatalogMaterial, componentMaterials, finishedMaterials } from "../catalog.ts";
import type { Plant } from "../plant.ts";
import type { Announce } from "./announcements.ts";
import type { Calendar, LocalTime } from "./calendar.ts";
import { ODataError } from "./odata/odata-error.ts";

/** `01` unrestricted, `02` quality inspection, `07` blocked. */
export type StockType = "01" | "02" | "07";

export interface StockRow {
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  readonly type: StockType;
  /** Thousandths of the base unit. */
  quantity: number;
}

/** What is asked of a goods movement; the movement type says where from and where to. */
export interface Movement {
  readonly type: string;
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  readonly quantity: number;
  /** Receiving location, for a transfer between locations. */
  readonly to?: string;
  readonly order?: string;
}

/** One line of a material document: `S` adds to stock, `H` takes from it. */
export interface DocumentItem {
  readonly document: MaterialDocument;
  readonly item: string;
  readonly movement: Movement;
  readonly location: string;
  readonly stockType: StockType;
  readonly sign: "S" | "H";
  readonly automatic: boolean;
}

export interface MaterialDocument {
  readonly number: string;
  readonly year: string;
  readonly posted: LocalTime;
  readonly documentDate: number;
  readonly postingDate: number;
  readonly reference: string;
  readonly headerText: string;
  readonly movementCode: string;
  readonly user: string;
  readonly items: DocumentItem[];
}

interface DocumentHeader {
  readonly movementCode: string;
  readonly reference?: string;
  readonly headerText?: string;
  readonly documentDate?: number;
  readonly postingDate?: number;
  readonly user?: string;
}

export interface Stock {
  rows(): Iterable<StockRow>;
  readonly documents: readonly MaterialDocument[];
  material(number: string): CatalogMaterial | undefined;
  quantity(row: Omit<StockRow, "quantity">): number;
  /** Posts all movements as one document, or none: throws when one of them would make a stock negative. */
  post(header: DocumentHeader, movements: readonly Movement[]): MaterialDocument;
}

/** Movement types that this plant posts, by what they take from and add to. */
const effects: Readonly<Record<string, { readonly from?: StockType; readonly to?: StockType }>> = {
  "101": { to: "02" },
  "261": { from: "01" },
  "311": { from: "01", to: "01" },
  "321": { from: "02", to: "01" },
  "322": { from: "01", to: "02" },
  "343": { from: "07", to: "01" },
  "344": { from: "01", to: "07" },
  "349": { from: "07", to: "02" },
  "350": { from: "02", to: "07" },
};

const typeOf = { unrestricted: "01", inspection: "02", blocked: "07" } as const;
const typeNames: Readonly<Record<StockType, string>> = { "01": "Unrestricted-use", "02": "Quality inspection", "07": "Blocked" };

/** Loads the plant's stock; zero rows stay, as they do in the ERP. */
export function createStock(plant: Plant, calendar: Calendar, announce: Announce): Stock {
  const rows = new Map<string, StockRow>();
  const documents: MaterialDocument[] = [];
  const materials = new Map([...finishedMaterials, ...componentMaterials].map((material) => [material.number, material]));
  const keyOf = (row: Omit<StockRow, "quantity">): string => `${row.material.number}|${row.location}|${row.batch}|${row.type}`;
  const add = (place: Omit<StockRow, "quantity">, quantity: number): void => {
    const row = rows.get(keyOf(place));
    if (row) row.quantity += quantity;
    else rows.set(keyOf(place), { ...place, quantity });
  };
  for (const { material, location, batch, status, quantity } of plant.stock())
    add({ material, location, batch, type: typeOf[status] }, quantity * 1000);

  const stock: Stock = {
    rows: () => rows.values(),
    documents,
    material: (number) => materials.get(number),
    quantity: (row) => rows.get(keyOf(row))?.quantity ?? 0,
    post(header, movements) {
      const document = newDocument(header, documents.length, calendar.local(Date.now()));
      for (const movement of movements) document.items.push(...linesOf(document, movement));
      assertCovered(document, plant.id, stock);
      for (const { movement, location, stockType, sign } of document.items) {
        add(
          { material: movement.material, location, batch: movement.batch, type: stockType },
          sign === "S" ? movement.quantity : -movement.quantity,
        );
      }
      documents.push(document);
      announce({
        object: "MaterialDocument",
        verb: "Created",
        key: { MaterialDocument: document.number, MaterialDocumentYear: document.year },
      });
      return document;
    },
  };
  return stock;
}

function newDocument(header: DocumentHeader, index: number, posted: LocalTime): MaterialDocument {
  const postingDate = header.postingDate ?? posted.date;
  return {
    number: String(4_900_000_001 + index),
    year: new Date(postingDate).toISOString().slice(0, 4),
    posted,
    documentDate: header.documentDate ?? posted.date,
    postingDate,
    reference: (header.reference ?? "").slice(0, 16),
    headerText: (header.headerText ?? "").slice(0, 25),
    movementCode: header.movementCode,
    user: header.user ?? "SHOPFLOOR",
    items: [],
  };
}

/** A transfer within stock makes two lines, the second one by itself. */
function linesOf(document: MaterialDocument, movement: Movement): DocumentItem[] {
  const effect = effects[movement.type];
  if (!effect) throw new ODataError(400, "M7/001", `Check table T156: entry ${movement.type} does not exist`, "GoodsMovementType");
  const first = document.items.length + 1;
  const lines: DocumentItem[] = [];
  const line = (sign: "S" | "H", stockType: StockType, location: string): void => {
    lines.push({ document, item: String(first + lines.length), movement, location, stockType, sign, automatic: lines.length > 0 });
  };
  if (effect.from) line("H", effect.from, movement.location);
  if (effect.to) line("S", effect.to, movement.to ?? movement.location);
  return lines;
}

function assertCovered(document: MaterialDocument, plant: string, stock: Stock): void {
  const taken = new Map<string, number>();
  for (const { movement, location, stockType, sign } of document.items) {
    if (sign === "S") continue;
    const key = `${movement.material.number}|${location}|${movement.batch}|${stockType}`;
    const wanted = (taken.get(key) ?? 0) + movement.quantity;
    taken.set(key, wanted);
    const missing = wanted - stock.quantity({ material: movement.material, location, batch: movement.batch, type: stockType });
    if (missing <= 0) continue;
    const place = `${movement.material.number} ${plant} ${location} ${movement.batch}`.trim();
    throw new ODataError(400, "M7/021", `Deficit of ${typeNames[stockType]} ${missing / 1000} : ${place}`, "QuantityInEntryUnit");
  }
}
