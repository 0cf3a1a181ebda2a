/** Starts Andon as its users do, as a process of its own over simulated plants, on a free port and a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { issueDemoToken, readLandscape } from "#cli/compose";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "cli/andon.js");

export interface DemoOptions {
  readonly scale?: number;
  /** Milliseconds between two events of the plants' lives; 0, the default, for standing clocks. */
  readonly lifeMs?: number;
  /** Rewrites the demo landscape's text before it is used. */
  readonly landscape?: (text: string) => string;
  /** Data folder of an earlier demo; by default a new one that is removed at the end. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Demo extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`, without a path. */
  readonly address: string;
  /** What was printed until it was ready, line by line. */
  readonly lines: readonly string[];
  readonly readyMs: number;
  readonly folder: string;
  readonly landscapeFile: string;
  readonly child: ChildProcess;
  /** As `andon token` prints it. */
  token(role: string, supplier?: string): Promise<string>;
  /** Lets something happen in a simulated plant, or switches a fault. */
  control(plant: "S4HANA" | "ECC" | "EBS", path: "/life" | "/fault", body: object): Promise<Record<string, unknown>>;
  stop(): Promise<number | null>;
}

/** The demo landscape with another data folder and any free port. */
export function writeLandscape(folder: string, edit: (text: string) => string = (text) => text): string {
  const file = join(folder, "landscape.yaml");
  const text = readFileSync(join(root, "landscape.yaml"), "utf8")
    .replace("data: .andon/demo", "data: data")
    .replace("port: 4000", "port: 0");
  writeFileSync(file, edit(text));
  return file;
}

/** What each plant of the demo landscape is served by: its simulator and the name of its system. */
const servedBy = { "1010": ["s4hana", "s4-1010"], "2010": ["sap-ecc", "ecc-2010"], "3010": ["ebs", "ebs-3010"] } as const;

/** Rewrites the demo landscape so that the others of its plants are not there: a scenario starts sooner without what it does not look at. */
export function onlyPlants(...codes: readonly (keyof typeof servedBy)[]): (text: string) => string {
  const others = Object.entries(servedBy).filter(([code]) => !(codes as readonly string[]).includes(code));
  return (text) =>
    others.reduce(
      (left, [code, [simulator, system]]) =>
        left
          .replace(new RegExp(`(^simulators: .*?)${simulator}, `, "m"), "$1")
          .replace(new RegExp(`^ {2}- code: "${code}"\\n(?: {4}.*\\n)+`, "m"), "")
          .replace(new RegExp(`^ {2}${system}:\\n(?: {4}.*\\n)+`, "m"), ""),
      text,
    );
}

export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "andon-test-"));
  const landscapeFile = writeLandscape(folder, options.landscape);
  const began = Date.now();
  const flags = ["--landscape", landscapeFile, "--scale", String(options.scale ?? 1), "--life", String(options.lifeMs ?? 0)];
  const child = spawn(process.execPath, [program, "start", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: "", ...options.environment },
  });
  const lines: string[] = [];
  const errors: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk.toString("utf8")));
  const address = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`andon start ended with ${code}:\n${lines.join("\n")}\n${errors.join("")}`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      lines.push(line);
      const found = /^ready (\S+)\/graphql/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
  });
  const stop = (): Promise<number | null> => stopProcess(child);
  return {
    address,
    lines,
    readyMs: Date.now() - began,
    folder,
    landscapeFile,
    child,
    token: (role, supplier) => issueDemoToken(readLandscape(landscapeFile).landscape, { role, ...(supplier ? { supplier } : {}) }),
    control: (plant, path, body) => controlPlant(join(folder, "data"), plant, path, body),
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one command of the command line to its end. */
export function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return runWith({}, ...args);
}

/** As `run`, with more in its environment. */
export function runWith(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

async function controlPlant(data: string, plant: string, path: string, body: object): Promise<Record<string, unknown>> {
  const environment = JSON.parse(readFileSync(join(data, "simulated-environment.json"), "utf8")) as Record<string, string>;
  const response = await fetch(new URL(path, environment[`${plant}_CONTROL_URL`]), { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${plant} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  child.kill("SIGINT");
  const deadline = setTimeout(() => child.kill("SIGKILL"), 10_000);
  return ended.finally(() => clearTimeout(deadline));
}
