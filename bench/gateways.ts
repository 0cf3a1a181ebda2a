/** Andon and other gateways, asked the same in turn. */
import { deepEqual } from "node:assert/strict";
import { readLandscape } from "#cli/compose";
import type { Caller } from "#schema/canonical/caller.ts";
import { readSupergraphSdl, subgraphNames } from "#schema/sdl.ts";
import { type BenchLandscape, secret } from "./landscape.ts";
import { type LoadResult, runLoad } from "./load.ts";
import { bodyOf, type KnownOrder, type Operation, operationsOf } from "./operations.ts";
import { cpuSeconds, megabytes, type Started, startProcess } from "./processes.ts";
import { startHive } from "./systems/hive.ts";
import { type System, signForSubgraphs } from "./systems/system.ts";

export interface BenchOptions {
  readonly seconds: number;
  readonly rounds: number;
}

/** What a measurement gives: figures for machines, and a way to print them for people. */
export interface Measured {
  readonly figures: unknown;
  readonly print: () => void;
}

interface Row {
  readonly operation: string;
  readonly system: string;
  readonly requestsPerSecond: number;
  /** Against the first system that Andon is measured against, Hive Gateway with its Rust runtime. */
  readonly ratio: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the gateway's process for one request, in milliseconds. */
  readonly cpuMs: number;
  readonly megabytes: number;
  readonly failed: number;
}

const connections = 16;
const yardstick = "hive, rust runtime";
const everybody: Caller = { subject: "bench", scopes: [], plants: "ALL", supplier: null, expiresAt: 4e9 };

export async function compareGateways(landscape: BenchLandscape, options: BenchOptions): Promise<Measured> {
  const began = performance.now();
  const andon = await startProcess(
    ["--max-old-space-size=384", "cli/andon.js", "start", "--landscape", landscape.file],
    landscape.environment,
  );
  const token = await landscape.token("planner");
  const orders = await untilLoaded(andon.url, token);
  const load = { orders, seconds: Number(((performance.now() - began) / 1_000).toFixed(1)), megabytes: megabytes(andon.pid) };
  const apart = await Promise.all(
    subgraphNames.map((name) => startProcess(["cli/andon.js", "subgraph", name, "--landscape", landscape.file], landscape.environment)),
  );
  const urls = Object.fromEntries(subgraphNames.map((name, index) => [name, apart[index]?.url ?? ""]));
  const systems = await startSystems(landscape, andon, urls);
  const operations = operationsOf(await firstOrder(andon.url, token));
  const rows: Row[] = [];
  try {
    for (const operation of operations) rows.push(...(await measure(operation, systems, token, options)));
  } finally {
    await Promise.all([...systems.map(({ started }) => started), ...apart].map(({ stop }) => stop()));
  }
  return { figures: { load, rows }, print: () => print(load, rows) };
}

async function startSystems(landscape: BenchLandscape, andon: Started, urls: Readonly<Record<string, string>>): Promise<System[]> {
  const shown = await signForSubgraphs({ urls, secret }, everybody);
  const issuers = readLandscape(landscape.file)
    .resolve({ ...process.env, ...landscape.environment })
    .issuers.map(({ issuer, audience, algorithms }) => ({
      issuer,
      audience,
      algorithms,
      jwks: { file: `${landscape.folder}/data/demo-issuer/jwks.json` },
    }));
  return [
    { name: "andon, subgraphs in its process", started: andon },
    {
      name: "andon, HTTP subgraphs",
      started: await startProcess(["bench/systems/andon-apart.ts", JSON.stringify({ urls, secret, issuers })]),
    },
    {
      name: "stock Apollo gateway, HTTP subgraphs",
      started: await startProcess(["bench/systems/stock-gateway.ts", JSON.stringify({ urls, token: shown })]),
    },
    { name: "hive, js runtime", started: await startHive(landscape.folder, "js", urls, shown) },
    { name: yardstick, started: await startHive(landscape.folder, "rust", urls, shown) },
  ];
}

