/** `/webhooks/<system>`: where a system's event broker tells what changed. */
import type { IncomingMessage } from "node:http";
import { SpanKind } from "@opentelemetry/api";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { CloudEvent } from "../cloud-events/cloud-event.ts";
import { readCloudEvents } from "../cloud-events/content-modes.ts";
import { allow, answerHandshake } from "../cloud-events/handshake.ts";
import { inTrace } from "../cloud-events/in-trace.ts";
import { HttpRefusal, readBody } from "../http/body.ts";
import type { Route } from "../http/server.ts";
import { checkSignature, checkToken } from "./authentication.ts";

/** A system whose notifications are taken. */
export interface Notified {
  /** Known to the system's broker and to nobody else. */
  readonly secret: string;
  /** DNS name by which the broker must ask to be let in; null for any. */
  readonly origin: string | null;
  /**
   * Hands a notification on. `IGNORED` when it tells of nothing that is read here; the seconds after which to send it again
   * when it cannot be taken now. Never throws.
   */
  take(event: CloudEvent): "TAKEN" | "IGNORED" | { readonly retryAfterSeconds: number };
}

/** Brokers send no larger messages: SAP Event Mesh ends at 1 MB. */
const largestBody = 1_048_576;
const path = /^\/webhooks\/([^/]+)$/;

/** Answers for the systems in `notified`, by their names. `tracing` is null where nothing is traced. */
export function webhookRoute(notified: ReadonlyMap<string, Notified>, tracing: Tracing | null): Route {
  return async (request, response, url) => {
    const name = path.exec(url.pathname)?.[1];
    if (name === undefined) return false;
    const system = notified.get(decode(name));
    if (!system) throw new HttpRefusal(404, "There is no system of this name that notifications are taken from");
    if (request.method === "OPTIONS") {
      response.writeHead(200, { ...answerHandshake(request.headers, system.origin), "content-length": "0" }).end();
    } else if (request.method === "POST") {
      response.writeHead(await take(request, system, tracing), { "cache-control": "no-store" }).end();
    } else {
      throw new HttpRefusal(405, `${request.method} is not taken here; send notifications by POST`, { allow });
    }
    return true;
  };
}

/** 202 when any event was taken, 204 when all are of no interest here. Throws HttpRefusal for everything else. */
async function take(request: IncomingMessage, system: Notified, tracing: Tracing | null): Promise<202 | 204> {
  const { headers } = request;
  checkToken(headers, system.secret);
  const body = await readBody(request, largestBody);
  checkSignature(headers, body, system.secret);
  const outcomes = inTrace(readCloudEvents(headers, body), headers).map((event) => {
    const outcome = system.take(event);
    if (tracing) tellNotified(tracing, event, typeof outcome === "string" ? outcome : "AWAY");
    return outcome;
  });
  for (const outcome of outcomes) {
    if (typeof outcome !== "string") {
      const wait = String(Math.ceil(outcome.retryAfterSeconds));
      throw new HttpRefusal(503, "The system cannot be read now; send the notification again later", { "retry-after": wait });
    }
  }
  return outcomes.includes("TAKEN") ? 202 : 204;
}

/** In the trace of the system that notifies; what is read because of it is not of that trace. */
function tellNotified(tracing: Tracing, { id, source, type, attributes }: CloudEvent, outcome: string): void {
  const about = { "cloudevents.event_id": id, "cloudevents.event_source": source, "cloudevents.event_type": type };
  const parent = readTraceparent(attributes.get("traceparent"));
  tracing.begin(`receive ${type}`, { kind: SpanKind.CONSUMER, parent, attributes: { ...about, "andon.outcome": outcome } }).end();
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}
