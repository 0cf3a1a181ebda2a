/** `andon start`: the demo with its simulated plants, or the gateway and sync against real systems. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { issueDemoToken } from "../demo-issuer.ts";
import { landscapeFlag, readAmount, readPort } from "../flags.ts";
import { type Landscape, readLandscape } from "../landscape/landscape.ts";
import { rememberEnvironment } from "../simulated-environment.ts";
import { connectNeighbours } from "../simulated-neighbours.ts";
import { type SimulatedPlants, startSimulatedPlants } from "../simulated-plants.ts";
import { subscribeWebhooks } from "../simulated-subscriptions.ts";
import { aborted, stopSignal, unlessAborted } from "../stop-signal.ts";
import { openTracing } from "../tracing/open-tracing.ts";

export const summary = "starts the gateway and the sync; with simulated plants where the landscape names them";

/** After this the gateway is announced even if an ERP is still being read: it serves what it has. */
const loadPatienceMs = 3_500;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      landscape: landscapeFlag,
      port: { type: "string" },
      scale: { type: "string", default: "1" },
      life: { type: "string", default: "1000" },
      "log-level": { type: "string", default: process.env.LOG_LEVEL ?? "warn" },
    },
  });
  const file = readLandscape(values.landscape);
  const port = readPort("--port", values.port) ?? readPort("PORT", process.env.PORT) ?? file.landscape.gateway?.port ?? 4000;
  const log = pino({ level: values["log-level"] }, pino.destination({ dest: 2, sync: true }));
  const names = file.landscape.simulators ?? [];
  if (names.length > 0) forgetSimulatedPast(file.landscape);
  const stopping = stopSignal();
  const starting = startSimulatedPlants({
    names,
    plants: file.landscape.plants,
    folder: file.landscape.data,
    scale: readAmount("--scale", values.scale),
    lifeMs: readAmount("--life", values.life),
    signal: stopping,
    onReady: (name) => console.log(`simulated plant ${name} is up`),
  });
  // The most of our own code is read while the plants are starting.
  const composing = import("../compose.ts");
  const plants = await unlessAborted(starting, stopping);
  if (plants === null) return;
  await serveUntilStopped(plants, stopping, async () => {
    rememberEnvironment(file.landscape, plants.environment);
    const landscape = file.resolve({ ...process.env, ...plants.environment });
    const { startAndon } = await composing;
    const tracing = await openTracing(process.env, "andon", log);
    const andon = await startAndon(landscape, { port, log, tracing });
    await Promise.all([
      subscribeWebhooks(landscape, plants.environment, new URL(andon.url).origin, log),
      connectNeighbours(landscape, plants.environment, andon.url),
    ]);
    await Promise.race([andon.sync.loaded(), delay(loadPatienceMs, undefined, { ref: false })]);
    await announce(andon.url, landscape, andon.sync.status());
    return async () => {
      await andon.stop();
      await tracing?.stop();
    };
  });
}

/** Runs what `start` starts until the process is asked to stop; the simulated plants go last. */
async function serveUntilStopped(plants: SimulatedPlants, stopping: AbortSignal, start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    const stop = await start();
    await aborted(stopping);
    await stop();
  } finally {
    await plants.stop();
  }
}

async function announce(
  url: string,
  landscape: Landscape,
  systems: readonly { readonly system: string; readonly state: string; readonly error: string | null }[],
): Promise<void> {
  for (const { system, state, error } of systems) {
    const words = state === "LIVE" ? "is loaded and followed" : state === "LOADING" ? "is still being read" : `cannot be reached: ${error}`;
    console.log(`system ${system} ${words}`);
  }
  const address = url.replace(/\/graphql$/, "");
  if (!landscape.issuers.some((issuer) => issuer.jwks === "demo")) return console.log(`ready ${url}  explorer ${address}/explorer`);
  const token = await issueDemoToken(landscape, { role: "planner" });
  console.log(`token ${token}`);
  console.log(`ready ${url}  explorer ${address}/explorer#token=${token}`);
}

/** Simulated plants begin their lives anew at each start, so what was learned of the last ones is not true of these. */
function forgetSimulatedPast(landscape: Landscape): void {
  mkdirSync(landscape.data, { recursive: true });
  for (const file of ["log.db", "views.db", "process.db"])
    for (const suffix of ["", "-wal", "-shm"]) rmSync(join(landscape.data, file + suffix), { force: true });
}
