/** One delivery of a CloudEvent to a webhook, and the handshake before the first (HTTP 1.1 Web Hooks for Event Delivery 1.0.2). */

export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Webhook {
  readonly url: string;
  /** Sent as a bearer token. */
  readonly secret: string | undefined;
  readonly mode: "binary" | "structured";
}

/** `GONE`: the webhook wants no more. A number: not delivered; milliseconds that it asks to be left alone, 0 when it does not say. */
export type Outcome = "DELIVERED" | "GONE" | number;

/** How the sender names itself. */
const origin = "s4h.example.com";

const timeoutMs = 5_000;
const longestPauseMs = 30_000;

/** Whether the webhook agrees to be sent events. */
export async function isWelcome({ url, secret }: Webhook, stopped: AbortSignal): Promise<boolean> {
  const headers = { "webhook-request-origin": origin, ...authorizationOf(secret) };
  const response = await request(url, { method: "OPTIONS", headers }, stopped);
  return ["*", origin].includes(response?.headers.get("webhook-allowed-origin") ?? "");
}

/** Never rejects. */
export async function deliver(webhook: Webhook, event: CloudEvent, stopped: AbortSignal): Promise<Outcome> {
  const { headers, body } = webhook.mode === "structured" ? structured(event) : binary(event);
  const identity = { "webhook-request-origin": origin, ...authorizationOf(webhook.secret) };
  const response = await request(webhook.url, { method: "POST", body, headers: { ...headers, ...identity } }, stopped);
  if (response?.ok) return "DELIVERED";
  if (response?.status === 410) return "GONE";
  const seconds = Number(response?.headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) ? Math.min(seconds * 1_000, longestPauseMs) : 0;
}

/** Null when there was no answer. A redirection is not followed (section 2.2). */
async function request(url: string, init: RequestInit, stopped: AbortSignal): Promise<Response | null> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]) });
    await response.body?.cancel();
    return response;
  } catch {
    return null;
  }
}

function authorizationOf(secret: string | undefined): Record<string, string> {
  return secret === undefined ? {} : { authorization: `Bearer ${secret}` };
}

interface Message {
  readonly headers: Record<string, string>;
  readonly body: string;
}

function structured({ data, ...attributes }: CloudEvent): Message {
  const body = JSON.stringify({ ...attributes, datacontenttype: "application/json", data });
  return { headers: { "content-type": "application/cloudevents+json" }, body };
}

function binary({ data, ...attributes }: CloudEvent): Message {
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
  return { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(data) };
}
