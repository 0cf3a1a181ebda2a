import { type SimulatedSystem, testAdapter } from "../port.contract.ts";
import { startSimulator } from "../simulator.contract.ts";
import { ebs } from "./index.ts";

async function start(): Promise<SimulatedSystem> {
  const simulator = await startSimulator("ebs", "EBS_CONTROL_URL", ["--plant", "3010", "--time-zone", "Asia/Tokyo"]);
  return {
    ...simulator,
    adapter: ({ mappings = {} } = {}) =>
      ebs.create({
        system: "ebs-3010",
        plants: [{ code: "3010", timeZone: "Asia/Tokyo" }],
        connection: { url: simulator.environment.EBS_DATABASE_URL ?? "" },
        mappings,
        pollMs: 50,
        log: () => undefined,
      }),
  };
}

testAdapter("EBS", {
  plant: "3010",
  start,
  kinds: ["production-order", "material-availability", "supplier-commitment", "inspection-lot", "batch", "supplier", "material"],
  life: {
    "release-order": "production-order",
    "confirm-operation": "production-order",
    "move-stock": "material-availability",
    "slip-supplier-date": "supplier-commitment",
    "decide-lot": "inspection-lot",
  },
  unknownStatus: {
    fault: ({ number }) => ({ name: "unknown-status", job: number }),
    mappings: { orderStatus: { "99": "ON_HOLD" } },
  },
  unknownUnit: { fault: ({ material }) => ({ name: "unknown-uom", item: material }), mappings: { units: { ZZ: "LTR" } } },
  batch: "ONE_UNIT",
  lostAnswer: null,
  partOfBatch: null,
});
