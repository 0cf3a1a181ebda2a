/** Starts the simulated systems of the demo, each ERP in a process of its own and its neighbours in one, and learns from each where it listens. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Landscape, SimulatorName } from "./landscape/landscape.ts";

export interface SimulatedPlants {
  /** What the landscape refers to: addresses and demo credentials, by environment variable. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface SimulationOptions {
  readonly names: readonly SimulatorName[];
  readonly plants: Landscape["plants"];
  /** Folder for the files that the simulators exchange; emptied first. */
  readonly folder: string;
  /** 1 is 200 orders a plant. */
  readonly scale: number;
  /** Milliseconds between two events of a plant's life; 0 for a standing clock. */
  readonly lifeMs: number;
  /** Aborted when they shall not be waited for any longer. */
  readonly signal?: AbortSignal;
  readonly onReady?: (name: SimulatorName, environment: Readonly<Record<string, string>>) => void;
}

/** The plant that each ERP serves; its neighbours serve all of them. */
const plantOf: Readonly<Record<SimulatorName, string | null>> = { s4hana: "1010", "sap-ecc": "2010", ebs: "3010", neighbours: null };

/** Fulfilled when every simulator is ready; rejected, with all of them stopped, when one is not or the signal is aborted before. */
export async function startSimulatedPlants(options: SimulationOptions): Promise<SimulatedPlants> {
  if (options.names.length === 0) return { environment: {}, stop: async () => undefined };
  const folder = join(options.folder, "simulators");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const started = options.names.map((name) => ({ name, child: startProcess(name, folder, options) }));
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(({ child }) => stopProcess(child)));
  };
  const { signal } = options;
  const giveUp = (): void => void stop();
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    const environments = await Promise.all(
      started.map(async ({ name, child }) => {
        const environment = await readyLine(name, child);
        options.onReady?.(name, environment);
        return environment;
      }),
    );
    return { environment: Object.assign({}, ...environments) as Record<string, string>, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}

function startProcess(name: SimulatorName, folder: string, options: SimulationOptions): ChildProcess {
  const code = plantOf[name];
  const timeZone = options.plants.find((plant) => plant.code === code)?.timeZone;
  const plant = code === null ? [] : ["--plant", code];
  const flags = [...plant, "--scale", String(options.scale), "--life", String(options.lifeMs), "--folder", join(folder, name)];
  if (timeZone) flags.push("--time-zone", timeZone);
  const program = fileURLToPath(new URL(`../simulators/${name}/run.ts`, import.meta.url));
  // Its standard input stays open as long as we live; its end tells the simulator to go too.
  const cache = getCompileCacheDir();
  const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
  return spawn(process.execPath, [...engineFlags(name, options.scale), program, ...flags], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
    env,
  });
}

/**
 * The EBS simulator has a PostgreSQL compiled to WebAssembly within it. V8's optimizing compiler takes longer over that than a small plant
 * lives on what it saves: more than a second of processor time, half of what starting takes. From a scale of 20 on it is even.
 */
function engineFlags(name: SimulatorName, scale: number): readonly string[] {
  return name === "ebs" && scale < 20 ? ["--liftoff-only"] : [];
}

function readyLine(name: string, child: ChildProcess): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The simulator ${name} ended with exit code ${code} before it was ready`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("ready ")) resolve(JSON.parse(line.slice("ready ".length)) as Record<string, string>);
    });
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const deadline = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await ended;
  clearTimeout(deadline);
}
