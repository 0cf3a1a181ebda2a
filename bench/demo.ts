/** The demo landscape for the bench: simulated plants of any size with standing clocks, and a planner's token. */
import { mkdirSync } from "node:fs";
import { issueDemoToken, type Landscape, readLandscape, type SimulatedPlants, startSimulatedPlants } from "#cli/compose";

export function startPlants(landscapeFile: string, scale: number): Promise<SimulatedPlants> {
  const { landscape } = readLandscape(landscapeFile);
  mkdirSync(landscape.data, { recursive: true });
  return startSimulatedPlants({ names: landscape.simulators ?? [], plants: landscape.plants, folder: landscape.data, scale, lifeMs: 0 });
}

export function readDemoLandscape(landscapeFile: string): Landscape {
  return readLandscape(landscapeFile).resolve(process.env);
}

export function issueToken(landscape: Landscape): Promise<string> {
  return issueDemoToken(landscape, { role: "planner" });
}
