/**
 * What one event leads to is one trace: through a restart, into the ERP and its neighbours, and back to whoever follows the order. A
 * collector of the tests' own is sent the spans by the OpenTelemetry SDK.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import {
  type Andon,
  issueDemoToken,
  type Landscape,
  openTracing,
  readLandscape,
  type SimulatedPlants,
  startAndon,
  startSimulatedPlants,
} from "#cli/compose";
import { ask, listen } from "../support/clients.ts";
import { type CollectedSpan, type Collector, startCollector } from "../support/collector.ts";
import { writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly traceparent: string | null;
}

const log = pino({ level: "silent" });
/** The SDK takes it from the environment of the process, and waits as long before it sends. */
const sendsEveryMs = "100";

function newTrace(): { readonly traceId: string; readonly spanId: string; readonly traceparent: string } {
  const traceId = randomBytes(16).toString("hex");
  const spanId = randomBytes(8).toString("hex");
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

describe("one trace", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-trace-"));
  let collector: Collector;
  let plants: SimulatedPlants;
  let landscape: Landscape;
  let tracing: Awaited<ReturnType<typeof openTracing>> = null;
  let andon: Andon;
  let events = 0;

  before(async () => {
    collector = await startCollector();
    const read = readLandscape(writeLandscape(folder, (text) => text.replace(/^simulators: .*\n/m, "")));
    const names = ["s4hana", "sap-ecc", "neighbours"] as const;
    plants = await startSimulatedPlants({ names, plants: read.landscape.plants, folder: read.landscape.data, scale: 1, lifeMs: 0 });
    // The third ERP is away all the time.
    landscape = read.resolve({ ...process.env, EBS_DATABASE_URL: "postgres://127.0.0.1:1/none", ...plants.environment });
    process.env.OTEL_BSP_SCHEDULE_DELAY = sendsEveryMs;
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url;
    await start();
  });
  after(async () => {
    await stop();
    await plants?.stop();
    await collector?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (): Promise<void> => {
    tracing = await openTracing(process.env, "andon-test", log);
    andon = await startAndon(landscape, { port: 0, log, tracing });
    await andon.sync.loaded();
  };
  const stop = async (): Promise<void> => {
    await andon?.stop();
    await tracing?.stop();
  };
  const address = (): string => new URL(andon.url).origin;
  const token = (role: string): Promise<string> => issueDemoToken(landscape, { role });
  const s4 = async <T>(path: string, body?: object): Promise<T> => {
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    return (await (await fetch(new URL(path, plants.environment.S4HANA_CONTROL_URL), init)).json()) as T;
  };
  const spansOf = (traceId: string, enough: (spans: readonly CollectedSpan[]) => boolean): Promise<readonly CollectedSpan[]> =>
    eventually(() => collector.spans(traceId), enough, 20_000);

  const move = async (plant: string, order: string, headers: Record<string, string>, attributes: object = {}): Promise<string> => {
    events += 1;
    const basicEnd = new Date(Date.UTC(2027, 4, 3, 10, events)).toISOString();
    const event = {
      ...{ specversion: "1.0", id: `trace-${events}`, source: "/systems/aps", type: "andon.schedule.changed.v1", subject: order },
      ...{ plantid: plant, data: { reason: "RESEQUENCED", orders: [{ order, basicEnd }] }, ...attributes },
    };
    const response = await fetch(`${address()}/events`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json", authorization: `Bearer ${await token("aps")}`, ...headers },
      body: JSON.stringify(event),
    });
    assert.equal(response.status, 202, await response.text());
    return event.id;
  };
  /** Numbers of orders of a plant that may be moved. */
  const ordersOf = async (plant: string): Promise<readonly string[]> => {
    const query = `{ productionOrders(first: 20, filter: { plants: ["${plant}"], states: [CREATED] }) { nodes { number } } }`;
    const { data } = await ask(address(), await token("planner"), query);
    return data.productionOrders.nodes.map(({ number }: { readonly number: string }) => number);
  };

  it("leads from an event to the ERP's acknowledgement and the change that is delivered, across a restart", async () => {
    const sent = newTrace();
    const [order = ""] = await ordersOf("1010");
    const lock = { name: "user-lock", order };
    await s4("/fault", lock);
    await move("1010", order, {}, { traceparent: sent.traceparent });
    // The first attempt finds somebody at the order; the event and its command are of the process that ends now.
    await spansOf(sent.traceId, (spans) => spans.some(({ name, isFailed }) => name === "post reschedule-order" && isFailed));
    await stop();
    await start();
    const follow = 'subscription Follow { productionOrderChanged(plants: ["1010"]) { productionOrder { number } } }';
    await using listener = await listen(address(), await token("planner"), follow);
    await s4("/fault", { ...lock, off: true });
    await listener.waitFor(({ data }) => data?.productionOrderChanged.productionOrder.number === order);

    const isWhole = (spans: readonly CollectedSpan[]): boolean =>
      ["run schedule-change", "fact production-order", "deliver Follow"].every((name) => spans.some((span) => span.name === name));
    const spans = await spansOf(sent.traceId, isWhole);
    const named = (name: string): readonly CollectedSpan[] => spans.filter((span) => span.name === name);
    const only = (name: string): CollectedSpan => {
      const [span, ...more] = named(name);
      assert.ok(span && more.length === 0, `${more.length + (span ? 1 : 0)} spans are named ${name}`);
      return span;
    };
    const received = only("receive andon.schedule.changed.v1");
    const run = only("run schedule-change");
    const command = only("command reschedule-order");
    const step = spans.find(({ spanId }) => spanId === command.parentSpanId);
    assert.equal(received.parentSpanId, sent.spanId);
    assert.equal(only("translate").parentSpanId, received.spanId);
    assert.equal(run.parentSpanId, received.spanId);
    assert.match(step?.name ?? "", /^step /);
    assert.equal(step?.parentSpanId, run.spanId);
    assert.equal(only("fact production-order").parentSpanId, command.spanId);
    assert.equal(only("deliver Follow").parentSpanId, only("fact production-order").spanId);

    const attempts = named("post reschedule-order");
    assert.ok(attempts.length >= 2, "it was tried before the restart and after");
    assert.ok(attempts.every(({ parentSpanId }) => parentSpanId === command.spanId));
    assert.deepEqual(
      [attempts[0]?.isFailed, attempts.at(-1)?.isFailed, attempts.at(-1)?.attributes["andon.outcome"]],
      [true, false, "APPLIED"],
    );
    assert.equal(named("queue").filter(({ parentSpanId }) => parentSpanId === command.spanId).length, 1);
    assert.ok(run.startMs <= command.startMs && command.endMs <= run.endMs, "the run's own span is as long as the run was");
    assert.deepEqual([command.attributes["andon.state"], command.attributes["messaging.system"]], ["ACKNOWLEDGED", "andon"]);

    // Every parent is a span of the trace, but for the one that the sender has.
    const known = new Set(spans.map(({ spanId }) => spanId));
    assert.deepEqual(
      spans.filter(({ parentSpanId }) => !known.has(parentSpanId)).map(({ name }) => name),
      ["receive andon.schedule.changed.v1"],
    );

    const written = (await s4<readonly ReceivedRequest[]>("/received")).filter(
      ({ method, path }) => method !== "GET" && path.includes(order),
    );
    assert.deepEqual(
      written.map(({ traceparent }) => traceparent),
      attempts.map(({ spanId }) => `00-${sent.traceId}-${spanId}-01`),
    );
    const told = named("post notice");
    for (const system of ["wms", "crm", "aps"]) {
      const requests = (await (
        await fetch(`${plants.environment.NEIGHBOURS_URL}/${system}/received`)
      ).json()) as readonly ReceivedRequest[];
      const own = requests.filter(({ traceparent }) => traceparent?.includes(sent.traceId));
      assert.ok(own.length > 0, `${system} was told`);
      for (const { traceparent } of own) assert.ok(told.some(({ spanId }) => traceparent === `00-${sent.traceId}-${spanId}-01`));
    }
  });

  it("leads from a mutation to SOAP, and is named by the command", async () => {
    const sent = newTrace();
    const [order = ""] = await ordersOf("2010");
    const query = `mutation Move($input: RescheduleProductionOrderInput!) { rescheduleProductionOrder(input: $input) {
      commands { key traceId } userErrors { message } } }`;
    const input = { plant: "2010", order, priority: 2, idempotencyKey: "traced" };
    const response = await fetch(andon.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await token("planner")}`, traceparent: sent.traceparent },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const { data } = (await response.json()) as { data: Record<string, { commands: readonly { traceId: string }[]; userErrors: unknown }> };
    assert.deepEqual(data.rescheduleProductionOrder?.userErrors, []);
    assert.deepEqual(
      data.rescheduleProductionOrder?.commands.map(({ traceId }) => traceId),
      [sent.traceId],
    );

    const spans = await spansOf(sent.traceId, (all) => all.some(({ name }) => name === "run schedule-change"));
    const operation = spans.find(({ name }) => name === "mutation Move");
    assert.deepEqual([operation?.parentSpanId, operation?.attributes["graphql.operation.name"]], [sent.spanId, "Move"]);
    assert.equal(spans.find(({ name }) => name === "run schedule-change")?.parentSpanId, operation?.spanId);
    const fetches = spans.filter(({ name }) => name.startsWith("fetch ") || name === "plan");
    assert.ok(
      fetches.some(({ name }) => name === "fetch production-orders") && fetches.some(({ name }) => name === "fetch sync-operations"),
    );
    assert.ok(fetches.every(({ parentSpanId }) => parentSpanId === operation?.spanId));

    const posts = spans.filter(({ name }) => name === "post reschedule-order");
    const requests = (await (await fetch(new URL("/received", plants.environment.ECC_CONTROL_URL))).json()) as readonly ReceivedRequest[];
    const called = requests.filter(({ traceparent }) => traceparent?.includes(sent.traceId)).map(({ path }) => path.split("/").at(-1));
    assert.ok(called.includes("bapi_prodord_change") && called.includes("bapi_transaction_commit"), called.join(", "));
    assert.ok(requests.some(({ traceparent }) => traceparent === `00-${sent.traceId}-${posts.at(-1)?.spanId}-01`));
  });

  it("begins anew where what an event has for one is malformed, and takes the request's where it has none", async () => {
    const [, second = "", third = ""] = await ordersOf("1010");
    const carried = newTrace();
    const malformed = await move("1010", second, { traceparent: "00-1" }, { traceparent: `00-${"0".repeat(32)}-${"1".repeat(16)}-01` });
    const without = await move("1010", third, { traceparent: carried.traceparent });
    const received = await eventually(
      () => [malformed, without].map((id) => collector.spans().find(({ attributes }) => attributes["cloudevents.event_id"] === id)),
      (found) => found.every((span) => span !== undefined),
    );
    assert.equal(received[0]?.parentSpanId, "");
    assert.deepEqual([received[1]?.traceId, received[1]?.parentSpanId], [carried.traceId, carried.spanId]);
  });

  it("harms nothing when its collector is away, and is carried on all the same", async () => {
    await collector[Symbol.asyncDispose]();
    const sent = newTrace();
    const [, , , order = ""] = await ordersOf("1010");
    await move("1010", order, { traceparent: sent.traceparent });
    await eventually(
      () => s4<readonly ReceivedRequest[]>("/received"),
      (requests) =>
        requests.some(({ method, path, traceparent }) => method !== "GET" && path.includes(order) && traceparent?.includes(sent.traceId)),
    );
    const began = performance.now();
    await tracing?.stop();
    assert.ok(performance.now() - began < 4_000, "stopping does not wait for a collector");
  });
});
