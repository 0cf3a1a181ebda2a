/** What happens at the plant, posted as SAP posts it. */
import type { LifeEvent } from "../life.ts";
import type { Random } from "../random.ts";
import { confirmOperation } from "./confirmation.ts";
import type { MovementItem } from "./goods-movement.ts";
import { addDays } from "./notation.ts";
import type { Office } from "./office.ts";
import type { BatchStock, State, StockType } from "./state.ts";
import { decide } from "./usage-decision.ts";

type Happening = (state: State, office: Office, random: Random) => string | null;

/** Lets one event happen; null when nothing in the plant is fit for it. */
export function createShopDay(state: State, office: Office): (event: LifeEvent, random: Random) => string | null {
  return (event, random) => happenings[event](state, office, random);
}

const happenings: Readonly<Record<LifeEvent, Happening>> = {
  "release-order": releaseOrder,
  "confirm-operation": confirmOperation,
  "move-stock": moveStock,
  "slip-supplier-date": slipSupplierDate,
  "hold-lot": (state, office, random) => changeStockType(state, office, random, { from: "unrestricted", type: "344", word: "put on hold" }),
  "free-lot": (state, office, random) => changeStockType(state, office, random, { from: "blocked", type: "343", word: "freed" }),
  "decide-lot": decideLot,
};

function pickWhere<T>(items: Iterable<T>, random: Random, fits: (item: T) => boolean): T | null {
  const found = [...items].filter(fits);
  return found.length === 0 ? null : random.pick(found);
}

function releaseOrder(state: State, office: Office, random: Random): string | null {
  const order = pickWhere(state.orders.values(), random, ({ stage }) => stage === "created");
  if (!order) return null;
  order.stage = "released";
  order.released = state.calendar.now().date;
  office.tellOrder(order);
  return `order ${order.number} released`;
}

function moveStock(state: State, office: Office, random: Random): string | null {
  const row = pickWhere(state.stock.values(), random, ({ location, quantities }) => location === "0001" && quantities.unrestricted > 0);
  if (!row) return null;
  const quantity = Math.max(1, Math.floor(row.quantities.unrestricted / 2));
  post(office, row, { movementType: "311", quantity, toLocation: "0002" }, "Transfer");
  return `${quantity} of batch ${row.batch} moved from 0001 to 0002`;
}

function post(
  office: Office,
  row: BatchStock,
  move: Pick<MovementItem, "movementType" | "quantity" | "toLocation">,
  headerText: string,
): void {
  const item = { material: row.material, location: row.location, batch: row.batch, order: "", ...move };
  office.post({ code: "04", reference: "", headerText, items: [item] });
}

function slipSupplierDate(state: State, office: Office, random: Random): string | null {
  const isOpen = (line: { received: number; quantity: number; confirmations: readonly unknown[] }): boolean =>
    line.received < line.quantity && line.confirmations.length > 0;
  const order = pickWhere(state.purchaseOrders.values(), random, ({ lines }) => lines.some(isOpen));
  const line = order?.lines.find(isOpen);
  const [first, ...rest] = line?.confirmations ?? [];
  if (!order || !line || !first) return null;
  const days = random.between(1, 7);
  line.confirmations = [{ ...first, date: addDays(first.date, days), createdOn: state.calendar.now().date }, ...rest];
  office.tellPurchaseOrder(order);
  return `purchase order ${order.number} item ${line.item} confirmed ${days} days later`;
}

function changeStockType(
  state: State,
  office: Office,
  random: Random,
  change: { from: StockType; type: string; word: string },
): string | null {
  const row = pickWhere(state.stock.values(), random, ({ quantities }) => quantities[change.from] > 0);
  if (!row) return null;
  post(office, row, { movementType: change.type, quantity: row.quantities[change.from], toLocation: "" }, "Quality");
  return `batch ${row.batch} in ${row.location} ${change.word}`;
}

function decideLot(state: State, office: Office, random: Random): string | null {
  const lot = pickWhere(state.lots.values(), random, ({ code }) => code === "");
  if (!lot) return null;
  decide(state, office, lot, random.chance(0.8) ? "A" : "R");
  return `lot ${lot.number} of batch ${lot.batch} ${lot.code === "A" ? "accepted" : "rejected"}`;
}
