/** The stream of changes: stock, batches and inspection lots from tables, then files as they come, and between them what has no message. */
import { setTimeout as delay } from "node:timers/promises";
import { withoutPadding } from "#schema/canonical/keys.ts";
import { type Batch, InDoubt, SourceUnavailable, type Translation } from "../port.ts";
import type { DropFolder } from "../protocols/drop-folder/drop-folder.ts";
import { type Idoc, type IdocPart, segmentsOf } from "../protocols/idoc/idoc.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";
import type { Acknowledgements } from "./acknowledgements.ts";
import { readBatches } from "./batch-tables.ts";
import type { FullLoad } from "./full-load.ts";
import { purchaseOrderOf } from "./idoc-identity.ts";
import { readLots, readSchedules, readStock } from "./tables.ts";
import { joined, nothing, type Translator } from "./translation.ts";

export interface ChangeSources {
  readonly plants: readonly string[];
  readonly folder: DropFolder;
  readonly rfc: RfcSession;
  readonly translator: Translator;
  readonly acknowledgements: Acknowledgements;
  /** What the first download has told; it goes on when the reading is cut off and taken up again. */
  readonly load: FullLoad;
  readonly pollMs: number;
}

interface Cursor {
  /** Stock and lots have been read as a whole. */
  readonly tables: boolean;
  readonly loaded: boolean;
  /** When lots were read last (RFC 3339, UTC): after a stop of any length their poll goes on from there. */
  readonly lotsAt: string;
}

const lookEveryMs = 200;
const atOnce = 200;
const dayMs = 86_400_000;

export async function* readChanges(sources: ChangeSources, cursorText: string | null, signal: AbortSignal): AsyncGenerator<Batch> {
  let cursor = cursorText === null ? { tables: false, loaded: false, lotsAt: new Date().toISOString() } : readCursor(cursorText);
  const toBatch = (translation: Translation): Batch => ({ ...translation, cursor: JSON.stringify(cursor), loaded: cursor.loaded });
  try {
    if (!cursor.tables) {
      for await (const translation of readTables(sources, signal)) yield toBatch(translation);
      cursor = { ...cursor, tables: true };
      yield toBatch(nothing);
    }
    const toldLots = new Map<string, string>();
    for (let polledAt = 0; !signal.aborted; ) {
      const file = sources.folder.claim();
      if (file) {
        const parts = sources.translator.parse(file.text);
        const translation = await translateFile(sources, parts, signal);
        if (!cursor.loaded) sources.load.note(translation);
        yield toBatch(translation);
        // Asked for the next: what the file said is durable.
        const fault = faultOf(parts);
        if (fault === null) file.archive();
        else file.reject(fault);
        continue;
      }
      if (Date.now() - polledAt >= sources.pollMs) {
        polledAt = Date.now();
        if (!cursor.loaded) {
          const missing = sources.load.complete(signal);
          let step = await missing.next();
          for (; !step.done; step = await missing.next()) yield toBatch(step.value);
          cursor = { ...cursor, loaded: step.value };
        }
        const lotsAt = new Date(polledAt).toISOString();
        const lots = await pollLots(sources, cursor.lotsAt, toldLots, signal);
        cursor = { ...cursor, lotsAt };
        yield toBatch(lots);
      }
      await delay(Math.min(lookEveryMs, sources.pollMs), undefined, { signal });
    }
  } catch (fault) {
    if (signal.aborted) return;
    // A read that was cut off is no posting: nothing is in doubt.
    if (fault instanceof InDoubt) throw new SourceUnavailable(fault.message, { cause: fault });
    throw fault;
  }
}

/** A cursor of before lots had a place in it reads all of them once. */
function readCursor(text: string): Cursor {
  return { lotsAt: new Date(0).toISOString(), ...(JSON.parse(text) as Omit<Cursor, "lotsAt">) };
}

