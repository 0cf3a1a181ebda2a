/** Oracle E-Business Suite, read and written by SQL: discrete jobs, on-hand stock, purchase orders, quality results. */
import type { AdapterConfig, AdapterManifest } from "../config.ts";
import type { ErpAdapter } from "../port.ts";
import { readChanges } from "./changes.ts";
import { codeTables, createCodes } from "./codes.ts";
import { completeConnection, connectionSchema, type EbsConnection } from "./connection.ts";
import { execute, executeTogether } from "./execute.ts";
import { fetchKeys } from "./fetch.ts";
import { createLedger } from "./ledger.ts";
import type { PostingContext } from "./postings.ts";
import { createSession } from "./session.ts";
import { settle } from "./settle.ts";
import { findOrganization } from "./streams.ts";
import { createTranslator } from "./translation.ts";

export type { EbsConnection } from "./connection.ts";

export const ebs: AdapterManifest<EbsConnection> = { name: "ebs", connectionSchema, codeTables, create: createEbsAdapter };

/** Postings in one transaction, whose commit others that want the same rows wait for. */
const mostTogether = 100;

function createEbsAdapter(config: AdapterConfig<EbsConnection>): ErpAdapter {
  const { system } = config;
  const connection = completeConnection(config.connection);
  const session = createSession({ url: connection.url, inspectionView: connection.inspectionView, system });
  const zones = new Map(config.plants.map(({ code, timeZone }) => [code, timeZone]));
  const timeZoneOf = (plant: string): string => {
    const zone = zones.get(plant);
    if (zone === undefined) throw new RangeError(`plant ${plant} is not served by ${system}`);
    return zone;
  };
  const codes = createCodes(system, config.mappings);
  const translator = createTranslator({ codes, timeZoneOf });
  const inspectionPlan = connection.inspectionView.replace(/^Q_|_V$/gi, "").toUpperCase();
  const postings: PostingContext = { session, codes, connection, timeZoneOf, inspectionPlan };
  const plants = [...zones.keys()];
  // What has been told lives as long as one reading of changes: a consumer that starts again is told again.
  let ledger = createLedger(system);

  return {
    system,
    plants,
    changes(cursor, signal) {
      ledger = createLedger(system);
      const { pollMs } = config;
      const source = {
        plants,
        session,
        translator,
        ledger,
        pollMs,
        overlapSeconds: connection.overlapSeconds,
        reconcileMs: connection.reconcileHours * 3_600_000,
      };
      return untilAborted(readChanges(source, cursor, signal), signal);
    },
    fetch: (kind, plant, keys, signal) => fetchKeys({ session, translator, ledger }, kind, plant, keys, signal),
    translate: (message) => translator.replay(message, ledger),
    execute: (command, signal) => execute(postings, command, signal),
    batch: { limit: mostTogether, execute: (commands, signal) => executeTogether(postings, commands, signal) },
    settle: (command, signal) => settle(postings, command, signal),
    async health(signal) {
      try {
        const [plant = ""] = plants;
        const { now } = await session.read((query) => findOrganization(query, plant), signal);
        return { reachable: true, detail: `the database's clock shows ${now}` };
      } catch (error) {
        return { reachable: false, detail: error instanceof Error ? error.message : String(error) };
      }
    },
    close: () => session.close(),
  };
}

/** Ends the iteration quietly when the abort is what broke it. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
