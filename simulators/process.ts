/**
 * What every simulator process has in common: its flags, the one line that tells its parent where it listens,
 * and a clean end when the parent says so or is gone.
 */
import { parseArgs } from "node:util";

export interface SimulatorOptions {
  /** Multiplies the plant: 1 is 200 orders. */
  readonly scale: number;
  readonly seed: number;
  /** Milliseconds between two events of the plant's life; 0 for a standing clock. */
  readonly lifeMs: number;
  readonly plant: string;
  /** IANA zone of the plant, which is also the zone of the ERP's local dates and times. */
  readonly timeZone: string;
  /** Folder for files that the simulator exchanges; required by simulators that work with files. */
  readonly folder: string | undefined;
  /** URL of a database server to use instead of an embedded one; for simulators of systems that are read by SQL. */
  readonly database: string | undefined;
}

/** Reads `--scale`, `--seed`, `--life`, `--plant`, `--time-zone`, `--folder`, `--database`. */
export function readOptions(defaults: { plant: string; timeZone: string }): SimulatorOptions {
  const { values } = parseArgs({
    options: {
      scale: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      life: { type: "string", default: "0" },
      plant: { type: "string", default: defaults.plant },
      "time-zone": { type: "string", default: defaults.timeZone },
      folder: { type: "string" },
      database: { type: "string" },
    },
  });
  return {
    scale: readNumber("scale", values.scale),
    seed: readNumber("seed", values.seed),
    lifeMs: readNumber("life", values.life),
    plant: values.plant,
    timeZone: values["time-zone"],
    folder: values.folder,
    database: values.database,
  };
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`--${name} is "${text}"; give a number of 0 or more`);
  return value;
}

/**
 * Prints `ready {json}`: the environment variables under which a landscape file finds this system, and the
 * control address. Then waits for SIGTERM, SIGINT or the end of standard input, and closes.
 */
export function announceReady(environment: Readonly<Record<string, string>>, close: () => Promise<void>): void {
  // The parent has gone while this process was starting.
  process.stdout.once("error", () => process.exit(0));
  process.stdout.write(`ready ${JSON.stringify(environment)}\n`);
  let closing = false;
  const end = (): void => {
    if (closing) return;
    closing = true;
    void close().finally(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  process.stdin.once("end", end).once("close", end).resume();
}
