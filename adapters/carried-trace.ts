/**
 * The trace that calls to a system belong to, carried out in the way of its protocol. It goes with the calls by itself, since a posting
 * is several of them, through layers that have nothing to do with it.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** Trace contexts by the ids of commands; null for one without. */
type CarriedTraces = ReadonlyMap<string, string | null>;

const carried = new AsyncLocalStorage<CarriedTraces>();

/** Does work for commands whose calls carry their trace contexts, where the protocol can. A call for several carries that of the first. */
export function carrying<T>(traces: CarriedTraces, work: () => T): T {
  return carried.run(traces, work);
}

/** The header of W3C Trace Context for a call over HTTP, for one command or what goes together; empty outside of any trace. */
export function traceHeaders(commandId?: string): { readonly traceparent?: string } {
  const traces = carried.getStore();
  const traceparent = commandId === undefined ? [...(traces?.values() ?? [])].find((each) => each !== null) : traces?.get(commandId);
  return traceparent ? { traceparent } : {};
}

/** Does work that is for one of several commands alone. */
export function carryingOnly<T>(commandId: string, work: () => T): T {
  return carried.run(new Map([[commandId, carried.getStore()?.get(commandId) ?? null]]), work);
}
