/** Postings of inventory management by movement type, and the material documents that they leave. */
import type { CatalogMaterial } from "../catalog.ts";
import { quantityText, sapUnit } from "./notation.ts";
import { type BatchStock, findStock, type MaterialDocument, type State, type StockType, stockKey } from "./state.ts";

export interface MovementItem {
  readonly material: CatalogMaterial;
  readonly location: string;
  readonly batch: string;
  readonly movementType: string;
  readonly quantity: number;
  /** Production order of 261 and 101, else blank. */
  readonly order: string;
  /** Receiving storage location of 311, else blank. */
  readonly toLocation: string;
}

export interface GoodsMovement {
  /** GM_CODE: 02 receipt for an order, 03 issue, 04 transfer posting. */
  readonly code: string;
  /** MKPF-XBLNR, at most 16 characters. */
  readonly reference: string;
  /** MKPF-BKTXT, at most 25 characters. */
  readonly headerText: string;
  readonly items: readonly MovementItem[];
}

/** A business error in SAP's shape: message class, number and English text. */
export class MessageError extends Error {
  readonly id: string;
  readonly number: string;
  readonly variables: readonly string[];

  constructor(id: string, number: string, text: string, variables: readonly string[] = []) {
    super(text);
    this.id = id;
    this.number = number;
    this.variables = variables;
  }
}

/** Where a movement takes from and puts to; 341 and 342 follow a batch's status, which counts its stock as restricted. A receipt for an order goes to inspection, since each batch gets a lot. */
const effects: Readonly<Record<string, { readonly from?: StockType; readonly to?: StockType }>> = {
  "101": { to: "inspection" },
  "261": { from: "unrestricted" },
  "311": { from: "unrestricted", to: "unrestricted" },
  "321": { from: "inspection", to: "unrestricted" },
  "322": { from: "unrestricted", to: "inspection" },
  "341": {},
  "342": {},
  "343": { from: "blocked", to: "unrestricted" },
  "344": { from: "unrestricted", to: "blocked" },
  "349": { from: "blocked", to: "inspection" },
  "350": { from: "inspection", to: "blocked" },
};

const typeNames: Readonly<Record<StockType, string>> = {
  unrestricted: "Unrestricted-use",
  inspection: "Quality inspection",
  blocked: "Blocked",
};

/** Fails with M7 021 (deficit), M7 053 (no quantity) or M7 001 (movement type) without changing anything. */
export function checkMovement(state: State, { items }: Pick<GoodsMovement, "items">): void {
  const left = new Map<string, number>();
  for (const item of items) {
    const effect = effects[item.movementType];
    if (!effect) throw new MessageError("M7", "001", `Check table T156: entry ${item.movementType} does not exist`, [item.movementType]);
    if (!(item.quantity > 0)) throw new MessageError("M7", "053", "Enter a quantity");
    if (!effect.from) continue;
    const row = sourceRow(state, item);
    const key = `${item.material.number}/${item.location}/${item.batch}/${effect.from}`;
    const rest = (left.get(key) ?? row?.quantities[effect.from] ?? 0) - item.quantity;
    left.set(key, rest);
    if (rest < 0) throw deficit(state, item, effect.from, -rest);
  }
}

function deficit(state: State, item: MovementItem, type: StockType, missing: number): MessageError {
  const amount = `${quantityText(missing)} ${sapUnit(item.material.unit)}`;
  const place = `${item.material.number} ${state.plant} ${item.location} ${item.batch}`.trim();
  return new MessageError("M7", "021", `Deficit of SL ${typeNames[type]} ${amount} : ${place}`, [typeNames[type], amount, place]);
}

function sourceRow(state: State, item: MovementItem): BatchStock | undefined {
  return state.stock.get(stockKey(item.material, item.location, item.batch));
}

/** Posts a movement that `checkMovement` accepts and returns its document. */
export function postMovement(state: State, movement: GoodsMovement, number: string): MaterialDocument {
  checkMovement(state, movement);
  for (const item of movement.items) {
    const effect = effects[item.movementType];
    if (effect?.from) findStock(state.stock, item.material, item.location, item.batch).quantities[effect.from] -= item.quantity;
    if (effect?.to) {
      const location = item.toLocation || item.location;
      findStock(state.stock, item.material, location, item.batch).quantities[effect.to] += item.quantity;
    }
  }
  const document = {
    number,
    year: state.calendar.now().date.slice(0, 4),
    reference: movement.reference,
    headerText: movement.headerText,
  };
  state.documents.push(document);
  return document;
}
