/** SAP ECC: told by IDoc files, asked and posted to by BAPIs over SOAP. */
import type { AdapterConfig, AdapterManifest } from "../config.ts";
import type { ErpAdapter } from "../port.ts";
import { openDropFolder } from "../protocols/drop-folder/drop-folder.ts";
import { type Layouts, readLayouts } from "../protocols/idoc/layout.ts";
import { createRfcClient } from "../protocols/soap/rfc-client.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import { readChanges } from "./changes.ts";
import { codeTables, createCodes } from "./codes.ts";
import { connectionSchema, type EccConnection } from "./connection.ts";
import { execute, executeTogether, type PostingContext } from "./execute.ts";
import { fetchKeys } from "./fetch.ts";
import { FullLoad } from "./full-load.ts";
import { readKeys } from "./keys.ts";
import { settle } from "./settle.ts";
import { Translator } from "./translation.ts";
import { units } from "./units.ts";

export const sapEcc: AdapterManifest<EccConnection> = { name: "sap-ecc", connectionSchema, codeTables, create: createEccAdapter };

/** Changes in one unit of work, which holds the locks of all of them until its commit. */
const mostTogether = 50;
const defaultTimeoutMs = 30_000;

function createEccAdapter(config: AdapterConfig<EccConnection>): ErpAdapter {
  const { system, connection } = config;
  const timeZone = connection.timeZone ?? config.plants[0]?.timeZone ?? "UTC";
  const { soapUrl: url, user, password } = connection;
  const rfc = createRfcClient({ url, user, password, timeoutMs: connection.timeoutMs ?? defaultTimeoutMs });
  let layouts: Layouts | null = null;
  const layoutsOnce = (): Layouts => {
    layouts ??= readLayouts(connection.segmentLayouts);
    return layouts;
  };
  const codes = createCodes(system, config.mappings);
  const translator = new Translator({ system, plants: config.plants, timeZone, codes, layouts: layoutsOnce });
  const acknowledgements = new Acknowledgements();
  const plants = config.plants.map(({ code }) => code);
  const load = new FullLoad({ rfc, translator }, plants);
  const postings: PostingContext = {
    rfc,
    connection,
    timeZoneOf: (plant) => config.plants.find(({ code }) => code === plant)?.timeZone ?? "UTC",
    unitOf: (unit) => Object.entries(units).find(([, canonical]) => canonical === unit)?.[0] ?? unit,
  };
  return {
    system,
    plants,
    changes(cursor, signal) {
      const { outboundFolder: folder, complete = "rename", encoding = "utf8" } = connection;
      const dropFolder = openDropFolder({ folder, complete, encoding });
      return readChanges({ plants, folder: dropFolder, rfc, translator, acknowledgements, load, pollMs: config.pollMs }, cursor, signal);
    },
    fetch: (kind, plant, keys, signal) => fetchKeys({ rfc, translator }, kind, plant, keys, signal),
    keys: (kind, plant, signal) => readKeys(rfc, kind, plant, signal),
    translate: (message) => translator.again(message),
    execute: (command, signal) => execute(postings, command, signal),
    batch: { limit: mostTogether, execute: (commands, signal) => executeTogether(postings, commands, signal) },
    settle: (command, signal) => settle(postings, acknowledgements, command, signal),
    async health(signal) {
      try {
        await rfc.call(
          "RFC_READ_TABLE",
          { QUERY_TABLE: "MARA", ROWCOUNT: "1", FIELDS: [{ FIELDNAME: "MATNR" }], OPTIONS: [], DATA: [] },
          signal,
        );
        return { reachable: true, detail: "ECC answers" };
      } catch (fault) {
        return { reachable: false, detail: fault instanceof Error ? fault.message : String(fault) };
      }
    },
    close: () => rfc.close(),
  };
}
