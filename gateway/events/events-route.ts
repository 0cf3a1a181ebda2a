/** `POST /events`: where the systems around the ERPs tell what has happened (CloudEvents over HTTP). docs/events.md is its manual. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "#schema/canonical/caller.ts";
import { systemRoles } from "#schema/canonical/event.ts";
import { type EventIntake, type EventSender, type IntakeOutcome, IntakeUnavailable } from "#schema/canonical/event-intake.ts";
import type { CloudEvent } from "../cloud-events/cloud-event.ts";
import { readCloudEvents } from "../cloud-events/content-modes.ts";
import { allow, answerHandshake } from "../cloud-events/handshake.ts";
import { inTrace } from "../cloud-events/in-trace.ts";
import { OperationRefused } from "../engine/refusal.ts";
import { HttpRefusal, readBody } from "../http/body.ts";
import type { Route } from "../http/server.ts";
import { identify } from "../identity/identify.ts";
import type { Verify } from "../identity/verify.ts";
import type { Limiter } from "../limits/limiter.ts";

export interface EventsEndpoint {
  readonly intake: EventIntake;
  /** Null where nobody has to say who they are. */
  readonly verify: Verify | null;
  readonly limiter: Limiter | null;
}

const largestBody = 5 * 1_048_576;
/** Bounds how long one delivery holds the store. */
const largestBatch = 1_000;
/** Points of the sender's budget that an event costs. */
const costOfEvent = 1;

export function eventsRoute(endpoint: EventsEndpoint): Route {
  return async (request, response, url) => {
    if (url.pathname !== "/events") return false;
    if (request.method === "OPTIONS") {
      response.writeHead(200, { ...answerHandshake(request.headers, null), "content-length": "0" }).end();
    } else if (request.method === "POST") {
      await answer(endpoint, request, response);
    } else {
      throw new HttpRefusal(405, `${request.method} is not taken here; send events by POST`, { allow });
    }
    return true;
  };
}

/** Answers for a delivery as a whole: 202 when all of it is kept for good, else none of it was. Throws HttpRefusal for what is no delivery. */
async function answer({ intake, verify, limiter }: EventsEndpoint, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const caller = verify ? await identify(verify, request.headers.authorization) : null;
  const sender = senderOf(caller);
  const body = await readBody(request, largestBody);
  const events = inTrace(readCloudEvents(request.headers, body), request.headers);
  if (events.length > largestBatch)
    throw new HttpRefusal(413, `The batch has ${events.length} events; send ${largestBatch} at most, in several batches`);
  if (caller && limiter) await charge(limiter, caller, events.length);
  const outcomes = await intake.accept(events, sender, "ALL_OR_NONE").catch(refuseForNow);
  const faults = outcomes.flatMap((outcome, index) => ("code" in outcome && outcome.code !== "NOT_TAKEN" ? [{ ...outcome, index }] : []));
  const [first] = faults;
  if (!first) {
    response.writeHead(202, { "cache-control": "no-store", "content-length": "0" }).end();
    return;
  }
  const errors = faults.map(({ message, code, index }) => ({ message, extensions: { code, index, ...nameOf(events[index]) } }));
  response.writeHead(statusOf(first), {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    ...challengeOf(first),
  });
  response.end(JSON.stringify({ errors }));
}

/** Throws HttpRefusal 403 for who speaks for a supplier and not for a system. */
function senderOf(caller: Caller | null): EventSender {
  if (caller === null) return { subject: "anybody", scopes: systemRoles.map((role) => `event:${role}`), plants: "ALL" };
  if (caller.supplier !== null)
    throw new HttpRefusal(403, "Events are sent by systems, and this token is a supplier's; have the portal send them by its own token");
  const { subject, scopes, plants } = caller;
  return { subject, scopes, plants };
}

/** Throws HttpRefusal when the sender's budget does not suffice. */
async function charge(limiter: Limiter, caller: Caller, events: number): Promise<void> {
  try {
    await limiter.take(caller, events * costOfEvent);
  } catch (fault) {
    if (!(fault instanceof OperationRefused)) throw fault;
    throw new HttpRefusal(fault.status, "More events were sent than the token's budget has room for; send them again later", fault.headers);
  }
}

function refuseForNow(fault: unknown): never {
  if (!(fault instanceof IntakeUnavailable)) throw fault;
  throw new HttpRefusal(503, fault.message, { "retry-after": String(Math.ceil(fault.retryAfterSeconds)) });
}

type Fault = Extract<IntakeOutcome, { readonly code: string }>;

function statusOf({ outcome, code }: Fault): 403 | 409 | 422 {
  if (outcome === "CONFLICT") return 409;
  return code === "INSUFFICIENT_SCOPE" || code === "FORBIDDEN_PLANT" ? 403 : 422;
}

/** RFC 6750, section 3.1. */
function challengeOf({ scope }: Fault): Readonly<Record<string, string>> {
  return scope === undefined ? {} : { "www-authenticate": `Bearer realm="andon", error="insufficient_scope", scope="${scope}"` };
}

/** What the sender knows the event by. */
function nameOf(event: CloudEvent | undefined): Readonly<Record<string, string>> {
  return event ? { source: event.source, id: event.id } : {};
}
