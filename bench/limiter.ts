/**
 * `node bench/limiter.ts [--seconds 5]`: one budget in a real Redis, taken from by 1, 2 and 4 processes at once. What they get together
 * must not be more than the budget gives, however many they are; and a decision must stay a matter of one round trip.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import type { SpenderOptions, Spent } from "./systems/spender.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" } } });
const seconds = Number(values.seconds);
const costPerMinute = 60_000;
const burst = 1_000;
const run = promisify(execFile);
const spender = fileURLToPath(new URL("./systems/spender.ts", import.meta.url));

console.log(`one budget of ${costPerMinute} points a minute, burst ${burst}\n`);
console.log("processes  decisions/s  allowed  of at most  p50 ms  p99 ms");
for (const processes of [1, 2, 4]) {
  const spent = await measure(processes);
  const sum = (of: (each: Spent) => number): number => spent.reduce((total, each) => total + of(each), 0);
  const span = (Math.max(...spent.map(({ ended }) => ended)) - Math.min(...spent.map(({ began }) => began))) / 1_000;
  const cells = [
    String(processes),
    String(Math.round(sum(({ decisions }) => decisions) / seconds)),
    String(sum(({ allowed }) => allowed)),
    String(Math.floor(burst + (costPerMinute / 60) * span)),
    Math.max(...spent.map(({ p50 }) => p50)).toFixed(2),
    Math.max(...spent.map(({ p99 }) => p99)).toFixed(2),
  ];
  console.log(cells.map((cell, index) => cell.padStart([9, 11, 7, 10, 6, 6][index] ?? 0)).join("  "));
}

/** A Redis of its own for each number of processes, so that none begins with what another has spent. */
async function measure(processes: number): Promise<readonly Spent[]> {
  const folder = mkdtempSync(join(tmpdir(), "andon-bench-redis-"));
  const url = join(folder, "redis.sock");
  const redis = spawn("redis-server", ["--port", "0", "--unixsocket", url, "--save", "", "--dir", folder], { stdio: "ignore" });
  await once(redis, "spawn");
  await delay(500);
  const options: SpenderOptions = { url, processes, seconds, costPerMinute, burst };
  try {
    const outputs = await Promise.all(Array.from({ length: processes }, () => run(process.execPath, [spender, JSON.stringify(options)])));
    return outputs.map(({ stdout }) => JSON.parse(stdout) as Spent);
  } finally {
    redis.kill();
    await once(redis, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}
