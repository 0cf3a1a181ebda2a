/** System statuses as sets of I-codes (JEST), and the four-letter texts that users and BAPIs show. */
import type { Operation, Order } from "./state.ts";

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
  I0074: "PDLV",
  I0321: "GMPS",
  I0340: "MACM",
  I0420: "MANC",
  I9001: "ZWIP",
};

/** The order's active statuses; an order with a status nobody has customised has only that one. */
export function orderStatuses(order: Order): readonly string[] {
  if (order.strangeStatus !== undefined) return [order.strangeStatus];
  return [...progress(order), "I0016", "I0028", availability(order)];
}

function progress(order: Order): string[] {
  switch (order.stage) {
    case "created":
      return ["I0001"];
    case "locked":
      return ["I0043", "I0001"];
    case "released":
      return ["I0002"];
    case "started":
      return ["I0002", "I0010", "I0321", ...(order.delivered > 0 ? ["I0074"] : [])];
    case "delivered":
      return ["I0002", "I0009", "I0012", "I0321"];
    case "completed":
      return ["I0045", "I0009", "I0012", "I0321"];
    case "closed":
      return ["I0046", "I0009", "I0012", "I0321"];
  }
}

function availability(order: Order): string {
  if (order.shortage) return "I0004";
  return order.stage === "created" || order.stage === "locked" ? "I0420" : "I0340";
}

/** An operation's active statuses. */
export function operationStatuses(order: Order, operation: Operation): readonly string[] {
  if (order.stage === "created" || order.stage === "locked") return ["I0001"];
  if (operation.yield <= 0) return ["I0002"];
  return ["I0002", operation.yield >= order.quantity ? "I0009" : "I0010"];
}

/** The order's status line as BAPIs show it. */
export function statusLine(order: Order): string {
  return statusTexts(orderStatuses(order));
}

/** Statuses as English texts in one line, cut after 40 characters as BAPI structures do. */
export function statusTexts(codes: readonly string[]): string {
  const line = codes.map((code) => texts[code] ?? code).join(" ");
  return line.slice(0, 40).trimEnd();
}
