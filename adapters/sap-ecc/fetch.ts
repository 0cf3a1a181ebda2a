/** Present truth of single entities, asked of ECC's tables. What is not there any more is told as gone. */
import type { EntityKind } from "#schema/canonical/change.ts";
import { SourceUnavailable, type Translation } from "../port.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";
import { readBatches } from "./batch-tables.ts";
import { readOrders } from "./order-tables.ts";
import { readMaterials, readPurchaseOrders, readSuppliers } from "./purchase-tables.ts";
import { readLots, readStock } from "./tables.ts";
import { joined, type Translator } from "./translation.ts";

export interface Fetching {
  readonly rfc: RfcSession;
  readonly translator: Translator;
}

/** What can be asked for: entities by their keys, and purchase orders whole, by their numbers. */
export type Fetched = EntityKind | "purchase-order";

/** Reads entities of a kind; `now` is the moment before the reading. */
type FetchKind = (fetching: Fetching, plant: string, keys: readonly string[], now: string, signal: AbortSignal) => Promise<Translation>;

const padded = (key: string, length: number): string => (/^\d+$/.test(key) ? key.padStart(length, "0") : key);

const kinds: Partial<Record<Fetched, FetchKind>> = {
  "purchase-order": async ({ rfc, translator }, plant, keys, now, signal) => {
    const orders = await readPurchaseOrders(
      rfc,
      plant,
      keys.map((key) => padded(key, 10)),
      signal,
    );
    return joined(orders.map((facts) => translator.table("purchaseOrder", plant, facts, now)));
  },
  "production-order": async ({ rfc, translator }, plant, keys, now, signal) => {
    const orders = await readOrders(
      rfc,
      plant,
      keys.map((key) => padded(key, 12)),
      signal,
    );
    return joined(orders.map((order) => translator.table("order", plant, order, now)));
  },
  "supplier-commitment": async ({ rfc, translator }, plant, keys, now, signal) => {
    const numbers = [...new Set(keys.map((key) => padded(key.split("/")[0] ?? "", 10)))];
    const orders = await readPurchaseOrders(rfc, plant, numbers, signal);
    const { changes, failures } = joined(orders.map((facts) => translator.table("purchaseOrder", plant, facts, now)));
    return { changes: changes.filter(({ kind, key }) => kind === "supplier-commitment" && keys.includes(key)), failures };
  },
  "material-availability": async ({ rfc, translator }, plant, keys, now, signal) => {
    const stock = await readStock(
      rfc,
      plant,
      keys.map((key) => padded(key, 18)),
      signal,
    );
    return joined(stock.map((facts) => translator.table("stock", plant, facts, now)));
  },
  "inspection-lot": async ({ rfc, translator }, plant, keys, now, signal) => {
    const lots = await readLots(rfc, plant, { numbers: keys.map((key) => padded(key, 12)) }, signal);
    return joined(lots.map((facts) => translator.table("lot", plant, facts, now)));
  },
  batch: async ({ rfc, translator }, plant, keys, now, signal) => {
    const wanted = keys.map((key) => {
      const [material = "", batch = ""] = key.split("/");
      return { material: padded(material, 18), batch };
    });
    const batches = await readBatches(rfc, plant, wanted, signal);
    return joined(batches.map((batch) => translator.table("batch", plant, batch, now)));
  },
  supplier: async ({ rfc, translator }, plant, keys, now, signal) => {
    const suppliers = await readSuppliers(
      rfc,
      keys.map((key) => padded(key, 10)),
      signal,
    );
    return { changes: suppliers.map((row) => translator.supplier(plant, row, now)), failures: [] };
  },
  material: async ({ rfc, translator }, plant, keys, now, signal) => {
    const materials = await readMaterials(
      rfc,
      keys.map((key) => padded(key, 18)),
      signal,
    );
    return joined(materials.map((material) => translator.table("material", plant, material, now)));
  },
};

/** Throws SourceUnavailable for a kind that ECC does not keep, as well as when it cannot be asked. */
export async function fetchKeys(
  fetching: Fetching,
  kind: Fetched,
  plant: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Translation> {
  const fetch = kinds[kind];
  if (!fetch) throw new SourceUnavailable(`ECC cannot be asked for a ${kind}`);
  // Taken before the reading: what changes meanwhile comes with a later message.
  const now = new Date().toISOString();
  const { changes, failures } = await fetch(fetching, plant, keys, now, signal);
  if (kind === "purchase-order") return { changes, failures };
  const told = new Set(changes.map(({ key }) => key));
  const missing = failures.length > 0 ? [] : keys.filter((key) => !told.has(key));
  return { changes: [...changes, ...missing.map((key) => fetching.translator.gone(kind, plant, key, now))], failures };
}
