/** Stock of the plant by material, storage location and batch (MCHB), and the goods movements that alone change it. */
import { type CatalogMaterial, componentMaterials, finishedMaterials } from "../catalog.ts";
import type { Plant } from "../plant.ts";
import { BusinessError } from "./business-error.ts";
import { bareKey, quantityText, unitCode } from "./codes.ts";
import type { LocalMoment, PlantClock } from "./plant-clock.ts";

export type StockType = "unrestricted" | "inspection" | "blocked";

/** Quantities in thousandths of the base unit. Zero rows stay, as they do in the ERP. */
export interface StockRow extends Record<StockType, number> {
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  changedOn: string;
}

export interface Movement {
  /** Movement type, `344`. */
  readonly type: string;
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  readonly quantity: number;
  /** Receiving location of a 311. */
  readonly to?: string;
  readonly order?: string;
}

export interface DocumentHeader {
  /** Two digits of GM_CODE. */
  readonly code: string;
  readonly reference?: string;
  readonly text?: string;
  readonly postingDate?: string;
  readonly documentDate?: string;
  readonly user?: string;
}

export interface MaterialDocument {
  readonly number: string;
  readonly year: string;
  readonly entered: LocalMoment;
  readonly header: Required<DocumentHeader>;
  readonly movements: readonly Movement[];
}

export interface Stock {
  rows(): Iterable<StockRow>;
  readonly documents: readonly MaterialDocument[];
  readonly materials: readonly CatalogMaterial[];
  /** Throws M3 305 when there is none. */
  material(key: string): CatalogMaterial;
  row(material: CatalogMaterial, location: string, batch: string): StockRow | undefined;
  /** Throws M7 021 when a movement would make a stock negative, M7 027 for a movement type that is not set up. */
  assertPostable(movements: readonly Movement[]): void;
  /** Draws the number of the next document; a number that is not posted leaves a gap. */
  drawNumber(): string;
  /** Posts all movements as one document, or none. */
  post(header: DocumentHeader, movements: readonly Movement[], number?: string): MaterialDocument;
}

/** Movement types by what they take from and add to. */
const effects: Readonly<Record<string, { readonly from?: StockType; readonly to?: StockType }>> = {
  "101": { to: "inspection" },
  "261": { from: "unrestricted" },
  "311": { from: "unrestricted", to: "unrestricted" },
  "321": { from: "inspection", to: "unrestricted" },
  "322": { from: "unrestricted", to: "inspection" },
  "343": { from: "blocked", to: "unrestricted" },
  "344": { from: "unrestricted", to: "blocked" },
  "349": { from: "blocked", to: "inspection" },
  "350": { from: "inspection", to: "blocked" },
};

const stockNames = { unrestricted: "Unrestricted-use", inspection: "Stock in qual. insp.", blocked: "Blocked" } as const;

/** Loads the plant's stock; `posted` is told of each document. */
export function createStock(plant: Plant, clock: PlantClock, posted: (document: MaterialDocument) => void): Stock {
  const rows = new Map<string, StockRow>();
  const documents: MaterialDocument[] = [];
  const materials = [...finishedMaterials, ...componentMaterials];
  const byNumber = new Map(materials.map((material) => [material.number, material]));
  let lastNumber = 4_900_000_000;
  const keyOf = (material: CatalogMaterial, location: string, batch: string): string => `${material.number}|${location}|${batch}`;
  const add = (material: CatalogMaterial, location: string, batch: string, type: StockType, quantity: number): void => {
    const key = keyOf(material, location, batch);
    const row = rows.get(key) ?? { material, location, batch, unrestricted: 0, inspection: 0, blocked: 0, changedOn: "" };
    row[type] += quantity;
    row.changedOn = clock.now().date;
    rows.set(key, row);
  };
  for (const { material, location, batch, status, quantity } of plant.stock()) add(material, location, batch, status, quantity * 1000);

  const stock: Stock = {
    rows: () => rows.values(),
    documents,
    materials,
    material(key) {
      const material = byNumber.get(bareKey(key));
      if (!material) throw new BusinessError("M3", "305", `Material ${bareKey(key)} does not exist`, bareKey(key));
      return material;
    },
    row: (material, location, batch) => rows.get(keyOf(material, location, batch)),
    assertPostable: (movements) => assertCovered(movements, plant.id, stock),
    drawNumber: () => String(++lastNumber),
    post(header, movements, number = stock.drawNumber()) {
      stock.assertPostable(movements);
      for (const { type, material, location, batch, quantity, to } of movements) {
        const { from, to: target } = effects[type] ?? {};
        if (from) add(material, location, batch, from, -quantity);
        if (target) add(material, to ?? location, batch, target, quantity);
      }
      const document = createDocument(number, clock.now(), header, movements);
      documents.push(document);
      posted(document);
      return document;
    },
  };
  return stock;
}

function createDocument(number: string, entered: LocalMoment, header: DocumentHeader, movements: readonly Movement[]): MaterialDocument {
  const { date } = entered;
  const filled = { reference: "", text: "", postingDate: date, documentDate: date, user: "STOREKEEPER", ...header };
  return { number, year: filled.postingDate.slice(0, 4), entered, header: filled, movements };
}

function assertCovered(movements: readonly Movement[], plant: string, stock: Stock): void {
  const taken = new Map<string, number>();
  for (const { type, material, location, batch, quantity } of movements) {
    const effect = effects[type];
    if (!effect) throw new BusinessError("M7", "027", `Movement type ${type} is not set up for this transaction`, type);
    if (!effect.from) continue;
    const key = `${material.number}|${location}|${batch}|${effect.from}`;
    const needed = (taken.get(key) ?? 0) + quantity;
    taken.set(key, needed);
    const missing = needed - (stock.row(material, location, batch)?.[effect.from] ?? 0);
    if (missing <= 0) continue;
    const amount = `${quantityText(missing)} ${unitCode(material.unit).sap}`;
    const place = [material.number, plant, location, batch].join(" ");
    throw new BusinessError(
      "M7",
      "021",
      `Deficit of ${stockNames[effect.from]} ${amount} : ${place}`,
      stockNames[effect.from],
      amount,
      place,
    );
  }
}
