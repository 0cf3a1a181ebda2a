/** The faults that can be switched on for people and tests. */
import type { Fault } from "../control.ts";
import type { Batch } from "./batch-master.ts";
import type { Outbound } from "./file-port.ts";
import { padKey } from "./notation.ts";
import type { Office } from "./office.ts";
import type { Order, State } from "./state.ts";

export interface Faults {
  readonly isDown: boolean;
  readonly delayMs: number;
  /** True once, for the call whose reply is to be lost after it was carried out. */
  takeLostResponse(functionName: string): boolean;
  set(fault: Fault): void;
}

const names = "down, slow, drop-response, locked, unknown-status, unknown-unit, restricted-batch, truncated-idoc, out-of-order, duplicate";

/**
 * - `down`: HTTP answers 503 and the inbound folder is left alone.
 * - `slow` with `ms`: each HTTP request waits.
 * - `drop-response` with `function` (BAPI_TRANSACTION_COMMIT): the next such call is carried out, its reply is lost; `IDOC` for the IDoc port.
 * - `locked` with `order`: changes and releases of the order answer CO 469.
 * - `unknown-status`, `unknown-unit` with `order`: the order has status I9001, unit KAN, and says so at once; off puts its own back.
 * - `restricted-batch` with `material` and `batch`: the batch has status restricted, and says so at once; off lifts it.
 * - `truncated-idoc`, `duplicate`: the next outbound file; `out-of-order`: the next file comes after the one that follows it.
 */
export function createFaults(parts: { state: State; office: Office; outbound: Outbound }): Faults {
  const { state, office, outbound } = parts;
  let isDown = false;
  let delayMs = 0;
  let lostFunction: string | undefined;
  return {
    get isDown() {
      return isDown;
    },
    get delayMs() {
      return delayMs;
    },
    takeLostResponse(functionName) {
      if (lostFunction !== functionName) return false;
      lostFunction = undefined;
      return true;
    },
    set(fault) {
      const on = fault.off !== true;
      if (fault.name === "down") isDown = on;
      else if (fault.name === "slow") delayMs = on ? Number(fault.ms ?? 500) : 0;
      else if (fault.name === "drop-response") lostFunction = on ? String(fault.function ?? "BAPI_TRANSACTION_COMMIT") : undefined;
      else if (fault.name === "truncated-idoc") outbound.faults.truncateNext = on;
      else if (fault.name === "duplicate") outbound.faults.duplicateNext = on;
      else if (fault.name === "out-of-order") holdNext(outbound, on);
      else if (fault.name === "restricted-batch") office.restrict(findBatch(state, fault), on);
      else setOrderFault(state, office, fault);
    },
  };
}

function holdNext(outbound: Outbound, on: boolean): void {
  outbound.faults.holdNext = on;
  if (!on) outbound.releaseHeld();
}

function setOrderFault(state: State, office: Office, fault: Fault): void {
  if (!["locked", "unknown-status", "unknown-unit"].includes(fault.name))
    throw new RangeError(`fault "${fault.name}" is not known; give one of ${names}`);
  const order = findOrder(state, fault);
  if (fault.name === "locked") {
    if (fault.off) state.lockedOrders.delete(order.number);
    else state.lockedOrders.add(order.number);
    return;
  }
  if (fault.name === "unknown-status") {
    if (fault.off) delete order.strangeStatus;
    else order.strangeStatus = "I9001";
  } else if (fault.off) delete order.strangeUnit;
  else order.strangeUnit = "KAN";
  office.tellOrder(order);
}

function findOrder(state: State, fault: Fault): Order {
  const order = typeof fault.order === "string" ? state.orders.get(padKey(fault.order, 12)) : undefined;
  if (!order)
    throw new RangeError(`fault ${fault.name} needs "order", a number of this plant's orders; got ${JSON.stringify(fault.order)}`);
  return order;
}

function findBatch(state: State, { material, batch }: Fault): Batch {
  const found = state.batches.get(`${material}/${batch}`);
  if (!found)
    throw new RangeError(
      `fault restricted-batch needs "material" and "batch" of a batch of this plant, such as "8050" and "B1"; got ${JSON.stringify({ material, batch })}`,
    );
  return found;
}
