/**
 * What can be made to go wrong, through the control back door. `"off": true` ends a fault.
 *
 * - `down`: 503 for everything but the back door
 * - `slow` `ms`: each answer comes later
 * - `throttle` `count`? `retryAfterSeconds`?: 429 for the next `count` requests, or until it is ended
 * - `page-fails` `page`: 500 for that page of the next read that reaches it, once
 * - `page-size` `size`: entities on a page, for every read
 * - `drop-response` `count`?: does the next write (or `count` of them) and cuts the connection instead of answering
 * - `batch-breaks` `after`: does so many change sets of the next batch, and cuts the connection before the others
 * - `expire-tokens`: forgets all access tokens and CSRF sessions at once
 * - `unknown-status` `order`, `unknown-unit` `order`: gives the order a status, a unit, that nobody has mapped
 * - `user-lock` `order` or `purchaseOrder`: a user has it open
 * - `same-second` `orders`: changes these orders (importance, without notification) with one change second; the last
 *   one only after a read has sent the first
 */
import type { Fault } from "../control.ts";
import type { Erp } from "./erp.ts";
import type { ProductionOrder } from "./production-orders.ts";
import { createSpoiledOrders } from "./spoiled-orders.ts";

export interface Faults {
  /** Switches a fault. Throws a RangeError that names what is wrong with it. */
  set(fault: Fault): void;
  readonly isDown: boolean;
  readonly delayMs: number;
  readonly pageSize: number | undefined;
  /** Seconds to wait before the next try, when this request is to be refused. */
  takeThrottle(): number | undefined;
  /** Whether this page of a read is to fail. */
  takePageFailure(page: number): boolean;
  /** Whether this write's answer is to be lost. */
  takeLostResponse(): boolean;
  /** Change sets of this batch after which its connection is cut; infinite when it is not. */
  takeBatchBreak(): number;
  /** Is told which orders a read is sending. */
  ordersRead(orders: readonly ProductionOrder[]): void;
}

/** `expireTokens` is what the fault of that name does. */
export function createFaults(erp: Erp, expireTokens: () => void): Faults {
  const active = new Map<string, Fault>();
  const left = new Map<string, number>();
  const spoiled = createSpoiledOrders(erp);
  const take = (name: string): Fault | undefined => {
    const fault = active.get(name);
    const remaining = left.get(name) ?? 0;
    if (!fault || remaining <= 0) return undefined;
    left.set(name, remaining - 1);
    return fault;
  };

  const immediate: Readonly<Record<string, (fault: Fault) => void>> = { ...spoiled.faults, "expire-tokens": expireTokens };
  const lasting: Readonly<Record<string, number>> = {
    down: 1,
    slow: 1,
    throttle: Number.POSITIVE_INFINITY,
    "page-fails": 1,
    "page-size": 1,
    "drop-response": 1,
    "batch-breaks": 1,
  };

  return {
    set(fault) {
      const act = immediate[fault.name];
      const count = lasting[fault.name];
      if (act) act(fault);
      else if (count === undefined)
        throw new RangeError(`name is "${fault.name}"; give one of ${[...Object.keys(lasting), ...Object.keys(immediate)].join(", ")}`);
      else if (fault.off) active.delete(fault.name);
      else {
        active.set(fault.name, fault);
        left.set(fault.name, typeof fault.count === "number" ? fault.count : count);
      }
    },
    get isDown() {
      return active.has("down");
    },
    get delayMs() {
      return Number(active.get("slow")?.ms ?? 0);
    },
    get pageSize() {
      const size = active.get("page-size")?.size;
      return typeof size === "number" && size > 0 ? size : undefined;
    },
    takeThrottle() {
      const fault = take("throttle");
      return fault && Number(fault.retryAfterSeconds ?? 1);
    },
    takePageFailure: (page) => active.get("page-fails")?.page === page && take("page-fails") !== undefined,
    takeLostResponse: () => take("drop-response") !== undefined,
    takeBatchBreak() {
      const fault = take("batch-breaks");
      return fault ? Number(fault.after ?? 0) : Number.POSITIVE_INFINITY;
    },
    ordersRead: spoiled.ordersRead,
  };
}
