/** Present truth of some keys, asked of S/4HANA now. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { Translation } from "../port.ts";
import { readAll } from "../protocols/odata/paging.ts";
import type { Ledger } from "./ledger.ts";
import type { SourceRecord } from "./record.ts";
import { inChunks, oneOf, pathTo } from "./services.ts";
import { readStockOf } from "./stock.ts";
import { type ReadContext, readByKeys, streamOf, textOf } from "./streams.ts";
import type { Translator } from "./translation.ts";

export interface FetchSource extends ReadContext {
  readonly translator: Translator;
  readonly ledger: Ledger;
}

/** A key that S/4HANA does not have gives a change with body null. */
export async function fetchKeys(source: FetchSource, kind: EntityKind, plant: string, keys: readonly string[]): Promise<Translation> {
  const observedAt = new Date().toISOString();
  const context: ReadContext = { ...source, plants: [plant] };
  const wanted = new Set(keys);
  const records = await readRecords(context, kind, plant, keys);
  const { changes, failures } = source.translator.translate(records, source.ledger);
  const found = newestByKey(changes.filter((change) => change.kind === kind && wanted.has(change.key)));
  const unread = new Set(failures.map((failure) => failure.sourceKey));
  const gone = keys.filter((key) => !found.has(key) && !unread.has(sourceOf(key)));
  return { changes: [...found.values(), ...gone.map((key) => source.ledger.stampGone(kind, plant, key, observedAt))], failures };
}

/** Of several texts about one material the one that says most. */
function newestByKey(changes: Translation["changes"]): Map<string, Translation["changes"][number]> {
  const newest = new Map<string, Translation["changes"][number]>();
  for (const change of changes) {
    const other = newest.get(change.key);
    if (other === undefined || other.version <= change.version) newest.set(change.key, change);
  }
  return newest;
}

const firstPartOf = (key: string): string => key.split("/")[0] ?? "";
const sourceOf = (key: string): string => (key.includes("/") ? firstPartOf(key) : key);

async function readRecords(context: ReadContext, kind: EntityKind, plant: string, keys: readonly string[]): Promise<SourceRecord[]> {
  switch (kind) {
    case "production-order":
      return readByKeys(context, streamOf("orders"), keys);
    case "inspection-lot":
      return readByKeys(context, streamOf("lots"), keys);
    case "supplier-commitment":
      return readByKeys(context, streamOf("purchaseOrders"), [...new Set(keys.map(firstPartOf))]);
    case "material-availability":
      return (await readStockOf(context, [plant], keys)).filter(({ parts }) => parts.length > 0);
    case "material":
      return readMaterials(context, plant, keys);
    case "supplier":
      return readSuppliers(context, keys);
    case "batch":
      return readStockOf(context, [plant], [...new Set(keys.map(firstPartOf))]);
    case "quality-disposition":
      // Derived from lots and stock behind the port.
      return [];
    case "material-enrichment":
    case "supplier-enrichment":
      // Told by master data management.
      return [];
  }
}

/** There is no material master among the services: what names a material is asked for, one document each. */
async function readMaterials(context: ReadContext, plant: string, materials: readonly string[]): Promise<SourceRecord[]> {
  const records: SourceRecord[] = (await readStockOf(context, [plant], materials)).filter(({ parts }) => parts.length > 0);
  for (const chunk of inChunks(materials)) {
    for (const material of chunk) {
      const [item] = await readAll(
        context.client,
        pathTo("purchaseOrders", "PurchaseOrderItem", { filter: oneOf("Material", [material]), top: 1, select: "PurchaseOrder" }),
        context.signal,
      );
      if (item) records.push(...(await readByKeys(context, streamOf("purchaseOrders"), [textOf(item, "PurchaseOrder")])));
      const filter = oneOf("Material", [material]);
      const [lot] = await readAll(context.client, pathTo("lots", "A_InspectionLot", { filter, top: 1 }), context.signal);
      if (lot) records.push(...(await streamOf("lots").assemble(context, [lot])).filter((record) => record.plant === plant));
    }
  }
  return records;
}

async function readSuppliers(context: ReadContext, suppliers: readonly string[]): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  const stream = streamOf("purchaseOrders");
  for (const supplier of suppliers) {
    const query = { filter: oneOf("Supplier", [supplier]), expand: stream.expand, top: 1 };
    const orders = await readAll(context.client, pathTo(stream.service, stream.set, query), context.signal);
    records.push(...(await stream.assemble(context, orders)));
  }
  return records;
}
