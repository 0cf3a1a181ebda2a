/**
 * A planning system that tells events, in a process of its own so that it does not share the measured system's event loop. Reads
 * one task a line (JSON: url, token, events, perSecond, atOnce) and prints for each what came of it, a line of JSON: an EventsSent.
 */
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";

/** An event that is to be told; its time is put in when it is sent. */
export interface ToldEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly plantid: string;
  readonly subject: string;
  readonly data: unknown;
}

export interface SendTask {
  readonly url: string;
  readonly token: string;
  readonly events: readonly ToldEvent[];
  /** At what rate; null for as fast as they are accepted. */
  readonly perSecond: number | null;
  /** Events of one delivery. */
  readonly atOnce: number;
}

export interface EventsSent {
  readonly accepted: number;
  readonly acceptedPerSecond: number;
  /** Deliveries that were told to come back, and were sent again. */
  readonly putOff: number;
  /** Milliseconds from sending a delivery to its 202. */
  readonly p50: number;
  readonly p99: number;
}

const connections = 16;

async function send({ url, token, events, perSecond, atOnce }: SendTask): Promise<EventsSent> {
  const pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
  const headers = { "content-type": "application/cloudevents-batch+json", authorization: `Bearer ${token}` };
  const times: number[] = [];
  let putOff = 0;
  const began = performance.now();
  const deliver = async (delivery: readonly ToldEvent[]): Promise<void> => {
    const time = new Date().toISOString();
    const body = JSON.stringify(delivery.map((event) => ({ specversion: "1.0", time, ...event })));
    const sent = performance.now();
    for (;;) {
      const response = await pool.request({ path: "/events", method: "POST", headers, body });
      const text = await response.body.text();
      if (response.statusCode === 202) break;
      if (response.statusCode !== 503) throw new Error(`an event was answered with ${response.statusCode}: ${text}`);
      putOff += 1;
      await delay(Number(response.headers["retry-after"] ?? 1) * 1_000);
    }
    times.push(performance.now() - sent);
  };
  const deliveries = Array.from({ length: Math.ceil(events.length / atOnce) }, (_, index) =>
    events.slice(index * atOnce, (index + 1) * atOnce),
  );
  if (perSecond === null) await inTurn(deliveries, deliver);
  else await atRate(deliveries, perSecond / atOnce, deliver);
  const seconds = (performance.now() - began) / 1_000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { accepted: events.length, acceptedPerSecond: events.length / seconds, putOff, p50: at(0.5), p99: at(0.99) };
}

/** As fast as they are taken, on every connection one after the other. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** Each at its time, whether or not those before it have been answered. */
async function atRate<T>(items: readonly T[], perSecond: number, work: (item: T) => Promise<void>): Promise<void> {
  const began = performance.now();
  const underWay: Promise<void>[] = [];
  for (const [index, item] of items.entries()) {
    const wait = began + (index * 1_000) / perSecond - performance.now();
    if (wait > 1) await delay(wait);
    underWay.push(work(item));
  }
  await Promise.all(underWay);
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await send(JSON.parse(line) as SendTask))}\n`);
}
