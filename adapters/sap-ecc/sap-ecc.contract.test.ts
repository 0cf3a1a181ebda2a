import { type SimulatedSystem, testAdapter } from "../port.contract.ts";
import { startSimulator } from "../simulator.contract.ts";
import { sapEcc } from "./index.ts";

async function start(): Promise<SimulatedSystem> {
  const simulator = await startSimulator("sap-ecc", "ECC_CONTROL_URL", ["--plant", "2010", "--time-zone", "America/New_York"]);
  const of = (name: string): string => simulator.environment[name] ?? "";
  return {
    ...simulator,
    adapter: ({ mappings = {} } = {}) =>
      sapEcc.create({
        system: "ecc-2010",
        plants: [{ code: "2010", timeZone: "America/New_York" }],
        connection: {
          soapUrl: of("ECC_SOAP_URL"),
          idocUrl: of("ECC_IDOC_URL"),
          user: of("ECC_USER"),
          password: of("ECC_PASSWORD"),
          outboundFolder: of("ECC_OUTBOUND_FOLDER"),
          segmentLayouts: of("ECC_SEGMENT_LAYOUTS"),
        },
        mappings,
        pollMs: 50,
        log: () => undefined,
      }),
  };
}

testAdapter("SAP ECC", {
  plant: "2010",
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
    fault: ({ number }) => ({ name: "unknown-status", order: number }),
    mappings: { orderStatus: { I9001: "ON_HOLD" } },
  },
  unknownUnit: { fault: ({ number }) => ({ name: "unknown-unit", order: number }), mappings: { units: { KAN: "LTR" } } },
  batch: "ONE_UNIT",
  lostAnswer: { name: "drop-response" },
  partOfBatch: "1",
});