async function* readTables(sources: ChangeSources, signal: AbortSignal): AsyncGenerator<Translation> {
  const { rfc, translator } = sources;
  for (const plant of sources.plants) {
    const observedAt = new Date().toISOString();
    const stock = await readStock(rfc, plant, null, signal);
    yield* inPortions(stock, (facts) => translator.table("stock", plant, facts, observedAt));
    const inStock = stock.flatMap(({ material, batches }) => batches.map(({ CHARG = "" }) => ({ material, batch: CHARG })));
    yield* inPortions(await readBatches(rfc, plant, inStock, signal), (facts) => translator.table("batch", plant, facts, observedAt));
    const lots = await readLots(rfc, plant, "all", signal);
    yield* inPortions(lots, (facts) => translator.table("lot", plant, facts, observedAt));
  }
}

function* inPortions<T>(items: readonly T[], translate: (item: T) => Translation): Generator<Translation> {
  for (let at = 0; at < items.length; at += atOnce) yield joined(items.slice(at, at + atOnce).map(translate));
}

/** What is wrong with a file none of whose IDocs can be read; null when one can. */
function faultOf(parts: readonly IdocPart[]): string | null {
  return parts.some(isReadable) ? null : parts.flatMap((part) => ("fault" in part ? part.fault : [])).join("; ");
}

async function translateFile(sources: ChangeSources, parts: readonly IdocPart[], signal: AbortSignal): Promise<Translation> {
  const { translator, rfc } = sources;
  const observedAt = new Date().toISOString();
  const readable = parts.filter(isReadable);
  for (const { idoc } of readable) if (idoc.control.MESTYP === "ALEAUD") sources.acknowledgements.take(idoc);
  const orders = readable.filter(({ idoc }) => ["ORDERS", "ORDCHG"].includes(idoc.control.MESTYP ?? ""));
  const numbers = [...new Set(orders.flatMap(({ idoc }) => purchaseOrderOf(idoc) ?? []))];
  const rows = numbers.length > 0 ? await readSchedules(rfc, numbers, signal) : { schedule: [], confirmations: [] };
  const translated = parts.map((part) =>
    isReadable(part) && orders.includes(part) ? translator.purchaseOrder(part, rows, observedAt) : translator.idoc(part, observedAt),
  );
  return joined([...translated, await movedStock(sources, readable, signal)]);
}

/** A goods movement tells what moved, not what is there now: the stock of its materials is read. */
async function movedStock(
  { rfc, translator, plants }: ChangeSources,
  parts: readonly { readonly idoc: Idoc }[],
  signal: AbortSignal,
): Promise<Translation> {
  const movements = parts.filter(({ idoc }) => idoc.control.MESTYP === "MBGMCR");
  const items = movements.flatMap(({ idoc }) => segmentsOf(idoc.segments, "E1BP2017_GM_ITEM_CREATE"));
  const translations: Translation[] = [];
  for (const plant of plants) {
    const materials = [...new Set(items.filter(({ fields }) => fields.PLANT === plant).flatMap(({ fields }) => fields.MATERIAL ?? []))];
    if (materials.length === 0) continue;
    // Taken before the reading: what moves meanwhile comes with a later message and a later moment.
    const observedAt = new Date().toISOString();
    for (const facts of await readStock(rfc, plant, materials, signal))
      translations.push(translator.table("stock", plant, facts, observedAt));
  }
  return joined(translations);
}

/** No message tells of inspection lots: those of two days before the last poll on are read, and told when they are other than before. */
async function pollLots(
  { rfc, translator, plants }: ChangeSources,
  lotsAt: string,
  told: Map<string, string>,
  signal: AbortSignal,
): Promise<Translation> {
  const since = new Date(Date.parse(lotsAt) - 2 * dayMs).toISOString().slice(0, 10).replaceAll("-", "");
  const translations: Translation[] = [];
  for (const plant of plants) {
    const observedAt = new Date().toISOString();
    for (const facts of await readLots(rfc, plant, { since }, signal)) {
      const key = `${plant}/${withoutPadding(facts.lot.PRUEFLOS ?? "")}`;
      const content = JSON.stringify(facts);
      if (told.get(key) === content) continue;
      told.set(key, content);
      translations.push(translator.table("lot", plant, facts, observedAt));
    }
  }
  return joined(translations);
}

function isReadable(part: IdocPart): part is IdocPart & { readonly idoc: Idoc } {
  return "idoc" in part;
}
