/**
 * Andon is killed again and again while events come in and an ERP loses answers and refuses postings. The whole run:
 * `ANDON_KILLS=100 ANDON_EVENTS=10000 node --test test/scenarios/nothing-is-lost.test.ts`.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { readLandscape, type SimulatedPlants, startSimulatedPlants } from "#cli/compose";
import { type Demo, onlyPlants, startDemo, writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";
import { type LossyProxy, startLossyProxy } from "../support/lossy-proxy.ts";

const kills = Number(process.env.ANDON_KILLS ?? 2);
const events = Number(process.env.ANDON_EVENTS ?? 200);
/** Orders that the events move, each as often as the other. */
const keys = Math.min(100, Math.ceil(events / 10));
const senders = 8;

interface Sent {
  readonly id: string;
  readonly order: string;
  /** By which the posting that follows from the event is known: no two events of an order have the same. */
  readonly end: string;
}

/** A choice that is the same in each run. */
function every(count: number): () => boolean {
  let calls = 0;
  return () => ++calls % count === 0;
}

/** Postings that go as soon as they can, and such as go together in a `$batch`. */
const manners = {
  "one by one": { landscape: (text: string): string => text, losesAnswer: 100 },
  together: {
    landscape: (text: string): string =>
      text
        .replace("adapter: s4hana\n", "adapter: s4hana\n    batch: { windowSeconds: 1, limit: 10 }\n")
        .concat("workflows: { latencyClasses: { schedule-change: MICRO_BATCH } }\n"),
    losesAnswer: 10,
  },
} as const;

