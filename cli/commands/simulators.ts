/** `andon simulators`: the simulated systems alone, for a gateway that is started apart. */
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { landscapeFlag, readAmount } from "../flags.ts";
import { readLandscape } from "../landscape/landscape.ts";
import { startSimulatedPlants } from "../simulated-plants.ts";
import { aborted, stopSignal, unlessAborted } from "../stop-signal.ts";

export const summary = "starts the simulated systems alone and prints the environment variables under which they are found";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { landscape: landscapeFlag, scale: { type: "string", default: "1" }, life: { type: "string", default: "1000" } },
  });
  const { landscape } = readLandscape(values.landscape);
  mkdirSync(landscape.data, { recursive: true });
  const stopping = stopSignal();
  const starting = startSimulatedPlants({
    names: landscape.simulators ?? ["s4hana", "sap-ecc", "ebs", "neighbours"],
    plants: landscape.plants,
    folder: landscape.data,
    scale: readAmount("--scale", values.scale),
    lifeMs: readAmount("--life", values.life),
    signal: stopping,
  });
  const plants = await unlessAborted(starting, stopping);
  if (plants === null) return;
  for (const [name, value] of Object.entries(plants.environment)) console.log(`${name}=${value}`);
  console.log("ready");
  await aborted(stopping);
  await plants.stop();
}
