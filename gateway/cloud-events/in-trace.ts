/** To which trace an event belongs that comes over HTTP (W3C Trace Context; CloudEvents Distributed Tracing extension). */
import type { IncomingHttpHeaders } from "node:http";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import type { CloudEvent } from "./cloud-event.ts";

/** An event that says itself to which trace it belongs is of that one; any other is of the request's. */
export function inTrace(events: readonly CloudEvent[], { traceparent: header }: IncomingHttpHeaders): readonly CloudEvent[] {
  const traceparent = readTraceparent(header);
  if (traceparent === null) return events;
  return events.map((event) => {
    if (readTraceparent(event.attributes.get("traceparent")) !== null) return event;
    return { ...event, attributes: new Map([...event.attributes, ["traceparent", traceparent]]) };
  });
}