for (const [name, manner] of Object.entries(manners)) {
  describe(`a process that posts ${name} and is killed again and again`, () => {
    const folder = mkdtempSync(join(tmpdir(), "andon-kills-"));
    let plants: SimulatedPlants;
    let proxy: LossyProxy;
    let demo: Demo;
    let accepted = 0;
    let tokens: { readonly aps: string; readonly operator: string };

    const landscape = (text: string): string =>
      manner
        .landscape(onlyPlants("1010")(text))
        .replace(/^simulators: .*\n/m, "")
        .concat("limits: { tiers: { standard: { costPerMinute: 10000000, burst: 1000000 } } }\n");
    const start = (): Promise<Demo> => startDemo({ folder, landscape, environment: { ...plants.environment, S4HANA_URL: proxy.url } });

    before(async () => {
      const { landscape: written } = readLandscape(writeLandscape(folder, onlyPlants("1010")));
      plants = await startSimulatedPlants({
        names: ["s4hana", "neighbours"],
        plants: written.plants,
        folder: written.data,
        scale: 1,
        lifeMs: 0,
      });
      proxy = await startLossyProxy(plants.environment.S4HANA_URL ?? "", { losesAnswer: every(manner.losesAnswer), refuses: every(97) });
      demo = await start();
      tokens = { aps: await demo.token("aps"), operator: await demo.token("operator") };
    });
    after(async () => {
      await demo?.stop();
      await proxy?.[Symbol.asyncDispose]();
      await plants?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("loses no event, posts nothing twice, and keeps the order of each business key", async (test) => {
      const orders = await movableOrders();
      const planned = plan(orders);
      const killing = killAgainAndAgain();
      const lanes = Array.from({ length: senders }, (_, sender) =>
        planned.filter(({ order }) => orders.indexOf(order) % senders === sender),
      );
      await Promise.all(lanes.map((lane) => sendAll(lane)));
      await killing;
      await quiet();

      const changes = proxy.posted.filter(({ method }) => method === "PATCH");
      let applied = 0;
      let refused = 0;
      for (const order of orders) {
        const sent = planned.filter((event) => event.order === order).map(({ end }) => end);
        const ofOrder = changes.filter(({ path }) => path.includes(`'${order}'`)).map(({ body, status }) => ({ end: endOf(body), status }));
        const done = ofOrder.filter(({ status }) => status !== null && status < 300).map(({ end }) => end);
        // A refusal whose answer a kill has lost leaves nothing in the ERP, so that it is posted again.
        const refusals = ofOrder.filter(({ status, end }) => status === null && !done.includes(end)).map(({ end }) => end);
        const notDone = [...new Set(refusals)];
        assert.equal(new Set(done).size, done.length, `order ${order} was posted to twice`);
        assert.deepEqual([...done, ...notDone].sort(), [...sent].sort(), `an event of order ${order} is lost`);
        assert.deepEqual(
          done,
          sent.filter((end) => done.includes(end)),
          `order ${order} is out of order`,
        );
        applied += done.length;
        refused += notDone.length;
      }
      assert.equal(applied + refused, events);
      const rejections = count("SELECT count(*) AS count FROM exceptions WHERE kind = 'BUSINESS_REJECTION' AND state = 'OPEN'");
      assert.equal(rejections, refused, "each refusal is an exception");
      assert.equal(proxy.batches() > 0, name === "together", `${proxy.batches()} batches`);
      test.diagnostic(
        `${events} events, ${kills} kills, ${proxy.batches()} batches, ${proxy.lost()} answers lost, ${refused} refused: 0 lost, 0 posted twice, 0 out of order`,
      );
    });

    /** Orders that can be moved as often as one likes. */
    async function movableOrders(): Promise<readonly string[]> {
      const query = `{ productionOrders(filter: { plants: ["1010"], states: [CREATED, RELEASED] }, first: ${keys}) { nodes { number } } }`;
      const { productionOrders } = await ask<{ productionOrders: { nodes: { number: string }[] } }>(query);
      assert.ok(productionOrders.nodes.length >= Math.min(keys, 50), "the plant has too few open orders");
      return productionOrders.nodes.map(({ number }) => number);
    }

    function plan(orders: readonly string[]): readonly Sent[] {
      const base = Date.UTC(2027, 5, 1, 6);
      return Array.from({ length: events }, (_, index) => {
        const order = orders[index % orders.length] ?? "";
        return { id: `move-${index}`, order, end: new Date(base + index * 60_000).toISOString() };
      });
    }

    /** Sends one after the other; what is not accepted is sent again. */
    async function sendAll(lane: readonly Sent[]): Promise<void> {
      for (const event of lane) {
        for (;;) {
          const status = await send(event).catch(() => 0);
          if (status === 202) {
            accepted += 1;
            break;
          }
          assert.ok(status === 0 || status === 503 || status === 429, `an event was answered with ${status}`);
          await delay(50);
        }
      }
    }

    async function send({ id, order, end }: Sent): Promise<number> {
      const data = { reason: "RESEQUENCED", orders: [{ order, basicEnd: end }] };
      const attributes = {
        specversion: "1.0",
        id,
        source: "/systems/aps",
        type: "andon.schedule.changed.v1",
        plantid: "1010",
        subject: order,
      };
      const headers = { "content-type": "application/cloudevents+json", authorization: `Bearer ${tokens.aps}` };
      const response = await fetch(`${demo.address}/events`, { method: "POST", headers, body: JSON.stringify({ ...attributes, data }) });
      await response.arrayBuffer();
      return response.status;
    }

    /** Kills in even shares of the events, at any moment of what follows from them. */
    async function killAgainAndAgain(): Promise<void> {
      for (let kill = 0; kill < kills; kill++) {
        await eventually(
          () => accepted,
          (count) => count >= (events * kill) / kills,
          300_000,
        );
        await delay((kill % 10) * 30);
        demo.child.kill("SIGKILL");
        await once(demo.child, "exit");
        demo = await start();
      }
    }

    /** Waits until every posting to the ERP is settled. */
    async function quiet(): Promise<void> {
      const waiting = "SELECT count(*) AS count FROM events WHERE state = 'WAITING'";
      const open =
        "SELECT count(*) AS count FROM commands WHERE system = 's4-1010' AND state IN ('PENDING', 'POSTING', 'IN_DOUBT', 'POSTED')";
      await eventually(
        () => count(waiting) + count(open),
        (left) => left === 0,
        60_000 + events * 50,
      );
    }

    function count(sql: string): number {
      const database = new DatabaseSync(join(folder, "data", "process.db"), { readOnly: true, timeout: 5_000 });
      try {
        return Number(database.prepare(sql).get()?.count);
      } finally {
        database.close();
      }
    }

    async function ask<T>(query: string): Promise<T> {
      const headers = { "content-type": "application/json", authorization: `Bearer ${tokens.operator}` };
      const response = await fetch(`${demo.address}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
      const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
      assert.equal(errors, undefined, JSON.stringify(errors));
      return data;
    }

    const endOf = (body: string): string => {
      const { MfgOrderPlannedEndDate: day = "", MfgOrderPlannedEndTime: time = "" } = JSON.parse(body) as Record<string, string>;
      const date = Number(/\d+/.exec(day)?.[0]);
      const [, hours = "0", minutes = "0", seconds = "0"] = /PT(\d+)H(\d+)M(\d+)S/.exec(time) ?? [];
      return new Date(date + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 - berlinSummerMs).toISOString();
    };
  });
}

/** The plant's clock is two hours ahead of UTC in June. */
const berlinSummerMs = 7_200_000;
