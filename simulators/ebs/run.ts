/** Entry of the EBS simulator: `node simulators/ebs/run.ts --plant 3010 --scale 1 --time-zone Asia/Tokyo`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerControl } from "../control.ts";
import { startLife } from "../life.ts";
import { createPlant } from "../plant.ts";
import { announceReady, readOptions } from "../process.ts";
import { startCluster } from "./cluster.ts";
import { startConcurrentManager } from "./concurrent-manager.ts";
import { connectDatabase } from "./database.ts";
import { openDoor } from "./door.ts";
import { createFaults } from "./faults.ts";
import { loadPlant } from "./load.ts";
import { createShopDay } from "./shop-day.ts";

const options = readOptions({ plant: "3010", timeZone: "Asia/Tokyo" });
const plant = createPlant({ id: options.plant, seed: options.seed, scale: options.scale });

const cluster = await startCluster(options.database ?? process.env.EBS_SIMULATOR_DATABASE);
const database = await connectDatabase(cluster.url);
await loadPlant(database, plant, options.timeZone);

const address = new URL(cluster.url);
const door = await openDoor({ host: address.hostname, port: Number(address.port || "5432") });
const manager = startConcurrentManager(database, 200);
const life = startLife({ seed: options.seed, intervalMs: options.lifeMs, act: createShopDay(database) });
const fault = createFaults({ database, door, manager });

const control = createServer((request, response) => {
  answerControl({ life, fault }, request, response)
    .then(async (answered) => {
      if (!answered) response.writeHead(404).end();
      await manager.run();
    })
    .catch((error: unknown) => {
      const status = error instanceof RangeError || error instanceof SyntaxError ? 400 : 500;
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error: String(error) }));
    });
});
await new Promise<void>((resolve) => control.listen(0, "127.0.0.1", resolve));

const publicAddress = new URL(address);
publicAddress.hostname = "127.0.0.1";
publicAddress.port = String(door.port);

announceReady(
  {
    EBS_DATABASE_URL: publicAddress.href,
    EBS_CONTROL_URL: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
  },
  async () => {
    life.stop();
    manager.stop();
    control.closeAllConnections();
    control.close();
    await door.close();
    await database.close().catch(() => undefined);
    await cluster.close();
  },
);
