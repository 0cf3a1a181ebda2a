/** Starts a simulated ERP as a process of its own, for the contract tests of the adapter that reads it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Switches a fault of the simulator, by its `name`; `"off": true` ends it. */
export interface SimulatedFault {
  readonly name: string;
  readonly off?: boolean;
  readonly [option: string]: unknown;
}

export interface Simulator extends AsyncDisposable {
  /** Addresses and credentials as the simulator announced them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Lets one thing happen in the plant, such as `release-order`; what it was, or null when nothing was fit for it. */
  life(event: string): Promise<string | null>;
  fault(fault: SimulatedFault): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Fulfilled when the simulator listens. `control` names the variable that has its control address, such as
 * `S4HANA_CONTROL_URL`. Rejected when the process ends before it is ready.
 */
export async function startSimulator(name: string, control: string, flags: readonly string[]): Promise<Simulator> {
  const program = fileURLToPath(new URL(`../simulators/${name}/run.ts`, import.meta.url));
  // The end of its standard input tells the simulator to go, also when the test process dies.
  // The PostgreSQL within the EBS simulator starts in half the time without V8's optimizing compiler.
  const engine = name === "ebs" ? ["--liftoff-only"] : [];
  const child = spawn(process.execPath, [...engine, program, ...flags], { stdio: ["pipe", "pipe", "inherit"] });
  const environment = await new Promise<Record<string, string>>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the simulator ${name} ended with exit code ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("ready ")) resolve(JSON.parse(line.slice("ready ".length)) as Record<string, string>);
    });
  });
  const send = async (path: string, body: object): Promise<{ readonly happened?: string | null }> => {
    const response = await fetch(`${environment[control]}${path}`, { method: "POST", body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} ${JSON.stringify(body)} to the simulator ${name}: ${response.status} ${text}`);
    return JSON.parse(text) as { happened?: string | null };
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.stdin.end();
    await ended;
  };
  return {
    environment,
    life: async (event) => (await send("/life", { event })).happened ?? null,
    fault: async (fault) => {
      await send("/fault", fault);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
