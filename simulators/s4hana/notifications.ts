/**
 * Notifications as S/4HANA's business events: CloudEvents 1.0 that hold only the changed object's key.
 *
 * `POST /events/subscriptions {"url", "secret"?, "mode"?}` stands for the channel binding of Enterprise Event
 * Enablement: `secret` is sent as `Authorization: Bearer`, `mode` is `binary` (the default) or `structured`.
 * Delivery is in sequence for each subscriber; what cannot be delivered in four attempts is dropped, so a client
 * that must not miss a change still has to read what changed.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Announcement } from "./announcements.ts";
import { badRequest } from "./odata/odata-error.ts";

interface Subscription {
  readonly id: string;
  readonly url: string;
  readonly secret: string | undefined;
  readonly mode: "binary" | "structured";
  queue: Promise<void>;
  waiting: number;
}

interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Notifications {
  /** Returns the new subscription's id. Throws an `ODataError` 400 for an unusable address or mode. */
  subscribe(request: Readonly<Record<string, unknown>>): string;
  unsubscribe(id: string): boolean;
  send(announcement: Announcement): void;
  /** Ends attempts that are under way. */
  stop(): void;
}

const retryAfterMs = [200, 500, 1_000];
const longestQueue = 5_000;

/** `systemId` becomes part of the events' source, as the logical system does. */
export function createNotifications(systemId: string): Notifications {
  const subscriptions = new Map<string, Subscription>();
  const stopped = new AbortController();
  return {
    subscribe({ url, secret, mode = "binary" }) {
      if (typeof url !== "string" || !URL.canParse(url)) throw badRequest(`url is "${String(url)}"; give the address of a webhook`, "url");
      if (mode !== "binary" && mode !== "structured") throw badRequest(`mode is "${String(mode)}"; give binary or structured`, "mode");
      const id = randomUUID();
      subscriptions.set(id, {
        id,
        url,
        secret: typeof secret === "string" ? secret : undefined,
        mode,
        queue: Promise.resolve(),
        waiting: 0,
      });
      return id;
    },
    unsubscribe: (id) => subscriptions.delete(id),
    send({ object, verb, key }) {
      const event: CloudEvent = {
        specversion: "1.0",
        id: randomUUID(),
        source: `/default/sap.s4.beh/${systemId}`,
        type: `sap.s4.beh.${object.toLowerCase()}.v1.${object}.${verb}.v1`,
        time: new Date().toISOString(),
        data: key,
      };
      for (const subscription of subscriptions.values()) {
        if (subscription.waiting >= longestQueue) continue;
        subscription.waiting += 1;
        subscription.queue = subscription.queue
          .then(() => deliver(subscription, event, stopped.signal))
          .finally(() => {
            subscription.waiting -= 1;
          });
      }
    },
    stop: () => stopped.abort(),
  };
}

/** Never rejects: the last failure drops the event. */
async function deliver(subscription: Subscription, event: CloudEvent, stopped: AbortSignal): Promise<void> {
  for (const wait of [...retryAfterMs, undefined]) {
    if (stopped.aborted || (await post(subscription, event, stopped)) || wait === undefined) return;
    await delay(wait, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function post(subscription: Subscription, event: CloudEvent, stopped: AbortSignal): Promise<boolean> {
  const { data, ...attributes } = event;
  const authorization: Record<string, string> = subscription.secret ? { authorization: `Bearer ${subscription.secret}` } : {};
  const message =
    subscription.mode === "structured"
      ? {
          headers: { "content-type": "application/cloudevents+json" },
          body: JSON.stringify({ ...attributes, datacontenttype: "application/json", data }),
        }
      : {
          headers: {
            "content-type": "application/json",
            ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value])),
          },
          body: JSON.stringify(data),
        };
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(5_000)]);
  try {
    const response = await fetch(subscription.url, {
      method: "POST",
      body: message.body,
      headers: { ...message.headers, ...authorization },
      signal,
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
