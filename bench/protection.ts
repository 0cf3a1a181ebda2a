/**
 * `node bench/protection.ts [--seconds 3 --rounds 5]`: what protection costs. The same operations over the same views, answered by the
 * gateway as it is (scopes, row access, limits and their settlement, stored documents, audit) and by one that has none of it but row
 * access, in turn. Processor time for one operation counts, so that what else the machine does matters little.
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
import { operationsOf } from "./operations.ts";

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
  issuers: [],
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

const first = await protectedGateway.execute({ query: "{ productionOrders(first: 1) { nodes { number plant { code } } } }" }, planner);
// The query is written above, and so is what it answers.
const order = (first.data as { productionOrders: { nodes: { number: string; plant: { code: string } }[] } }).productionOrders.nodes[0];
console.log("operation   bare ms   protected ms   cost");
for (const { name, query, variables } of operationsOf({ plant: order?.plant.code ?? "", number: order?.number ?? "" }).slice(0, 2)) {
  const times = { bare: [] as number[], guarded: [] as number[] };
  for (let round = 0; round < Number(values.rounds); round++) {
    times.bare.push(await cpuOf(bareGateway, { query, variables }));
    times.guarded.push(await cpuOf(protectedGateway, { query, variables }));
  }
  const [bare, guarded] = [median(times.bare), median(times.guarded)];
  console.log(
    `${name.padEnd(9)} ${bare.toFixed(3).padStart(9)} ${guarded.toFixed(3).padStart(14)} ${`${(100 * (guarded / bare - 1)).toFixed(1)} %`.padStart(8)}`,
  );
}
await Promise.all([protectedGateway.stop(), bareGateway.stop()]);
await andon.stop();
audit.close();
store.close();
rmSync(folder, { recursive: true });
await bench.stop();

/** Milliseconds of processor time for one operation. */
async function cpuOf(
  gateway: Gateway,
  operation: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<number> {
  let count = 0;
  const end = performance.now() + Number(values.seconds) * 1_000;
  const began = process.cpuUsage();
  while (performance.now() < end) {
    count += 1;
    const { errors } = await gateway.execute({ query: operation.query, variables: { ...operation.variables, count } }, planner);
    if (errors) throw new Error(JSON.stringify(errors[0]));
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000 / count;
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
