/**
 * `node bench/postings.ts [--commands 1000] [--rounds 3]`: commands posted to a simulated S/4HANA in a second, one by one with four calls
 * under way as the outbox has it, and together in `$batch`; near, and with 20 ms more for each answer, as a system in another place has.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type AdapterConfig, adapters, type ErpAdapter } from "#adapters";
import { startSimulatedPlants } from "#cli/compose";
import type { Posting, Receipt } from "#schema/canonical/command.ts";

const { values } = parseArgs({ options: { commands: { type: "string", default: "1000" }, rounds: { type: "string", default: "3" } } });
const count = Number(values.commands);
const atOnce = 4;
const signal = AbortSignal.timeout(600_000);

const folder = mkdtempSync(join(tmpdir(), "andon-bench-postings-"));
const plant = { code: "1010", timeZone: "Europe/Berlin" };
const plants = await startSimulatedPlants({
  names: ["s4hana"],
  plants: [{ ...plant, name: "", system: "s4" }],
  folder,
  scale: 5,
  lifeMs: 0,
});
try {
  const {
    S4HANA_URL: url,
    S4HANA_TOKEN_URL: tokenUrl,
    S4HANA_CLIENT_ID: clientId,
    S4HANA_CLIENT_SECRET: clientSecret,
  } = plants.environment;
  const config: AdapterConfig<object> = {
    system: "s4",
    plants: [plant],
    connection: { url, tokenUrl, clientId, clientSecret },
    mappings: {},
    pollMs: 1_000,
    log: () => undefined,
  };
  const adapter = adapters.s4hana?.create(config as never);
  if (!adapter?.batch) throw new Error("the adapter for S/4HANA posts no batches");
  const orders = await movableOrders(adapter);
  console.log(`${count} changes of ${orders.length} orders\n\nanswers    one by one/s  in batches/s  ratio`);
  for (const lateMs of [0, 20]) {
    await fetch(`${plants.environment.S4HANA_CONTROL_URL}/fault`, { method: "POST", body: JSON.stringify({ name: "slow", ms: lateMs }) });
    const rates = Array.from({ length: Number(values.rounds) }, (_, round) => round);
    const measured: { readonly alone: number; readonly together: number }[] = [];
    for (const round of rates) {
      measured.push({
        alone: await rateOf(orders, round, (all) => oneByOne(adapter, all)),
        together: await rateOf(orders, round, (all) => together(adapter, all)),
      });
    }
    const [alone, batched] = [median(measured.map((each) => each.alone)), median(measured.map((each) => each.together))];
    const cells = [lateMs === 0 ? "near" : `+${lateMs} ms`, alone.toFixed(0), batched.toFixed(0), (batched / alone).toFixed(1)];
    console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(9) : cell.padStart([0, 13, 13, 7][index] ?? 0))).join(""));
  }
  await adapter.close();
} finally {
  await plants.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function movableOrders(adapter: ErpAdapter): Promise<readonly string[]> {
  const orders: string[] = [];
  for await (const { changes, loaded } of adapter.changes(null, signal)) {
    for (const { kind, body } of changes)
      if (kind === "production-order" && body && (body.state === "CREATED" || body.state === "RELEASED")) orders.push(body.number);
    if (loaded) break;
  }
  return orders;
}

/** Commands in a second; every one of them has to be applied. */
async function rateOf(
  orders: readonly string[],
  round: number,
  post: (all: readonly Posting[]) => Promise<readonly unknown[]>,
): Promise<number> {
  const commands = Array.from({ length: count }, (_, index): Posting => {
    const priority = 1 + ((index + round) % 9);
    const order = orders[index % orders.length] ?? "";
    return { id: `B${round}-${index}`, plant: plant.code, kind: "reschedule-order", order, basicStart: null, basicEnd: null, priority };
  });
  const began = performance.now();
  const outcomes = (await post(commands)) as readonly Receipt[];
  const seconds = (performance.now() - began) / 1_000;
  const failed = outcomes.find(({ outcome }) => outcome !== "APPLIED");
  if (failed || outcomes.length !== count) throw new Error(`not all was applied: ${JSON.stringify(failed)}`);
  return count / seconds;
}

async function oneByOne(adapter: ErpAdapter, commands: readonly Posting[]): Promise<readonly unknown[]> {
  const queue = [...commands];
  const outcomes: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let command = queue.shift(); command; command = queue.shift()) outcomes.push(await adapter.execute(command, signal));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return outcomes;
}

/** One batch at a time, so that no order is in two that are under way. */
async function together(adapter: ErpAdapter, commands: readonly Posting[]): Promise<readonly unknown[]> {
  const { batch } = adapter;
  const outcomes: unknown[] = [];
  for (let at = 0; batch && at < commands.length; at += batch.limit)
    outcomes.push(...(await batch.execute(commands.slice(at, at + batch.limit), signal)));
  return outcomes;
}

function median(rates: readonly number[]): number {
  return rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
}
