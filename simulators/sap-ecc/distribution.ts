/** What this system sends out by itself: everything once at the start, then each change. */
import type { Announcement, Erp } from "./erp.ts";
import type { DocumentNumbers } from "./document-numbers.ts";
import type { IDoc } from "./idoc/idoc.ts";
import { goodsMovementMessage } from "./messages/goods-movement-message.ts";
import { materialMessage } from "./messages/material-message.ts";
import { orderMessage } from "./messages/order-message.ts";
import { purchaseMessage } from "./messages/purchase-message.ts";
import type { Outbound } from "./outbound.ts";

const idocsInAFile = 100;

/** Writes materials, production orders and purchase orders file by file, until `signal` is aborted. */
export async function writeInitialDownload(erp: Erp, numbers: DocumentNumbers, outbound: Outbound, signal: AbortSignal): Promise<void> {
  await writeAll("MATMAS", erp.stock.materials, (material) => materialMessage(numbers, material), outbound, signal);
  await writeAll("LOIPRO", erp.orders.all, (order) => orderMessage(erp, numbers, order), outbound, signal);
  await writeAll("ORDERS", erp.purchasing.all, (order) => purchaseMessage(erp, numbers, "ORDERS", order), outbound, signal);
}

async function writeAll<Item>(
  messageType: string,
  items: readonly Item[],
  message: (item: Item) => IDoc,
  outbound: Outbound,
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < items.length && !signal.aborted; start += idocsInAFile) {
    await outbound.send(messageType, items.slice(start, start + idocsInAFile).map(message));
  }
}

/** Writes the IDoc of each change, one a file. A file that cannot be written ends the process. */
export function distributeChanges(erp: Erp, numbers: DocumentNumbers, outbound: Outbound): void {
  erp.listen((announcement) => {
    const idoc = changeMessage(erp, numbers, announcement);
    void outbound.send(idoc.control.MESTYP ?? "", [idoc]);
  });
}

function changeMessage(erp: Erp, numbers: DocumentNumbers, announcement: Announcement): IDoc {
  switch (announcement.kind) {
    case "order":
      return orderMessage(erp, numbers, announcement.order);
    case "purchase-order":
      return purchaseMessage(erp, numbers, "ORDCHG", announcement.order);
    case "goods-movement":
      return goodsMovementMessage(numbers, erp.plant, announcement.document);
  }
}
