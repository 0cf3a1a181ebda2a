/**
 * `node bench/protection.ts [--seconds 3 --rounds 5]`: what protection costs. The same operations over the same views, answered by the
 * gateway as it is (scopes, row access, limits and their settlement, stored documents, audit) and by one that has none of it but row
 * access, and the token that tells whose rows they are, in turn: over HTTP, as clients ask, and by a call within the process. Processor time for one operation counts, so that what else the machine does matters little.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { contextFactoryOf, readLandscape, startAndon, subgraphsOf } from "#cli/compose";
import { createGateway, createLimiter, type Gateway } from "#gateway";
import { openSqliteAuditLog, openSqliteDocumentStore } from "#gateway/kept";
import type { Caller } from "#schema/canonical/caller.ts";
import { readSupergraphSdl, subgraphNames } from "#schema/sdl.ts";
import { benchTiers, startLandscape } from "./landscape.ts";
import { runLoad } from "./load.ts";
import { type Operation, operationsOf } from "./operations.ts";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "3" }, rounds: { type: "string", default: "5" } } });
const log = pino({ level: "silent" });
const scopes = ["production-order:read", "material-availability:read", "supplier-commitment:read", "quality-disposition:read"];
const planner: Caller = { subject: "bench", scopes, plants: "ALL", supplier: null, expiresAt: 9e9 };

const bench = await startLandscape(1);
const landscape = readLandscape(bench.file).resolve({ ...process.env, ...bench.environment });
const andon = await startAndon(landscape, { port: 0, log });
await andon.sync.loaded();
const folder = mkdtempSync(join(tmpdir(), "andon-bench-protection-"));
const audit = openSqliteAuditLog(join(folder, "audit.db"), log);
const store = openSqliteDocumentStore(join(folder, "documents.db"));

const schemas = subgraphsOf(landscape, andon.sync);
const shared = {
  subgraphs: Object.fromEntries(subgraphNames.map((name) => [name, { schema: schemas[name].schema }])),
  createContext: contextFactoryOf(landscape, andon.sync, null),
  cursorSecret: "a secret of more than thirty-two characters",
  keepsAnswers: false,
  issuers: landscape.issuers.map(({ jwks: _, ...issuer }) => ({ ...issuer, jwks: { file: `${bench.folder}/data/demo-issuer/jwks.json` } })),
  readiness: () => ({ systems: [] }),
  samples: [],
  host: "127.0.0.1",
  port: 0,
  log,
};
const sdl = readSupergraphSdl();
const protectedGateway = await createGateway({
  ...shared,
  supergraphSdl: sdl,
  limiter: await createLimiter({ tiers: benchTiers, redis: null, log }),
  documents: { store, level: "LOG" },
  audit: { log: audit, safeInputs: new Set() },
});
const bareGateway = await createGateway({ ...shared, supergraphSdl: withoutScopes(sdl) });
const token = await bench.token("planner");

const first = await protectedGateway.execute({ query: "{ productionOrders(first: 1) { nodes { number plant { code } } } }" }, planner);
// The query is written above, and so is what it answers.
const order = (first.data as { productionOrders: { nodes: { number: string; plant: { code: string } }[] } }).productionOrders.nodes[0];
const operations = operationsOf({ plant: order?.plant.code ?? "", number: order?.number ?? "" }).slice(0, 2);
for (const [way, cpuOf] of [
  ["over HTTP", cpuOverHttp],
  ["within the process", cpuWithin],
] as const) {
  console.log(`\n${way.padEnd(20)} bare ms   protected ms   cost`);
  for (const operation of operations) {
    const times = { bare: [] as number[], guarded: [] as number[] };
    for (let round = 0; round < Number(values.rounds); round++) {
      times.bare.push(await cpuOf(bareGateway, operation, round));
      times.guarded.push(await cpuOf(protectedGateway, operation, round));
    }
    const [bare, guarded] = [median(times.bare), median(times.guarded)];
    const cost = `${(100 * (guarded / bare - 1)).toFixed(1)} %`;
    console.log(`${operation.name.padEnd(18)} ${bare.toFixed(3).padStart(9)} ${guarded.toFixed(3).padStart(14)} ${cost.padStart(8)}`);
  }
}
await Promise.all([protectedGateway.stop(), bareGateway.stop()]);
await andon.stop();
audit.close();
store.close();
rmSync(folder, { recursive: true });
await bench.stop();

/** Milliseconds of processor time for one operation that a client in another process sends. */
async function cpuOverHttp(gateway: Gateway, operation: Operation, round: number): Promise<number> {
  const began = process.cpuUsage();
  const load = { url: gateway.url, token, operation, connections: 16, seconds: Number(values.seconds), from: 1 + round * 10_000_000 };
  const { requests, failed } = await runLoad(load);
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed`);
  return cpuSince(began) / requests;
}

/** Milliseconds of processor time for one operation that is called here. */
async function cpuWithin(gateway: Gateway, { query, variables }: Operation, round: number): Promise<number> {
  let count = 0;
  const end = performance.now() + Number(values.seconds) * 1_000;
  const began = process.cpuUsage();
  while (performance.now() < end) {
    count += 1;
    const { errors } = await gateway.execute({ query, variables: { ...variables, count: round * 10_000_000 + count } }, planner);
    if (errors) throw new Error(JSON.stringify(errors[0]));
  }
  return cpuSince(began) / count;
}

function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** The supergraph with nothing in it that needs a scope. */
function withoutScopes(text: string): string {
  return text
    .replace(/^directive @(requiresScopes|authenticated).*\n/gm, "")
    .replace(/ @requiresScopes\(scopes: \[\[.*?\]\]\)/g, "")
    .replace(/ @authenticated/g, "")
    .replace(/.*@link\(url: "https:\/\/specs\.apollo\.dev\/(requiresScopes|authenticated).*\n/g, "");
}
