import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { bodies, type Following, follow } from "../following.contract.ts";
import { type Simulator, startSimulator } from "../simulator.contract.ts";
import { sapEcc } from "./index.ts";

describe("the first download of an ECC", () => {
  let simulator: Simulator;
  let reading: Following;
  const of = (name: string): string => simulator.environment[name] ?? "";

  before(async () => {
    simulator = await startSimulator("sap-ecc", "ECC_CONTROL_URL", ["--plant", "2010", "--time-zone", "America/New_York"]);
  });
  after(async () => {
    await reading?.stop();
    await simulator.stop();
  });

  it("is not taken for through while messages are missing; what never comes is read from the tables", async () => {
    const folder = of("ECC_OUTBOUND_FOLDER");
    const written = (type: string): string[] => readdirSync(folder).filter((name) => name.includes(type));
    const isThere = (): boolean => written("LOIPRO").length >= 2 && written("ORDERS").length >= 1;
    for (const deadline = Date.now() + 10_000; !isThere(); await delay(50)) assert.ok(Date.now() < deadline, readdirSync(folder).join());
    const [orders = ""] = written("LOIPRO");
    const [purchaseOrders = ""] = written("ORDERS");
    for (const lost of [orders, purchaseOrders]) rmSync(join(folder, lost));
    const adapter = sapEcc.create({
      system: "ecc-2010",
      plants: [{ code: "2010", timeZone: "America/New_York" }],
      connection: {
        soapUrl: of("ECC_SOAP_URL"),
        idocUrl: of("ECC_IDOC_URL"),
        user: of("ECC_USER"),
        password: of("ECC_PASSWORD"),
        outboundFolder: folder,
        segmentLayouts: of("ECC_SEGMENT_LAYOUTS"),
      },
      mappings: {},
      pollMs: 100,
      log: () => undefined,
    });
    reading = follow(adapter, null);
    await reading.until("the end of the load", () => reading.batches.at(-1)?.loaded === true, 30_000);
    assert.equal(bodies("production-order", reading.changes).length, 200);
    const beforeTheEnd = reading.batches.findIndex(({ loaded }) => loaded);
    const told = reading.batches.slice(0, beforeTheEnd).flatMap(({ changes }) => changes.map(({ kind, key }) => `${kind}/${key}`));
    assert.equal(new Set(told.filter((key) => key.startsWith("production-order/"))).size, 200);
    assert.deepEqual(reading.failures, []);
  });
});
