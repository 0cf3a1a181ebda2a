import { type SimulatedSystem, testAdapter } from "../port.contract.ts";
import { startSimulator } from "../simulator.contract.ts";
import { s4hana } from "./index.ts";

async function start(): Promise<SimulatedSystem> {
  const simulator = await startSimulator("s4hana", "S4HANA_CONTROL_URL", ["--plant", "1010", "--time-zone", "Europe/Berlin"]);
  const { S4HANA_URL: url = "", S4HANA_TOKEN_URL: tokenUrl = "", S4HANA_CLIENT_ID: clientId = "" } = simulator.environment;
  const clientSecret = simulator.environment.S4HANA_CLIENT_SECRET ?? "";
  return {
    ...simulator,
    adapter: ({ mappings = {} } = {}) =>
      s4hana.create({
        system: "s4-1010",
        plants: [{ code: "1010", timeZone: "Europe/Berlin" }],
        connection: { url, tokenUrl, clientId, clientSecret },
        mappings,
        pollMs: 50,
        log: () => undefined,
      }),
  };
}

testAdapter("S/4HANA", {
  plant: "1010",
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
  batch: "UNITS",
  lostAnswer: { name: "drop-response" },
});
