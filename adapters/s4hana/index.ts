/** SAP S/4HANA, read and written by its released OData services: production orders, stock, purchasing, inspection lots. */
import type { AdapterConfig, AdapterManifest } from "../config.ts";
import type { ErpAdapter } from "../port.ts";
import { createODataClient } from "../protocols/odata/client.ts";
import { readChanges } from "./changes.ts";
import { codeTables, createCodes } from "./codes.ts";
import { completeConnection, connectionSchema, type S4Connection } from "./connection.ts";
import { execute, executeTogether } from "./execute.ts";
import { fetchKeys } from "./fetch.ts";
import { createLedger } from "./ledger.ts";
import { createNotifications } from "./notifications.ts";
import { pathTo } from "./services.ts";
import { settle } from "./settle.ts";
import { createTranslator } from "./translation.ts";

export type { S4Connection } from "./connection.ts";

export const s4hana: AdapterManifest<S4Connection> = {
  name: "s4hana",
  connectionSchema,
  codeTables,
  takesNotifications: true,
  create: createS4Adapter,
};

/** Change sets of one `$batch`: each is a unit of work of its own in one dialog step, which SAP ends after ten minutes where it is not set otherwise. */
const mostTogether = 100;

function createS4Adapter(config: AdapterConfig<S4Connection>): ErpAdapter {
  const { system, pollMs } = config;
  const connection = completeConnection(config.connection);
  const client = createODataClient(connection);
  const zones = new Map(config.plants.map(({ code, timeZone }) => [code, timeZone]));
  const plants = [...zones.keys()];
  const timeZones = [...new Set(zones.values())];
  const timeZoneOf = (plant: string): string => {
    const zone = zones.get(plant);
    if (zone === undefined) throw new RangeError(`plant ${plant} is not served by ${system}`);
    return zone;
  };
  const codes = createCodes(system, config.mappings);
  const translator = createTranslator({ codes, timeZoneOf });
  const postings = { client, codes, timeZoneOf, usageDecision: connection.usageDecision };
  const notifications = createNotifications();
  // What has been told lives as long as one reading of changes: a consumer that starts again is told again.
  let ledger = createLedger(system);

  return {
    system,
    plants,
    async *changes(cursor, signal) {
      ledger = createLedger(system);
      const { overlapSeconds } = connection;
      const stockSweepMs = connection.stockSweepMinutes * 60_000;
      try {
        yield* readChanges(
          { client, plants, timeZones, translator, ledger, notifications, pollMs, overlapSeconds, stockSweepMs },
          cursor,
          signal,
        );
      } catch (error) {
        // An abort is how reading ends; what it breaks off is no failure.
        if (!signal.aborted) throw error;
      }
    },
    fetch: (kind, plant, keys, signal) => fetchKeys({ client, plants, timeZones, signal, translator, ledger }, kind, plant, keys),
    translate: (message) => translator.replay(message, ledger),
    execute: (command, signal) => execute(postings, command, signal),
    batch: { limit: mostTogether, execute: (commands, signal) => executeTogether(postings, commands, signal) },
    settle: (command, signal) => settle(postings, command, signal),
    async health(signal) {
      try {
        await client.read(pathTo("orders", "A_ProductionOrder_2", { top: 1, select: "ManufacturingOrder" }), signal);
        return { reachable: true, detail: `its clock shows ${new Date(client.serverTime()).toISOString()}` };
      } catch (error) {
        return { reachable: false, detail: error instanceof Error ? error.message : String(error) };
      }
    },
    notify: (event) => notifications.take(event),
    close: () => client.close(),
  };
}
