/** Stock as a snapshot by material, and the material documents that tell which materials to read again. */
import { type Entity, readAll, readPages } from "../protocols/odata/paging.ts";
import { quote, readV2Date, readV2Time } from "../protocols/odata/v2.ts";
import { createdSince } from "./plant-clock.ts";
import type { SourceRecord } from "./record.ts";
import { allOf, inChunks, oneOf, pathTo } from "./services.ts";
import { type ReadContext, textOf } from "./streams.ts";

export interface StockPage {
  readonly records: readonly SourceRecord[];
  /** The last material that is complete. */
  readonly after: string;
}

/**
 * All stock in the sequence of materials. The rows of one material may lie on two pages, so the last material of a
 * page waits for the next.
 */
export async function* readStock(context: ReadContext, after: string): AsyncGenerator<StockPage> {
  const filter = allOf(oneOf("Plant", context.plants), after === "" ? "" : `Material gt ${quote(after)}`);
  let waiting: Entity[] = [];
  let observedAt = new Date().toISOString();
  let waitingSince = observedAt;
  for await (const page of readPages(
    context.client,
    pathTo("stock", "A_MatlStkInAcctMod", { filter, orderby: "Material" }),
    context.signal,
  )) {
    const rows = [...waiting, ...page.entities];
    const last = textOf(rows.at(-1) ?? {}, "Material");
    const complete = page.next === null ? rows : rows.filter((row) => textOf(row, "Material") !== last);
    const from = complete.at(-1);
    // A material on two pages is as old as the first of them.
    if (from) yield { records: recordsOf(context, complete, waitingSince), after: textOf(from, "Material") };
    waiting = page.next === null ? [] : rows.filter((row) => textOf(row, "Material") === last);
    waitingSince = complete.length > 0 ? observedAt : waitingSince;
    observedAt = new Date().toISOString();
    if (waiting.length === 0) waitingSince = observedAt;
  }
}

/** Stock of these materials; one without any row has an empty stock in each plant. */
export async function readStockOf(context: ReadContext, plants: readonly string[], materials: readonly string[]): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (const chunk of inChunks(materials)) {
    const observedAt = new Date().toISOString();
    const filter = allOf(oneOf("Plant", plants), oneOf("Material", chunk));
    const rows = await readAll(context.client, pathTo("stock", "A_MatlStkInAcctMod", { filter, orderby: "Material" }), context.signal);
    const found = recordsOf({ ...context, plants }, rows, observedAt);
    const known = new Set(found.map((each) => `${each.plant}/${each.id}`));
    const empty = plants.flatMap((plant) => chunk.filter((material) => !known.has(`${plant}/${material}`)).map((id) => ({ plant, id })));
    records.push(...found, ...empty.map(({ plant, id }) => stockRecord(plant, id, [], observedAt)));
  }
  return records;
}

const stockRecord = (plant: string, id: string, parts: readonly Entity[], observedAt: string): SourceRecord => ({
  type: "A_MatlStkInAcctMod",
  id,
  plant,
  observedAt,
  entity: {},
  parts,
});

function recordsOf({ plants }: Pick<ReadContext, "plants">, rows: readonly Entity[], observedAt: string): SourceRecord[] {
  const groups = Map.groupBy(rows, (row) => `${textOf(row, "Plant")}/${textOf(row, "Material")}`);
  return [...groups.values()].flatMap((group) => {
    const first = group[0] ?? {};
    const plant = textOf(first, "Plant");
    return plants.includes(plant) ? [stockRecord(plant, textOf(first, "Material"), group, observedAt)] : [];
  });
}

/** What material documents moved. */
export interface Movements {
  readonly materials: readonly string[];
  readonly orders: readonly string[];
  readonly purchaseOrders: readonly string[];
  /** The documents, `2026/5000000001`, with the day and time of their creation. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Movements posted since a moment, without those of documents that are known. */
export function readMovements(context: ReadContext, since: string, known: ReadonlyMap<string, string>): Promise<Movements> {
  const { client, timeZones } = context;
  const range = { since, now: new Date(client.serverTime()).toISOString(), timeZones };
  return readDocuments(context, createdSince("CreationDate", "CreationTime", range), known);
}

/** Movements of these documents, named `2026/4900000001`. */
export function readMovementsOf(context: ReadContext, names: readonly string[]): Promise<Movements> {
  const conditions = names.map((name) => {
    const [year = "", number = ""] = name.split("/");
    return `(${allOf(oneOf("MaterialDocumentYear", [year]), oneOf("MaterialDocument", [number]))})`;
  });
  return readDocuments(context, `(${conditions.join(" or ")})`, new Map());
}

async function readDocuments(context: ReadContext, filter: string, known: ReadonlyMap<string, string>): Promise<Movements> {
  const path = pathTo("documents", "A_MaterialDocumentHeader", {
    filter,
    orderby: "MaterialDocumentYear,MaterialDocument",
    expand: "to_MaterialDocumentItem",
  });
  const documents = new Map<string, string>();
  const items: Entity[] = [];
  for await (const { entities } of readPages(context.client, path, context.signal)) {
    for (const header of entities) {
      const name = `${textOf(header, "MaterialDocumentYear")}/${textOf(header, "MaterialDocument")}`;
      if (known.has(name)) continue;
      documents.set(name, `${readV2Date(textOf(header, "CreationDate"))} ${readV2Time(textOf(header, "CreationTime"))}`);
      items.push(...itemsOf(header).filter((item) => context.plants.includes(textOf(item, "Plant"))));
    }
  }
  const distinct = (property: string): string[] =>
    [...new Set(items.map((item) => textOf(item, property)))].filter((value) => value !== "");
  return { materials: distinct("Material"), orders: distinct("ManufacturingOrder"), purchaseOrders: distinct("PurchaseOrder"), documents };
}

function itemsOf(header: Entity): Entity[] {
  const link = header.to_MaterialDocumentItem as { readonly results?: unknown } | null | undefined;
  return Array.isArray(link?.results) ? (link.results as Entity[]) : [];
}
