/**
 * Notifications as S/4HANA's business events: CloudEvents 1.0 that hold only the changed object's key.
 *
 * `POST /events/subscriptions {"url", "secret"?, "mode"?, "exemptHandshake"?}` stands for a webhook subscription of SAP Event
 * Mesh on a queue that S/4HANA's Enterprise Event Enablement fills: `secret` is sent as `Authorization: Bearer`, `mode` is
 * `binary` (the default) or `structured`. Delivery is in sequence for each subscription and tried again until the event is two
 * minutes old, so a client that must not miss a change still has to read what changed.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Announcement } from "./announcements.ts";
import { type CloudEvent, deliver, isWelcome, type Webhook } from "./delivery.ts";
import { badRequest } from "./odata/odata-error.ts";

interface Subscription {
  readonly id: string;
  readonly webhook: Webhook;
  queue: Promise<void>;
  waiting: number;
}

export interface Notifications {
  /** Returns the new subscription's id. Rejected with an `ODataError` 400 for an unusable address or mode, or a webhook that does not agree. */
  subscribe(request: Readonly<Record<string, unknown>>): Promise<string>;
  unsubscribe(id: string): boolean;
  send(announcement: Announcement): void;
  /** Ends attempts that are under way. */
  stop(): void;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** How long the queue keeps an event. */
const keptMs = 120_000;
const longestQueue = 5_000;

/** `systemId` becomes part of the events' source, as the logical system does. */
export function createNotifications(systemId: string): Notifications {
  const subscriptions = new Map<string, Subscription>();
  const stopped = new AbortController();
  const deliverNext = async (subscription: Subscription, event: CloudEvent): Promise<void> => {
    const isOver = (): boolean => stopped.signal.aborted || !subscriptions.has(subscription.id);
    await untilDelivered(subscription.webhook, event, isOver, stopped.signal, () => subscriptions.delete(subscription.id));
    subscription.waiting -= 1;
  };
  return {
    async subscribe(request) {
      const webhook = readWebhook(request);
      if (request.exemptHandshake !== true && !(await isWelcome(webhook, stopped.signal)))
        throw badRequest(`the webhook ${webhook.url} did not agree in the handshake; let it answer OPTIONS, or exempt it`, "url");
      const id = randomUUID();
      subscriptions.set(id, { id, webhook, queue: Promise.resolve(), waiting: 0 });
      return id;
    },
    unsubscribe: (id) => subscriptions.delete(id),
    send(announcement) {
      const event = eventOf(announcement, systemId);
      for (const subscription of subscriptions.values()) {
        if (subscription.waiting >= longestQueue) continue;
        subscription.waiting += 1;
        subscription.queue = subscription.queue.then(() => deliverNext(subscription, event));
      }
    },
    stop: () => stopped.abort(),
  };
}

function readWebhook({ url, secret, mode = "binary" }: Readonly<Record<string, unknown>>): Webhook {
  if (typeof url !== "string" || !URL.canParse(url)) throw badRequest(`url is "${String(url)}"; give the address of a webhook`, "url");
  if (mode !== "binary" && mode !== "structured") throw badRequest(`mode is "${String(mode)}"; give binary or structured`, "mode");
  return { url, secret: typeof secret === "string" ? secret : undefined, mode };
}

function eventOf({ object, verb, key }: Announcement, systemId: string): CloudEvent {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: `/default/sap.s4.beh/${systemId}`,
    type: `sap.s4.beh.${object.toLowerCase()}.v1.${object}.${verb}.v1`,
    time: new Date().toISOString(),
    data: key,
  };
}

/** Never rejects: an event that has grown too old is dropped. */
async function untilDelivered(
  webhook: Webhook,
  event: CloudEvent,
  isOver: () => boolean,
  stopped: AbortSignal,
  onGone: () => void,
): Promise<void> {
  const deadline = Date.parse(event.time) + keptMs;
  for (let pause = firstPauseMs; !isOver() && Date.now() < deadline; pause = Math.min(pause * 2, longestPauseMs)) {
    const outcome = await deliver(webhook, event, stopped);
    if (outcome === "GONE") onGone();
    if (typeof outcome !== "number") return;
    await delay(Math.max(pause, outcome), undefined, { signal: stopped }).catch(() => undefined);
  }
}
