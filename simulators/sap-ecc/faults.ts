/**
 * What can be made to go wrong, through the control back door. `"off": true` ends a fault.
 *
 * - `down`: 503 for SOAP and IDoc requests; `slow` `ms`: each of their answers comes later
 * - `drop-response`: the next commit, or IDoc posted by HTTP, is done, and the connection cut instead of answered
 * - `locked` `order` (or `purchaseOrder`), `user`?: a user has it open
 * - `unknown-status` `order`, `unknown-unit` `order`: gives the order a status, a unit, that nobody has mapped
 * - `truncated-idoc`: the next outbound file is cut in the middle of a record; `off` sends it again, whole
 * - `out-of-order` `order`?: two IDocs of one order, the older one in the later file
 * - `duplicate`: the last outbound file once more
 */
import type { Fault } from "../control.ts";
import { bareKey } from "./codes.ts";
import type { DocumentNumbers } from "./document-numbers.ts";
import type { Erp } from "./erp.ts";
import { orderMessage } from "./messages/order-message.ts";
import type { Outbound } from "./outbound.ts";

export interface Faults {
  /** Switches a fault. Throws a RangeError or BusinessError that names what is wrong with it. */
  set(fault: Fault): Promise<void>;
  readonly isDown: boolean;
  readonly delayMs: number;
  /** Whether the answer to what is being done now is to be lost. */
  takeLostResponse(): boolean;
}

/** Faults of one system; none is on at the start. */
export function createFaults(erp: Erp, numbers: DocumentNumbers, outbound: Outbound): Faults {
  const lasting = new Map<string, Fault>();
  const keep = (fault: Fault): void => {
    if (fault.off) lasting.delete(fault.name);
    else lasting.set(fault.name, fault);
  };
  const acts: Readonly<Record<string, (fault: Fault) => void | Promise<void>>> = {
    down: keep,
    slow: keep,
    "drop-response": keep,
    locked: (fault) => switchLock(erp, fault),
    "unknown-status"(fault) {
      const order = erp.orders.get(textOf(fault, "order"));
      order.hasUnknownStatus = !fault.off;
      erp.orders.touch(order);
    },
    "unknown-unit"(fault) {
      const order = erp.orders.get(textOf(fault, "order"));
      order.hasUnknownUnit = !fault.off;
      erp.orders.touch(order);
    },
    "truncated-idoc": (fault) => (fault.off ? outbound.resendCut() : outbound.cutNext()),
    "out-of-order": (fault) => sendOutOfOrder(erp, numbers, outbound, fault),
    duplicate: () => outbound.repeatLast(),
  };
  return {
    async set(fault) {
      const act = acts[fault.name];
      if (!act) throw new RangeError(`name is "${fault.name}"; give one of ${Object.keys(acts).join(", ")}`);
      await act(fault);
    },
    get isDown() {
      return lasting.has("down");
    },
    get delayMs() {
      return Number(lasting.get("slow")?.ms ?? 0);
    },
    takeLostResponse: () => lasting.delete("drop-response"),
  };
}

function switchLock(erp: Erp, fault: Fault): void {
  const number = fault.purchaseOrder === undefined ? erp.orders.get(textOf(fault, "order")).plan.number : textOf(fault, "purchaseOrder");
  if (fault.off) erp.locks.delete(bareKey(number));
  else erp.locks.set(bareKey(number), typeof fault.user === "string" ? fault.user : "SUPERVISOR");
}

async function sendOutOfOrder(erp: Erp, numbers: DocumentNumbers, outbound: Outbound, fault: Fault): Promise<void> {
  const order = fault.order === undefined ? erp.orders.all.find(({ stage }) => stage === "released") : erp.orders.get(textOf(fault, "order"));
  if (!order) throw new RangeError("no order is released; give one as order");
  const older = orderMessage(erp, numbers, order);
  order.priority = order.priority === "1" ? "2" : "1";
  const newer = orderMessage(erp, numbers, order);
  await outbound.send("LOIPRO", [newer]);
  await outbound.send("LOIPRO", [older]);
}

function textOf(fault: Fault, option: string): string {
  const value = fault[option];
  if (typeof value !== "string" && typeof value !== "number") throw new RangeError(`${option} is missing; give the number of an order`);
  return String(value);
}
