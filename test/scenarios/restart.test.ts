import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { ask, listen } from "../support/clients.ts";
import { onlyPlants, root, startDemo, writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const onePlant = onlyPlants("1010");
const withoutSimulators = (text: string): string => onePlant(text).replace(/simulators: .*\n/, "");

describe("a restart against systems that went on", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-restart-"));
  let plants: ChildProcess;
  const environment: Record<string, string> = {};

  before(async () => {
    plants = spawn(
      process.execPath,
      [join(root, "cli/andon.js"), "simulators", "--life", "0", "--landscape", writeLandscape(folder, onePlant)],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    for await (const line of createInterface({ input: plants.stdout as NodeJS.ReadableStream })) {
      if (line === "ready") break;
      const [name = "", ...value] = line.split("=");
      environment[name] = value.join("=");
    }
  });
  after(async () => {
    plants.kill("SIGTERM");
    await new Promise((resolve) => plants.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const live = async (event: string): Promise<void> => {
    await fetch(new URL("/life", environment.S4HANA_CONTROL_URL), { method: "POST", body: JSON.stringify({ event }) });
  };
  const subscription =
    'subscription ($after: String) { materialAvailabilityChanged(plants: ["1010"], after: $after) { materialAvailability { material { number } } } }';
  const released = '{ productionOrders(filter: { plants: ["1010"], states: [RELEASED] }, first: 1) { totalCount } }';

  it("goes on from its log, tells subscribers what they missed, and reads nothing from zero", async () => {
    const start = { folder, landscape: withoutSimulators, environment };
    let cursor = "";
    let count = 0;
    {
      await using first = await startDemo(start);
      const token = await first.token("planner");
      await eventually(
        () => ask(first.address, token, "{ productionOrders(first: 1) { totalCount } }"),
        ({ data }) => data.productionOrders.totalCount === 200,
        15_000,
      );
      await using listener = await listen(first.address, token, subscription);
      await live("move-stock");
      cursor = String((await listener.waitFor(() => true)).extensions?.cursor);
      count = (await ask(first.address, token, released)).data.productionOrders.totalCount;
    }
    await live("release-order");
    await live("move-stock");
    await using second = await startDemo(start);
    const token = await second.token("planner");
    const { data } = await ask(second.address, token, "{ productionOrders(first: 1) { totalCount } }");
    assert.equal(data.productionOrders.totalCount, 200, "served from the log at once");
    await eventually(
      () => ask(second.address, token, released),
      (answer) => answer.data.productionOrders.totalCount === count + 1,
      15_000,
    );
    await using listener = await listen(second.address, token, subscription, { after: cursor });
    await listener.waitFor(() => true, 15_000);
    const { systems } = (await (await fetch(`${second.address}/health/ready`)).json()) as {
      systems: { system: string; changes: number }[];
    };
    for (const { system, changes } of systems) assert.ok(changes < 150, `${system} read ${changes} changes anew`);
  });
});
