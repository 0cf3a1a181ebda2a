/** System statuses of orders and operations: sets of I-codes (JEST), and the English texts that BAPIs show. */

import type { OrderStage } from "../plant.ts";
import type { ProductionOrder } from "./production-orders.ts";

const texts: Readonly<Record<string, string>> = {
  I0001: "CRTD",
  I0002: "REL",
  I0004: "MSPT",
  I0009: "CNF",
  I0010: "PCNF",
  I0012: "DLV",
  I0016: "PRC",
  I0028: "SETC",
  I0043: "LKD",
  I0045: "TECO",
  I0046: "CLSD",
  I0321: "GMPS",
  I0340: "MACM",
  I0420: "MANC",
  I0990: "ZWIP",
};

/** A status that nobody has mapped. */
export const unknownStatus = "I0990";

const byStage: Readonly<Record<OrderStage, readonly string[]>> = {
  created: ["I0001", "I0016", "I0028"],
  locked: ["I0043", "I0001", "I0016", "I0028"],
  released: ["I0002", "I0016", "I0028"],
  started: ["I0002", "I0010", "I0016", "I0321", "I0028"],
  delivered: ["I0002", "I0009", "I0012", "I0016", "I0321", "I0028"],
  completed: ["I0045", "I0009", "I0012", "I0016", "I0321", "I0028"],
  closed: ["I0046", "I0009", "I0012", "I0016", "I0321", "I0028"],
};

/** The order's active statuses; their sequence means nothing. */
export function orderStatuses(order: ProductionOrder): readonly string[] {
  if (order.hasUnknownStatus) return [unknownStatus];
  const unchecked = order.stage === "created" || order.stage === "locked";
  return [...byStage[order.stage], order.plan.shortage ? "I0004" : unchecked ? "I0420" : "I0340"];
}

/** Active statuses of the operation at `index`. */
export function operationStatuses(order: ProductionOrder, index: number): readonly string[] {
  if (order.stage === "created" || order.stage === "locked") return ["I0001"];
  const yielded = order.yields[index] ?? 0;
  if (yielded === 0) return ["I0002"];
  return ["I0002", yielded >= order.quantity ? "I0009" : "I0010"];
}

/** Texts of statuses as a BAPI's SYSTEM_STATUS shows them: cut off after 40 characters. */
export function statusText(codes: readonly string[]): string {
  return codes
    .map((code) => texts[code] ?? code)
    .join(" ")
    .slice(0, 40);
}
