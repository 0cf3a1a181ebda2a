/**
 * Events: how many are accepted in a second, how long it takes from an event to the ERP's acknowledgement of its posting, and from
 * there until a subscriber has the change. Planning moves orders of the three simulated plants; Andon, the ERPs and the sender are
 * processes of their own, the subscriber is this one.
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { startSender, subscribe } from "./event-probes.ts";
import type { EventsSent, ToldEvent } from "./event-sender.ts";
import type { BenchOptions, Measured } from "./gateways.ts";
import type { BenchLandscape } from "./landscape.ts";
import { cpuSeconds, startProcess } from "./processes.ts";

/** Events a second at which latencies are measured. */
const rates = [10, 100, 1_000] as const;
/** Fewer would wait for one another. */
const fewestOrders = 30;
/** A posting of which nothing is heard for so long is not waited for. */
const patienceMs = 180_000;

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

interface Acceptance extends EventsSent {
  readonly eventsOfADelivery: number;
}

interface Latencies {
  readonly perSecond: number;
  readonly events: number;
  readonly acceptedPerSecond: number;
  /** Milliseconds from the sending of an event to the ERP's acknowledgement. */
  readonly posting: Percentiles;
  /** The same by plant: S/4HANA, ECC, EBS. */
  readonly byPlant: Readonly<Record<string, Percentiles>>;
  /** Milliseconds from the acknowledgement to the change at the subscriber. */
  readonly subscriber: Percentiles;
  /** Milliseconds of processor time that Andon used for an event, with all that follows from it. */
  readonly cpuEach: number;
  /** Postings that were not done. */
  readonly missed: number;
}

interface Order {
  readonly number: string;
  readonly plant: string;
}

export async function measureEvents(landscape: BenchLandscape, { seconds }: BenchOptions): Promise<Measured> {
  const andon = await startProcess(["cli/andon.js", "start", "--landscape", landscape.file], landscape.environment);
  const [aps, planner] = await Promise.all([landscape.token("aps"), landscape.token("planner")]);
  const sender = startSender();
  const store = new DatabaseSync(join(landscape.folder, "data", "process.db"), { readOnly: true, timeout: 5_000 });
  const subscriber = await subscribe(andon.url, planner);
  try {
    const orders = await movableOrders(andon.url, planner);
    const url = new URL("/events", andon.url).href;
    const acceptance: Acceptance[] = [];
    const latencies: Latencies[] = [];
    for (const perSecond of rates) {
      const events = moves(orders, perSecond * seconds, `rate-${perSecond}`);
      const used = cpuSeconds(andon.pid);
      const sent = await sender.send({ url, token: aps, events, perSecond, atOnce: 1 });
      await atRest(store);
      const cpuEach = round(((cpuSeconds(andon.pid) - used) * 1_000) / events.length, 1);
      // What was acknowledged last is still on its way to the subscriber.
      await delay(1_000);
      latencies.push({
        perSecond,
        cpuEach,
        ...latenciesOf(store, `rate-${perSecond}`, events.length, subscriber.seen),
        acceptedPerSecond: round(sent.acceptedPerSecond, 1),
      });
    }
    for (const eventsOfADelivery of [1, 100]) {
      const events = machineStates(3_000 * seconds, `accept-${eventsOfADelivery}`);
      acceptance.push({
        eventsOfADelivery,
        ...(await sender.send({ url, token: await landscape.token("mes"), events, perSecond: null, atOnce: eventsOfADelivery })),
      });
    }
    return { figures: { acceptance, latencies }, print: () => print(acceptance, latencies) };
  } finally {
    subscriber.stop();
    store.close();
    await sender.stop();
    await andon.stop();
  }
}

function print(acceptance: readonly Acceptance[], latencies: readonly Latencies[]): void {
  console.table(
    acceptance.map((row) => ({
      ...row,
      acceptedPerSecond: round(row.acceptedPerSecond, 0),
      p50: round(row.p50, 1),
      p99: round(row.p99, 1),
    })),
  );
  const flat = ({ p50, p95, p99 }: Percentiles): string => `${p50} / ${p95} / ${p99}`;
  console.table(
    latencies.map(({ posting, subscriber, byPlant, ...row }) => ({
      ...row,
      "event to posting p50/p95/p99": flat(posting),
      ...Object.fromEntries(Object.entries(byPlant).map(([plant, each]) => [plant, flat(each)])),
      "change to subscriber": flat(subscriber),
    })),
  );
}

