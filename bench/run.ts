/**
 * `npm run bench [-- --scale 167 --seconds 5 --rounds 3 --json]`: loads the three simulated plants and tells what that took,
 * times the planner's query inside the process, and compares Andon with the stock Apollo gateway over HTTP subgraphs: same
 * operations, same data, one run, in turn. Absolute figures drift with the machine; the ratios are what counts.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { startAndon } from "#cli/compose";
import type { Caller } from "#schema/canonical/caller.ts";
import { subgraphNames } from "#schema/sdl.ts";
import { issueToken, readDemoLandscape, startPlants } from "./demo.ts";
import { type LoadResult, runLoad } from "./load.ts";
import { startProcess } from "./processes.ts";

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const connections = 16;
const inProcessRuns = 60;
const everybody: Caller = { subject: "bench", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.MAX_SAFE_INTEGER };

const folder = mkdtempSync(join(tmpdir(), "andon-bench-"));
const secret = "a-secret-of-the-bench-that-is-long-enough";
const landscapeFile = join(folder, "landscape.yaml");
const text = readFileSync(join(root, "landscape.yaml"), "utf8").replace("data: .andon/demo", "data: data");
writeFileSync(landscapeFile, `${text}  subgraphSecret: ${secret}\n`);

const plants = await startPlants(landscapeFile, Number(values.scale));
// The subgraphs apart are started with the same landscape, and find the plants where it looks for them.
Object.assign(process.env, plants.environment);
const landscape = readDemoLandscape(landscapeFile);
const began = performance.now();
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 200);
const andon = await startAndon(landscape, { port: 0, log: pino({ level: "error" }) });
await andon.sync.loaded();
const loadSeconds = (performance.now() - began) / 1_000;
clearInterval(watch);

const operations = {
  big: { query: readFileSync(join(root, "schema/operations/planner-orders-of-three-plants.graphql"), "utf8") },
  small: { query: "{ plants { code name } }" },
};
const orders = await andon.gateway.execute({ query: "{ productionOrders(first: 1) { totalCount } }" }, everybody);
const times: number[] = [];
for (let run = 0; run < inProcessRuns; run++) {
  const sent = performance.now();
  await andon.gateway.execute(operations.big, everybody);
  times.push(performance.now() - sent);
}

// The subgraphs apart read what this process has loaded; the stock gateway asks them over HTTP.
const apart = await Promise.all(
  subgraphNames.map(async (name) => ({
    name,
    ...(await startProcess(["cli/andon.js", "subgraph", name, "--landscape", landscapeFile])),
  })),
);
const token = await issueToken(landscape);
const stock = await startProcess([
  "bench/systems/stock-gateway.ts",
  JSON.stringify({ subgraphs: apart.map(({ name, url }) => ({ name, url })), secret, caller: everybody }),
]);
const systems = [
  { name: "andon", url: andon.url },
  { name: "stock gateway, HTTP subgraphs", url: stock.url },
];

const results: { operation: string; system: string; rounds: LoadResult[] }[] = [];
for (const [operation, body] of Object.entries(operations)) {
  const answers = await Promise.all(systems.map(({ url }) => answerOf(url, token, JSON.stringify(body))));
  if (new Set(answers).size !== 1) throw new Error(`The systems answer ${operation} differently, so their speed cannot be compared`);
  const rows = systems.map(({ name }) => ({ operation, system: name, rounds: [] as LoadResult[] }));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [index, { url }] of systems.entries()) {
      const result = await runLoad({ url, token, body: JSON.stringify(body), connections, seconds: Number(values.seconds) });
      rows[index]?.rounds.push(result);
    }
  }
  results.push(...rows);
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const figures = {
  orders: (orders.data as { productionOrders: { totalCount: number } } | null)?.productionOrders.totalCount,
  loadSeconds: Number(loadSeconds.toFixed(1)),
  peakMegabytes: Math.round(peak / 1_048_576),
  bigInProcessMedianMs: Number(median(times).toFixed(2)),
  http: results.map(({ operation, system, rounds }) => ({
    operation,
    system,
    requestsPerSecond: Math.round(median(rounds.map((round) => round.requestsPerSecond))),
    p50: Number(median(rounds.map((round) => round.p50)).toFixed(1)),
    p99: Number(median(rounds.map((round) => round.p99)).toFixed(1)),
    failed: rounds.reduce((sum, round) => sum + round.failed, 0),
  })),
};
if (values.json) console.log(JSON.stringify(figures));
else {
  console.log(`${figures.orders} orders loaded in ${figures.loadSeconds} s, at most ${figures.peakMegabytes} MB`);
  console.log(`big, inside the process: ${figures.bigInProcessMedianMs} ms (median of ${inProcessRuns})`);
  console.table(figures.http);
  for (const operation of Object.keys(operations)) {
    const [own, other] = figures.http.filter((row) => row.operation === operation);
    if (own && other)
      console.log(`${operation}: andon answers ${(own.requestsPerSecond / other.requestsPerSecond).toFixed(1)} times as many requests`);
  }
}
await stock.stop();
await Promise.all(apart.map(({ stop }) => stop()));
await andon.stop();
await plants.stop();
rmSync(folder, { recursive: true });

async function answerOf(url: string, bearer: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${bearer}` };
  return (await fetch(url, { method: "POST", headers, body })).text();
}
