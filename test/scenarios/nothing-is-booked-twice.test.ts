/**
 * Andon is killed while confirmations and holds are on their way to all three ERPs, whose own books tell what came of them. The whole run:
 * `ANDON_KILLS=30 ANDON_CONFIRMATIONS=3000 node --test test/scenarios/nothing-is-booked-twice.test.ts`.
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
import { ask } from "../support/clients.ts";
import { type Demo, startDemo, writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const kills = Number(process.env.ANDON_KILLS ?? 1);
const confirmations = Number(process.env.ANDON_CONFIRMATIONS ?? 36);
const plantCodes = ["1010", "2010", "3010"] as const;
/** Orders of a plant that work is confirmed of, and batches that are held. */
const ordersOfPlant = Math.min(20, Math.ceil(confirmations / 12));
const batchesOfPlant = 3;

interface Order {
  readonly number: string;
  readonly plant: { readonly code: string };
  readonly planned: { readonly unit: string };
  readonly operations: readonly {
    readonly number: string;
    readonly planned: { readonly value: string } | null;
    readonly yield: { readonly value: string } | null;
  }[];
}

interface Stock {
  readonly material: { readonly number: string };
  readonly plant: { readonly code: string };
  readonly stock: readonly {
    readonly batch: { readonly number: string } | null;
    readonly status: string;
    readonly specialStock: string | null;
    readonly quantity: { readonly value: string };
  }[];
}

interface Batch {
  readonly plant: string;
  readonly material: string;
  readonly batch: string;
  readonly free: number;
  readonly blocked: number;
}

const orderFields = "number plant { code } planned { unit } operations { number planned { value } yield { value } }";
const stockFields = "material { number } plant { code } stock { batch { number } status specialStock quantity { value } }";
const ordersQuery = `query ($plant: String!) { productionOrders(filter: { plants: [$plant], states: [RELEASED] }, first: 20) { nodes { ${orderFields} } } }`;
const orderQuery = `query ($plant: String!, $number: String!) { productionOrder(plant: $plant, number: $number, freshness: LIVE) { ${orderFields} } }`;
const stocksQuery = `query ($plant: String!) { materialAvailabilities(filter: { plants: [$plant] }, first: 100) { nodes { ${stockFields} } } }`;
const stockQuery = `query ($plant: String!, $material: String!) { materialAvailability(plant: $plant, material: $material, freshness: LIVE) { ${stockFields} } }`;

