/** What the system does when its data change: it posts, and tells the outside by IDoc. */
import { ages, type Batch, batchKey, batchSegment } from "./batch-master.ts";
import type { Outbound } from "./file-port.ts";
import { type GoodsMovement, type MovementItem, postMovement } from "./goods-movement.ts";
import { goodsMovementSegment, materialSegment, type Outcome, outcomeSegment, purchaseOrderSegments } from "./message-idoc.ts";
import type { NumberRanges } from "./number-ranges.ts";
import { orderSegment } from "./order-idoc.ts";
import type { MaterialDocument, Order, PurchaseOrder, State } from "./state.ts";

export interface Office {
  /** LOIPRO of a changed order. */
  tellOrder(order: Order): void;
  /** ORDCHG of a changed purchase order. */
  tellPurchaseOrder(order: PurchaseOrder): void;
  /** ALEAUD for an IDoc that somebody sent. */
  tellOutcome(outcome: Outcome): void;
  /** Changes a batch's status, with the transfer posting of its stock that SAP makes of it; sends BATMAS and MBGMCR. */
  restrict(batch: Batch, restricted: boolean): void;
  /** The number that the next material document gets. */
  reserveDocument(): string;
  /** Posts and sends MBGMCR; fails with MessageError, then nothing has happened. */
  post(movement: GoodsMovement, number?: string): MaterialDocument;
}

export function createOffice(state: State, outbound: Outbound, ranges: NumberRanges): Office {
  const reserveDocument = (): string => String(4_900_000_000 + ranges.next("MATBELEG"));
  const tellBatch = (batch: Batch): void => outbound.send("BATMAS", [[batchSegment(state.plant, batch)]]);
  /** A receipt creates the batch that it names. */
  const createBatches = (items: readonly MovementItem[]): void => {
    for (const { material, batch: number } of items) {
      const key = batchKey(material, number);
      if (number === "" || state.batches.has(key)) continue;
      const batch = { material, number, restricted: false, expires: ages(material) ? state.calendar.day(365) : "" };
      state.batches.set(key, batch);
      tellBatch(batch);
    }
  };
  const post = (movement: GoodsMovement, number = reserveDocument()): MaterialDocument => {
    const document = postMovement(state, movement, number);
    createBatches(movement.items);
    outbound.send("MBGMCR", [[goodsMovementSegment(state, movement)]]);
    return document;
  };
  return {
    tellOrder: (order) => outbound.send("LOIPRO", [[orderSegment(state, order)]]),
    tellPurchaseOrder: (order) => outbound.send("ORDCHG", [purchaseOrderSegments(state, order, true)]),
    tellOutcome: (outcome) => outbound.send("ALEAUD", [[outcomeSegment(outcome)]]),
    reserveDocument,
    restrict(batch, restricted) {
      if (batch.restricted === restricted) return;
      batch.restricted = restricted;
      tellBatch(batch);
      const movementType = restricted ? "341" : "342";
      const items = [...state.stock.values()]
        .filter((row) => row.material === batch.material && row.batch === batch.number && row.quantities.unrestricted > 0)
        .map(({ material, location, batch: number, quantities }) => ({
          ...{ material, location, batch: number, movementType },
          ...{ quantity: quantities.unrestricted, order: "", toLocation: "" },
        }));
      if (items.length > 0) post({ code: "04", reference: "", headerText: "Batch status", items });
    },
    post,
  };
}

const ordersPerFile = 100;

/** The initial download, a file at a time between other work: materials, production orders, purchase orders. */
export async function sendInitialDownload(state: State, outbound: Outbound, signal: AbortSignal): Promise<void> {
  const send = async <T>(items: Iterable<T>, write: (chunk: T[]) => void): Promise<void> => {
    let chunk: T[] = [];
    for (const item of items) {
      chunk.push(item);
      if (chunk.length < ordersPerFile) continue;
      write(chunk);
      chunk = [];
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
    }
    if (chunk.length > 0) write(chunk);
  };
  await send(state.materials, (chunk) =>
    outbound.send(
      "MATMAS",
      chunk.map((material) => [materialSegment(material)]),
    ),
  );
  await send(state.orders.values(), (chunk) =>
    outbound.send(
      "LOIPRO",
      chunk.map((order) => [orderSegment(state, order)]),
    ),
  );
  await send(state.purchaseOrders.values(), (chunk) =>
    outbound.send(
      "ORDERS",
      chunk.map((order) => purchaseOrderSegments(state, order, false)),
    ),
  );
}