async function measure(
  operation: Operation,
  gateways: readonly System[],
  token: string,
  { seconds, rounds }: BenchOptions,
): Promise<Row[]> {
  const answers = await Promise.all(gateways.map(({ started }) => ask(started.url, token, bodyOf(operation, 0))));
  for (const [index, answer] of answers.entries()) {
    deepEqual(JSON.parse(answer), JSON.parse(answers[0] ?? ""), `${gateways[index]?.name} answers ${operation.name} otherwise`);
  }
  const plain = await startProcess(["bench/systems/plain-http.ts", JSON.stringify({ answer: answers[0] })]);
  const systems = [...gateways, { name: "plain node:http, the same bytes", started: { ...plain, url: `${plain.url}answer` } }];
  const results = systems.map(() => [] as (LoadResult & { readonly cpuMs: number })[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { started }] of systems.entries()) {
      const before = cpuSeconds(started.pid);
      const from = 1 + round * 10_000_000;
      const result = await runLoad({ url: started.url, token, operation, connections, seconds, from });
      results[index]?.push({ ...result, cpuMs: ((cpuSeconds(started.pid) - before) * 1_000) / result.requests });
    }
  }
  await plain.stop();
  const speeds = results.map((all) => median(all.map((one) => one.requestsPerSecond)));
  const unit = speeds[systems.findIndex(({ name }) => name === yardstick)] ?? 1;
  return systems.map(({ name, started }, index) => {
    const all = results[index] ?? [];
    return {
      operation: operation.name,
      system: name,
      requestsPerSecond: Math.round(speeds[index] ?? 0),
      ratio: rounded((speeds[index] ?? 0) / unit, 2),
      p50: rounded(median(all.map((one) => one.p50)), 2),
      p99: rounded(median(all.map((one) => one.p99)), 2),
      cpuMs: rounded(median(all.map((one) => one.cpuMs)), 3),
      megabytes: name.startsWith("plain") ? 0 : megabytes(started.pid),
      failed: all.reduce((sum, one) => sum + one.failed, 0),
    };
  });
}

/** Waits until the orders are all there: their number no longer grows and every system is live. */
async function untilLoaded(url: string, token: string): Promise<number> {
  const ready = new URL("/health/ready", url);
  for (;;) {
    const { systems } = (await (await fetch(ready)).json()) as { systems: readonly { readonly state: string }[] };
    if (systems.length > 0 && systems.every(({ state }) => state === "LIVE")) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const answer = await ask(url, token, JSON.stringify({ query: "{ productionOrders(first: 1) { totalCount } }" }));
  return (JSON.parse(answer) as { data: { productionOrders: { totalCount: number } } }).data.productionOrders.totalCount;
}

async function firstOrder(url: string, token: string): Promise<KnownOrder> {
  const query = "{ productionOrders(first: 1) { nodes { number plant { code } } } }";
  const { data } = JSON.parse(await ask(url, token, JSON.stringify({ query }))) as {
    data: { productionOrders: { nodes: readonly [{ readonly number: string; readonly plant: { readonly code: string } }] } };
  };
  const [{ number, plant }] = data.productionOrders.nodes;
  return { number, plant: plant.code };
}

async function ask(url: string, token: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json", accept: "application/json", authorization: `Bearer ${token}` };
  return (await fetch(url, { method: "POST", headers, body })).text();
}

function print(load: { readonly orders: number; readonly seconds: number; readonly megabytes: number }, rows: readonly Row[]): void {
  console.log(
    `${load.orders} orders loaded in ${load.seconds} s, then ${load.megabytes} MB; supergraph of ${readSupergraphSdl().length} characters`,
  );
  for (const operation of new Set(rows.map((row) => row.operation))) {
    console.log(`\n${operation}`);
    console.table(rows.filter((row) => row.operation === operation).map(({ operation: _, ...row }) => row));
  }
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
