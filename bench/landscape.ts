/** The demo's landscape in a folder of the bench's own, with the simulated plants as processes and standing clocks. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { issueDemoToken, readLandscape, startSimulatedPlants } from "#cli/compose";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Shared by the gateways and the subgraphs that run apart. */
export const secret = "a-secret-of-the-bench-that-is-long-enough";

/** Limits are counted as for anybody, but never reached. */
export const benchTiers = {
  standard: { costPerMinute: 1e12, burst: 1e9, sockets: 100_000, subscriptions: 100_000, messagesPerSecond: 1_000_000 },
};

export interface BenchLandscape {
  readonly folder: string;
  readonly file: string;
  /** Where the simulated plants are, as whoever reads the landscape has to know it. */
  readonly environment: Readonly<Record<string, string>>;
  token(role: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startLandscape(scale: number): Promise<BenchLandscape> {
  const folder = mkdtempSync(join(tmpdir(), "andon-bench-"));
  const file = join(folder, "landscape.yaml");
  const text = readFileSync(join(root, "landscape.yaml"), "utf8")
    .replace("data: .andon/demo", "data: data")
    .replace("port: 4000", "port: 0");
  writeFileSync(
    file,
    `${text.replace(/^simulators: .*\n/m, "")}  subgraphSecret: ${secret}\nlimits: ${JSON.stringify({ tiers: benchTiers })}\n`,
  );
  const read = readLandscape(file);
  mkdirSync(read.landscape.data, { recursive: true });
  const names = readLandscape(join(root, "landscape.yaml")).landscape.simulators ?? [];
  const plants = await startSimulatedPlants({ names, plants: read.landscape.plants, folder: read.landscape.data, scale, lifeMs: 0 });
  return {
    folder,
    file,
    environment: plants.environment,
    token: (role) => issueDemoToken(read.resolve({ ...process.env, ...plants.environment }), { role }),
    async stop() {
      await plants.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
