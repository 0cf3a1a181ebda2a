/** What the system does when its data change: it posts, and tells the outside by IDoc. */

import type { Outbound } from "./file-port.ts";
import { type GoodsMovement, postMovement } from "./goods-movement.ts";
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
  /** The number that the next material document gets. */
  reserveDocument(): string;
  /** Posts and sends MBGMCR; fails with MessageError, then nothing has happened. */
  post(movement: GoodsMovement, number?: string): MaterialDocument;
}

export function createOffice(state: State, outbound: Outbound, ranges: NumberRanges): Office {
  const reserveDocument = (): string => String(4_900_000_000 + ranges.next("MATBELEG"));
  return {
    tellOrder: (order) => outbound.send("LOIPRO", [[orderSegment(state, order)]]),
    tellPurchaseOrder: (order) => outbound.send("ORDCHG", [purchaseOrderSegments(state, order, true)]),
    tellOutcome: (outcome) => outbound.send("ALEAUD", [[outcomeSegment(outcome)]]),
    reserveDocument,
    post(movement, number = reserveDocument()) {
      const document = postMovement(state, movement, number);
      outbound.send("MBGMCR", [[goodsMovementSegment(state, movement)]]);
      return document;
    },
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
