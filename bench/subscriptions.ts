/**
 * Delivery of changes: how long after a change every one of many clients has it, how often it was answered for that, and what
 * a client costs in memory. Clients are real WebSockets in a process of their own.
 */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { BenchOptions, Measured } from "./gateways.ts";
import type { BenchLandscape } from "./landscape.ts";
import { megabytes, startProcess } from "./processes.ts";

const shapes = [
  { clients: 1_000, selections: 1 },
  { clients: 1_000, selections: 20 },
  { clients: 5_000, selections: 1 },
  { clients: 5_000, selections: 20 },
] as const;

interface Delivery {
  readonly clients: number;
  readonly selections: number;
  /** Milliseconds from the first client's receipt to that of half, and of 99 in 100, medians over the changes. */
  readonly p50: number;
  readonly p99: number;
  readonly executionsPerEvent: number;
  readonly kilobytesPerClient: number;
  readonly missed: number;
}

export async function measureSubscriptions(landscape: BenchLandscape, { rounds }: BenchOptions): Promise<Measured> {
  const andon = await startProcess(["cli/andon.js", "start", "--landscape", landscape.file], landscape.environment);
  const token = await landscape.token("planner");
  const operator = await landscape.token("operator");
  const rows: Delivery[] = [];
  try {
    for (const { clients, selections } of shapes) {
      const before = megabytes(andon.pid);
      const crowd = startCrowd({ url: andon.url.replace("http", "ws"), token, clients, selections });
      await crowd.next();
      const memory = megabytes(andon.pid) - before;
      const executed = await executions(andon.url, operator);
      const events: { p50: number; p99: number; missed: number }[] = [];
      while (events.length < rounds * 5) {
        await happen(landscape);
        events.push(JSON.parse(await crowd.next()) as (typeof events)[number]);
      }
      const executionsPerEvent = ((await executions(andon.url, operator)) - executed) / events.length;
      await crowd.stop();
      const median = (of: (event: (typeof events)[number]) => number): number =>
        Number((events.map(of).toSorted((a, b) => a - b)[Math.floor(events.length / 2)] ?? 0).toFixed(1));
      rows.push({
        clients,
        selections,
        p50: median(({ p50 }) => p50),
        p99: median(({ p99 }) => p99),
        executionsPerEvent: Number(executionsPerEvent.toFixed(2)),
        kilobytesPerClient: Number(((memory * 1_024) / clients).toFixed(1)),
        missed: events.reduce((sum, { missed }) => sum + missed, 0),
      });
    }
  } finally {
    await andon.stop();
  }
  return { figures: { rows }, print: () => console.table(rows) };
}

/** Stock is moved in the simulated S/4HANA plant. */
async function happen({ environment }: BenchLandscape): Promise<void> {
  const body = JSON.stringify({ event: "move-stock" });
  const response = await fetch(new URL("/life", environment.S4HANA_CONTROL_URL), { method: "POST", body });
  if (!response.ok) throw new Error(`the plant answered ${response.status}`);
}

async function executions(url: string, token: string): Promise<number> {
  const response = await fetch(new URL("/metrics", url), { headers: { authorization: `Bearer ${token}` } });
  return Number(/^andon_stream_executions_total (\d+)/m.exec(await response.text())?.[1] ?? 0);
}

interface Crowd {
  /** The next line it prints: `ready`, then one for each change. */
  next(): Promise<string>;
  stop(): Promise<void>;
}

function startCrowd(options: object): Crowd {
  const program = fileURLToPath(new URL("crowd.ts", import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error("the clients have gone");
      return value as string;
    },
    async stop() {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGTERM");
      await ended;
    },
  };
}
