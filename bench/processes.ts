/** Starts measured systems as processes of their own, and reads what they use of the machine. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Started {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const readyWithinMs = 60_000;
/** Clock ticks of /proc in a second, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Starts a program that prints `ready URL`. */
export async function startProcess(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Started> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (\S+)/.exec(line)?.[1];
    if (!url) continue;
    // Nobody reads what else it prints, and a full pipe would hold it up.
    child.stdout.resume();
    return { url, pid: child.pid ?? 0, stop: () => stop(child) };
  }
  throw new Error(`${args.join(" ")} ended before it was ready`);
}

/** Starts a program that says in no certain way when it is ready: it is when it answers. */
export async function startUntilAnswers(args: readonly string[], url: string): Promise<Started> {
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  for (const deadline = Date.now() + readyWithinMs; Date.now() < deadline; await delay(200)) {
    const body = JSON.stringify({ query: "{ __typename }" });
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => null);
    if (answer?.ok) return { url, pid: child.pid ?? 0, stop: () => stop(child) };
    if (child.exitCode !== null) break;
  }
  child.kill("SIGKILL");
  throw new Error(`${args.join(" ")} did not answer at ${url}`);
}

/** Seconds of processor time that a process has used. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory of a process. */
export function megabytes(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await ended;
}
