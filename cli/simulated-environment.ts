/**
 * Where the demo's simulated plants listen, kept beside the log while they run, so that other commands of the same
 * landscape (`failures replay`, `subgraph`) find them. Real landscapes take the variables from the environment.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Landscape } from "./landscape/landscape.ts";

export function rememberEnvironment(landscape: Landscape, environment: Readonly<Record<string, string>>): void {
  if (landscape.simulators) writeFileSync(fileOf(landscape), JSON.stringify(environment), { mode: 0o600 });
}

/** The process's environment and, for a demo landscape, that of its simulated plants. */
export function environmentOf(landscape: Landscape): Readonly<Record<string, string | undefined>> {
  const file = fileOf(landscape);
  if (!landscape.simulators || !existsSync(file)) return process.env;
  return { ...process.env, ...(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) };
}

function fileOf(landscape: Landscape): string {
  return join(landscape.data, "simulated-environment.json");
}
