/** Everything the plants' S/4HANA has, page by page, then what changes, poll by poll. */

import type { Batch } from "../port.ts";
import type { ODataClient } from "../protocols/odata/client.ts";
import { type EntityPage, readPages } from "../protocols/odata/paging.ts";
import type { Ledger } from "./ledger.ts";
import type { Announced, Notifications } from "./notifications.ts";
import { earlier, loadStages, type Position, readCursor, type StreamPosition, writeCursor } from "./position.ts";
import type { SourceRecord } from "./record.ts";
import { inChunks, pathTo } from "./services.ts";
import { type Movements, readMovements, readMovementsOf, readStock, readStockOf } from "./stock.ts";
import {
  observed,
  pageOf,
  type ReadContext,
  readByKeys,
  type Stream,
  type StreamName,
  streamNames,
  streamOf,
  streams,
  textOf,
} from "./streams.ts";
import type { Translator } from "./translation.ts";

export interface ChangeSource {
  readonly client: ODataClient;
  readonly plants: readonly string[];
  readonly timeZones: readonly string[];
  readonly translator: Translator;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly pollMs: number;
  readonly overlapSeconds: number;
  readonly stockSweepMs: number;
}

type Step = readonly [Position, readonly SourceRecord[]];

/** Reading as one process does it; what it remembers beside the cursor only saves work. */
interface Reading extends ReadContext {
  readonly source: ChangeSource;
  /** Material documents of the overlap that have been dealt with. */
  readonly documents: Map<string, string>;
  sweepAt: number;
}

/** Without end, until the signal is aborted; a cursor of null starts with the full load. */
export async function* readChanges(source: ChangeSource, cursor: string | null, signal: AbortSignal): AsyncGenerator<Batch> {
  const { client, plants, timeZones } = source;
  const reading: Reading = { source, client, plants, timeZones, signal, documents: new Map(), sweepAt: Date.now() + source.stockSweepMs };
  let position = cursor === null ? await begin(reading) : readCursor(cursor);
  while (!signal.aborted) {
    const loading = position.load !== null;
    for await (const [next, records] of loading ? load(reading, position) : poll(reading, position)) {
      position = next;
      const news = reading.source.translator.translateNews(records, reading.source.ledger);
      if (news.changes.length + news.failures.length > 0) yield { ...news, cursor: writeCursor(position), loaded: position.load === null };
    }
    yield { changes: [], failures: [], cursor: writeCursor(position), loaded: true };
    // A full load is followed at once by what changed meanwhile.
    if (!loading) yield* waitForPoll(reading, position);
  }
}

/** Passes the time until the next poll; what is announced meanwhile is read at once, by its key. */
async function* waitForPoll(reading: Reading, position: Position): AsyncGenerator<Batch> {
  const { notifications, pollMs } = reading.source;
  const due = Date.now() + pollMs;
  while (!reading.signal.aborted && Date.now() < due) {
    const announced = await notifications.wait(due - Date.now(), reading.signal);
    if (announced.isMore) return;
    for await (const records of readAnnounced(reading, announced)) {
      const news = reading.source.translator.translateNews(records, reading.source.ledger);
      if (news.changes.length + news.failures.length > 0) yield { ...news, cursor: writeCursor(position), loaded: true };
    }
  }
}

async function* readAnnounced(reading: Reading, { keys }: Announced): AsyncGenerator<readonly SourceRecord[]> {
  for (const [set, names] of keys) {
    if (set !== "documents") yield await readByKeys(reading, streamOf(set), [...names]);
    else for (const chunk of inChunks([...names])) yield* readMoved(reading, await readMovementsOf(reading, chunk));
  }
}

/** Marks are set before the load begins, so that what changes during it is read after it. */
async function begin({ client, signal }: Reading): Promise<Position> {
  await client.read(pathTo("orders", "A_ProductionOrder_2", { top: 1, select: "ManufacturingOrder" }), signal);
  const now = new Date(client.serverTime()).toISOString();
  const marks = Object.fromEntries(streamNames.map((name) => [name, { mark: now, poll: null }])) as Record<StreamName, StreamPosition>;
  return { streams: marks, load: { stage: loadStages[0], after: "" }, documents: now };
}

