/** System statuses of a production order: a set of I-codes, shown as texts and as the header's flags. */
import type { OrderStage } from "../plant.ts";

export interface OrderStatus {
  /** Language-independent code, `I0002`. */
  readonly code: string;
  /** English four-letter text, `REL`. */
  readonly text: string;
  readonly name: string;
  /** Header field that is `X` while the status is active. */
  readonly flag?: string;
}

const catalogue: Readonly<Record<string, OrderStatus>> = Object.fromEntries(
  (
    [
      { code: "I0001", text: "CRTD", name: "Created", flag: "OrderIsCreated" },
      { code: "I0002", text: "REL", name: "Released", flag: "OrderIsReleased" },
      { code: "I0009", text: "CNF", name: "Confirmed", flag: "OrderIsConfirmed" },
      { code: "I0010", text: "PCNF", name: "Partially confirmed", flag: "OrderIsPartiallyConfirmed" },
      { code: "I0012", text: "DLV", name: "Delivered", flag: "OrderIsDelivered" },
      { code: "I0016", text: "PRC", name: "Pre-costed", flag: "OrderIsPreCosted" },
      { code: "I0028", text: "SETC", name: "Settlement rule created", flag: "SettlementRuleIsCreated" },
      { code: "I0043", text: "LKD", name: "Locked", flag: "OrderIsLocked" },
      { code: "I0045", text: "TECO", name: "Technically completed", flag: "OrderIsTechnicallyCompleted" },
      { code: "I0046", text: "CLSD", name: "Closed", flag: "OrderIsClosed" },
      { code: "I0321", text: "GMPS", name: "Goods movement posted" },
      { code: "I0340", text: "MACM", name: "Material committed" },
      { code: "I0420", text: "MANC", name: "Mat. availability not checked", flag: "MaterialAvailyIsNotChecked" },
      { code: "I0004", text: "MSPT", name: "Material shortage" },
      { code: "I9001", text: "ZWIP", name: "Waiting for inspection" },
    ] satisfies OrderStatus[]
  ).map((status) => [status.code, status]),
);

const byStage: Readonly<Record<OrderStage, readonly string[]>> = {
  created: ["I0001", "I0016", "I0028"],
  locked: ["I0043", "I0001", "I0016", "I0028"],
  released: ["I0002", "I0016", "I0028"],
  started: ["I0002", "I0010", "I0016", "I0321", "I0028"],
  delivered: ["I0002", "I0009", "I0012", "I0016", "I0321", "I0028"],
  completed: ["I0045", "I0009", "I0012", "I0016", "I0321", "I0028"],
  closed: ["I0046", "I0009", "I0012", "I0016", "I0321", "I0028"],
};

/** The flags that a header has a field for. */
export const statusFlags: readonly string[] = Object.values(catalogue).flatMap(({ flag }) => flag ?? []);

/** The active statuses, the one that describes the order's progress first. */
export function activeStatuses(order: {
  readonly stage: OrderStage;
  readonly hasUnknownStatus: boolean;
  readonly plan: { readonly shortage: boolean };
}): OrderStatus[] {
  const codes = order.hasUnknownStatus ? ["I9001"] : [...byStage[order.stage], availability(order.stage, order.plan.shortage)];
  return codes.flatMap((code) => catalogue[code] ?? []);
}

function availability(stage: OrderStage, shortage: boolean): string {
  if (shortage) return "I0004";
  return stage === "created" || stage === "locked" ? "I0420" : "I0340";
}