/** Orders that can be moved as often as one likes, of the plants by turns. */
async function movableOrders(url: string, token: string): Promise<readonly Order[]> {
  const byPlant = await Promise.all(["1010", "2010", "3010"].map((plant) => movableOrdersOf(plant, url, token)));
  const most = Math.max(...byPlant.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => byPlant.flatMap((orders) => orders[index] ?? [])).flat();
}

/** Waits until the plant is loaded. */
async function movableOrdersOf(plant: string, url: string, token: string): Promise<readonly Order[]> {
  const query =
    "query Movable($plant: String!) { productionOrders(filter: { plants: [$plant], states: [CREATED, RELEASED] }, first: 100) { nodes { number } } }";
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(500)) {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables: { plant } }) });
    // The query is written above, and so is what it answers.
    const { data } = (await response.json()) as { data: { productionOrders: { nodes: { number: string }[] } } };
    if (data.productionOrders.nodes.length >= fewestOrders) return data.productionOrders.nodes.map(({ number }) => ({ number, plant }));
  }
  throw new Error(`plant ${plant} has not ${fewestOrders} orders that can be moved`);
}

let moved = 0;

/** Each moves an order to an end that it never had, by which the change is known again. */
function moves(orders: readonly Order[], count: number, name: string): readonly ToldEvent[] {
  return Array.from({ length: count }, (_, index): ToldEvent => {
    const { number, plant } = orders[index % orders.length] as Order;
    const basicEnd = new Date(Date.UTC(2027, 5, 1, 6) + moved++ * 60_000).toISOString();
    const data = { reason: "RESEQUENCED", orders: [{ order: number, basicEnd }] };
    return { id: `${name}-${index}`, source: "/systems/aps", type: "andon.schedule.changed.v1", plantid: plant, subject: number, data };
  });
}

function machineStates(count: number, name: string): readonly ToldEvent[] {
  return Array.from({ length: count }, (_, index): ToldEvent => {
    const workCenter = `MILL-${index % 200}`;
    const data = { workCenter, state: index % 2 === 0 ? "DOWN" : "UP", since: "2026-12-01T06:00:00Z" };
    return {
      id: `${name}-${index}`,
      source: "/systems/mes",
      type: "andon.machine.state-changed.v1",
      plantid: "1010",
      subject: workCenter,
      data,
    };
  });
}

/** Fulfilled when nothing waits and no posting to an ERP is under way. */
async function atRest(store: DatabaseSync): Promise<void> {
  const left = store.prepare(`SELECT (SELECT count(*) FROM events WHERE state = 'WAITING') +
    (SELECT count(*) FROM commands WHERE json_extract(command, '$.kind') <> 'notice' AND state IN ('PENDING', 'POSTING', 'IN_DOUBT', 'POSTED')) AS count`);
  for (const end = performance.now() + patienceMs; performance.now() < end && Number(left.get()?.count) > 0; ) await delay(200);
}

type Posted = {
  readonly plant: string;
  readonly order: string;
  readonly end: string;
  readonly postingMs: number;
  readonly settledAt: string;
};

function latenciesOf(store: DatabaseSync, name: string, events: number, seen: ReadonlyMap<string, number>) {
  const posted = store
    .prepare(
      `SELECT commands.plant, json_extract(command, '$.order') AS "order", json_extract(command, '$.basicEnd') AS "end", settled_at AS settledAt,
         (julianday(settled_at) - julianday(occurred_at)) * 86400000 AS postingMs
       FROM commands JOIN runs ON runs.id = commands.run
       WHERE event_id LIKE ? AND commands.state = 'ACKNOWLEDGED' AND json_extract(command, '$.kind') = 'reschedule-order'`,
    )
    .all(`${name}-%`) as unknown as readonly Posted[];
  const changed = posted.flatMap(({ order, end, settledAt }) => {
    const at = seen.get(`${order} ${Date.parse(end)}`);
    return at === undefined ? [] : [Math.max(0, at - Date.parse(settledAt))];
  });
  const byPlant = Map.groupBy(posted, ({ plant }) => plant);
  return {
    events,
    posting: percentiles(posted.map(({ postingMs }) => postingMs)),
    byPlant: Object.fromEntries([...byPlant].map(([plant, own]) => [plant, percentiles(own.map(({ postingMs }) => postingMs))])),
    subscriber: percentiles(changed),
    missed: events - posted.length,
  };
}

function percentiles(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