async function* load(reading: Reading, start: Position): AsyncGenerator<Step> {
  const from = start.load === null ? loadStages.length : loadStages.indexOf(start.load.stage);
  for (const [index, stage] of loadStages.entries()) {
    if (index < from) continue;
    const after = index === from ? (start.load?.after ?? "") : "";
    const pages = stage === "stock" ? readStock(reading, after) : readKeyed(reading, streamOf(stage), after, null);
    for await (const page of pages) {
      yield [{ ...start, load: { stage, after: page.after } }, page.records];
    }
  }
  yield [{ ...start, load: null }, []];
}

interface KeyedPage {
  readonly records: readonly SourceRecord[];
  readonly after: string;
  /** The newest change moment on the page; empty when it is empty. */
  readonly newest: string;
}

async function* readKeyed(reading: Reading, stream: Stream, after: string, since: string | null): AsyncGenerator<KeyedPage> {
  let observedAt = new Date().toISOString();
  for await (const page of readPages(reading.client, pageOf(stream, reading, after, since), reading.signal)) {
    const last = page.entities.at(-1);
    const records = last ? observed(await stream.assemble(reading, page.entities), observedAt) : [];
    if (last) yield { records, after: textOf(last, stream.key), newest: newestOf(stream, page) };
    observedAt = new Date().toISOString();
  }
}

const newestOf = (stream: Stream, page: EntityPage): string =>
  page.entities.reduce((newest, entity) => {
    const moment = stream.moment(textOf(entity, stream.changed)) ?? "";
    return moment > newest ? moment : newest;
  }, "");

/** What changed by date, stream by stream; then what material documents moved; now and then all stock. */
async function* poll(reading: Reading, start: Position): AsyncGenerator<Step> {
  let position = start;
  for (const stream of streams) {
    for await (const step of pollStream(reading, stream, position)) {
      [position] = step;
      yield step;
    }
  }
  for await (const step of pollDocuments(reading, position)) {
    [position] = step;
    yield step;
  }
  if (Date.now() < reading.sweepAt) return;
  for await (const { records } of readStock(reading, "")) yield [position, records];
  reading.sweepAt = Date.now() + reading.source.stockSweepMs;
}

/**
 * One poll of a stream, or the rest of one that was broken off between two pages. The mark moves when it is through,
 * and no further than to its beginning: a key that was passed may have changed since.
 */
async function* pollStream(reading: Reading, stream: Stream, start: Position): AsyncGenerator<Step> {
  const { mark, poll: rest } = start.streams[stream.name];
  const begun = rest?.begun ?? new Date(reading.client.serverTime()).toISOString();
  let newest = rest?.newest ?? mark;
  const at = (next: StreamPosition): Position => ({ ...start, streams: { ...start.streams, [stream.name]: next } });
  const since = earlier(mark, reading.source.overlapSeconds);
  for await (const page of readKeyed(reading, stream, rest?.after ?? "", since)) {
    if (page.newest > newest) newest = page.newest;
    yield [at({ mark, poll: { after: page.after, newest, begun } }), page.records];
  }
  const reached = newest < begun ? newest : begun;
  yield [at({ mark: reached > mark ? reached : mark, poll: null }), []];
}

async function* pollDocuments(reading: Reading, start: Position): AsyncGenerator<Step> {
  const { source, documents } = reading;
  const begun = new Date(source.client.serverTime()).toISOString();
  const since = earlier(start.documents, source.overlapSeconds);
  const moved = await readMovements(reading, since, documents);
  for await (const records of readMoved(reading, moved)) yield [start, records];
  for (const [name, created] of moved.documents) documents.set(name, created);
  // Two days cover the overlap in any zone.
  const horizon = earlier(begun, 2 * 86_400 + source.overlapSeconds)
    .slice(0, 19)
    .replace("T", " ");
  for (const [name, created] of documents) if (created < horizon) documents.delete(name);
  yield [{ ...start, documents: begun > start.documents ? begun : start.documents }, []];
}

/** What documents moved. A goods movement changes what was delivered and issued, and need not touch the order's own change moment. */
async function* readMoved(reading: Reading, moved: Movements): AsyncGenerator<readonly SourceRecord[]> {
  if (moved.materials.length > 0) yield await readStockOf(reading, reading.plants, moved.materials);
  if (moved.orders.length > 0) yield await readByKeys(reading, streamOf("orders"), moved.orders);
  if (moved.purchaseOrders.length > 0) yield await readByKeys(reading, streamOf("purchaseOrders"), moved.purchaseOrders);
}