describe("a process that is killed while work is confirmed and stock is held in three ERPs", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-bookings-"));
  let plants: SimulatedPlants;
  let demo: Demo;
  let accepted = 0;
  let tokens: Readonly<Record<"mes" | "qms" | "planner", string>>;

  const landscape = (text: string): string =>
    text.replace(/^simulators: .*\n/m, "").concat("limits: { tiers: { standard: { costPerMinute: 10000000, burst: 1000000 } } }\n");
  const start = (): Promise<Demo> => startDemo({ folder, landscape, environment: plants.environment });

  before(async () => {
    const { landscape: written } = readLandscape(writeLandscape(folder));
    const names = ["s4hana", "sap-ecc", "ebs", "neighbours"] as const;
    plants = await startSimulatedPlants({ names, plants: written.plants, folder: written.data, scale: 1, lifeMs: 0 });
    demo = await start();
    tokens = { mes: await demo.token("mes"), qms: await demo.token("qms"), planner: await demo.token("planner") };
  });
  after(async () => {
    await demo?.stop();
    await plants?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("confirms each piece once, and holds each batch once", async (test) => {
    const orders = (await Promise.all(plantCodes.map(releasedOrders))).flat();
    const batches = (await Promise.all(plantCodes.map(freeBatches))).flat();
    const killing = killAgainAndAgain();
    const each = Math.ceil(confirmations / orders.length);
    const pieces = new Map(orders.map((order) => [order, Math.min(each, leftOf(order))]));
    await Promise.all([...orders.map((order) => confirmAll(order, pieces.get(order) ?? 0)), ...batches.map(hold)]);
    await killing;
    await quiet();
    assert.deepEqual(exceptions(), []);
    for (const [{ plant, number, operations }, confirmed] of pieces) {
      const { data } = await ask(demo.address, tokens.planner, orderQuery, { plant: plant.code, number });
      const made = madeOf(data.productionOrder as Order) - madeOf({ operations });
      assert.equal(made, confirmed, `of order ${number} in plant ${plant.code}, ${confirmed} pieces were confirmed`);
    }
    for (const { plant, material, batch, free, blocked } of batches) {
      const { data } = await ask(demo.address, tokens.planner, stockQuery, { plant, material });
      const now = balanceOf(data.materialAvailability as Stock, batch);
      assert.deepEqual(now, { free: 0, blocked: blocked + free }, `batch ${batch} of ${material} in plant ${plant} was held`);
    }
    test.diagnostic(
      `${[...pieces.values()].reduce((sum, count) => sum + count, 0)} confirmations, ${batches.length} holds, ${kills} kills in three ERPs: 0 lost, 0 booked twice`,
    );
  });

  /** Of an order's first operation. */
  const madeOf = ({ operations }: Pick<Order, "operations">): number => Number(operations[0]?.yield?.value ?? 0);

  /** Pieces that may still be confirmed there. */
  const leftOf = ({ operations }: Pick<Order, "operations">): number =>
    Math.floor(Number(operations[0]?.planned?.value ?? 0) - madeOf({ operations }));

  function balanceOf({ stock }: Pick<Stock, "stock">, batch: string): { readonly free: number; readonly blocked: number } {
    const own = stock.filter((each) => each.batch?.number === batch && each.specialStock === null);
    const sum = (status: string): number =>
      own.filter((each) => each.status === status).reduce((all, { quantity }) => all + Number(quantity.value), 0);
    return { free: sum("UNRESTRICTED"), blocked: sum("BLOCKED") };
  }

  /** Waits until the plant is loaded. */
  async function releasedOrders(plant: string): Promise<readonly Order[]> {
    const read = async (): Promise<readonly Order[]> =>
      (await ask(demo.address, tokens.planner, ordersQuery, { plant })).data.productionOrders.nodes.filter(
        (order: Order) => leftOf(order) > 0,
      );
    return (await eventually(read, (found) => found.length >= ordersOfPlant, 60_000)).slice(0, ordersOfPlant);
  }

  async function freeBatches(plant: string): Promise<readonly Batch[]> {
    const read = async (): Promise<readonly Batch[]> => {
      const { data } = await ask(demo.address, tokens.planner, stocksQuery, { plant });
      return (data.materialAvailabilities.nodes as readonly Stock[]).flatMap((each) => {
        const found = each.stock.find(
          ({ batch, status, specialStock, quantity }) =>
            batch && status === "UNRESTRICTED" && specialStock === null && Number(quantity.value) > 0,
        );
        if (!found?.batch) return [];
        return [{ plant, material: each.material.number, batch: found.batch.number, ...balanceOf(each, found.batch.number) }];
      });
    };
    return (await eventually(read, (found) => found.length >= batchesOfPlant, 60_000)).slice(0, batchesOfPlant);
  }

  async function confirmAll({ number, plant, planned, operations }: Order, times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      const made = { value: "1", unit: planned.unit };
      const data = { order: number, operation: operations[0]?.number, yield: made, isFinal: false, finishedAt: new Date().toISOString() };
      const id = `confirm-${plant.code}-${number}-${time}`;
      await send("mes", { id, type: "andon.operation.confirmed.v2", plantid: plant.code, subject: number, data });
    }
  }

  const hold = ({ plant, material, batch }: Batch): Promise<void> => {
    const data = { material, batch, reason: "Cracks in the weld" };
    const about = { id: `hold-${plant}-${material}-${batch}`, plantid: plant, subject: `${material}/${batch}` };
    return send("qms", { ...about, type: "andon.quality.hold-placed.v1", data });
  };

  /** Until it is accepted. */
  async function send(role: "mes" | "qms", event: object): Promise<void> {
    const headers = { "content-type": "application/cloudevents+json", authorization: `Bearer ${tokens[role]}` };
    const body = JSON.stringify({ specversion: "1.0", source: `/systems/${role}`, ...event });
    for (;;) {
      const response = await fetch(`${demo.address}/events`, { method: "POST", headers, body }).catch(() => null);
      const text = await response?.text().catch(() => "");
      if (response?.status === 202) break;
      assert.ok(response === null || response.status === 503, `an event was answered with ${response?.status}: ${text}`);
      await delay(50);
    }
    accepted += 1;
  }

  /** Kills in even shares of the events, at any moment of what follows from them. */
  async function killAgainAndAgain(): Promise<void> {
    for (let kill = 0; kill < kills; kill++) {
      await eventually(
        () => accepted,
        (count) => count >= (confirmations * (kill + 0.3)) / kills / 2,
        300_000,
      );
      await delay((kill % 10) * 300);
      demo.child.kill("SIGKILL");
      await once(demo.child, "exit");
      demo = await start();
    }
  }

  /** Waits until every posting is settled. */
  async function quiet(): Promise<void> {
    const open = `SELECT (SELECT count(*) FROM events WHERE state = 'WAITING') + (SELECT count(*) FROM commands
      WHERE json_extract(command, '$.kind') <> 'notice' AND state IN ('PENDING', 'POSTING', 'IN_DOUBT', 'POSTED')) AS count`;
    await eventually(
      () => Number(rows(open)[0]?.count),
      (left) => left === 0,
      120_000 + confirmations * 100,
    );
  }

  const exceptions = (): readonly string[] =>
    rows("SELECT text FROM exceptions WHERE kind IN ('BUSINESS_REJECTION', 'DEAD_LETTER', 'WORKFLOW_FAILURE') AND state = 'OPEN'").map(
      ({ text }) => String(text),
    );

  function rows(sql: string): readonly Record<string, unknown>[] {
    const database = new DatabaseSync(join(folder, "data", "process.db"), { readOnly: true, timeout: 5_000 });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }
});
