/** Everything the plants' EBS has, page by page, then what changes, poll by poll. */
import { setTimeout as delay } from "node:timers/promises";
import type { Batch } from "../port.ts";
import { advanceMark, type DatedKey, windowStart } from "../protocols/sql/high-water-mark.ts";
import { type ChangeSource, createMemory, newsOf, type Page, type PlantReader, pageSize, readAll, readSome } from "./pages.ts";
import { marksAt, type PlantPosition, type Position, readCursor, writeCursor } from "./position.ts";
import { compareStock, lookAtStock, type StockLook } from "./stock-watch.ts";
import { findIds, findOrganization, readRecords, type Stream, type StreamName, streamOf, streams } from "./streams.ts";

/** Without end, until the signal is aborted; a cursor of null starts with the full load. */
export async function* readChanges(source: ChangeSource, cursor: string | null, signal: AbortSignal): AsyncGenerator<Batch> {
  let position: Position = cursor === null ? {} : readCursor(cursor);
  const memories = new Map(source.plants.map((plant) => [plant, createMemory()]));
  const isLoaded = (): boolean => source.plants.every((plant) => position[plant] !== undefined && position[plant].load === null);
  const advance = (plant: string, next: PlantPosition, page: Page): Batch => {
    position = { ...position, [plant]: next };
    for (const change of page.changes) source.ledger.tell(change);
    return { ...page, cursor: writeCursor(position), loaded: isLoaded() };
  };

  let reconcileAt = Date.now() + source.reconcileMs;
  while (!signal.aborted) {
    const reconciles = Date.now() >= reconcileAt;
    if (reconciles) reconcileAt = Date.now() + source.reconcileMs;
    for (const [plant, memory] of memories) {
      const reader = { source, plant, memory, signal };
      const start = position[plant] ?? (await begin(reader));
      let last = start;
      for await (const [next, page] of start.load === null ? poll(reader, start) : load(reader, start)) {
        last = next;
        yield advance(plant, next, page);
      }
      if (!reconciles) continue;
      for await (const page of reconcile(reader)) yield advance(plant, last, page);
    }
    // A full load is followed at once by what changed meanwhile.
    if (isLoaded()) await delay(source.pollMs, undefined, { signal }).catch(() => undefined);
  }
}

type Step = readonly [PlantPosition, Page];

/** Marks are set before the load begins, so that what changes during it is read after it. */
function begin({ source, plant, memory, signal }: PlantReader): Promise<PlantPosition> {
  return source.session.read(async (query) => {
    const organization = await findOrganization(query, plant);
    const [newest] = await query("stock-moved", [organization.id, "9223372036854775807", "9223372036854775807"]);
    memory.stock = lookAtStock(await query("stock", [organization.id, null]));
    const stock = { transaction: newest?.transaction_id ?? "0", status: newest?.status_update_id ?? "0" };
    const [first] = streams;
    return { marks: marksAt(organization.now), load: first ? { stream: first.name, after: first.first } : null, stock };
  }, signal);
}

async function* load(reader: PlantReader, start: PlantPosition): AsyncGenerator<Step> {
  const from = streams.findIndex((stream) => stream.name === start.load?.stream);
  for (const [index, stream] of streams.entries()) {
    if (index < from) continue;
    let after = index === from ? (start.load?.after ?? stream.first) : stream.first;
    for await (const { ids, page } of readAll(reader, stream, after, false)) {
      after = ids.at(-1) ?? after;
      yield [{ ...start, load: { stream: stream.name, after } }, page];
    }
  }
  yield [
    { ...start, load: null },
    { changes: [], failures: [] },
  ];
}

/** What changed by date, stream by stream; then stock, and what hangs on it. The last step comes also when nothing did. */
async function* poll(reader: PlantReader, start: PlantPosition): AsyncGenerator<Step> {
  let position = start;
  for (const stream of streams) {
    if (stream.changes === null) continue;
    for await (const { mark, page } of readDated(reader, stream, position.marks[stream.name])) {
      position = { ...position, marks: { ...position.marks, [stream.name]: mark } };
      if (page.changes.length + page.failures.length > 0) yield [position, page];
    }
  }
  const stock = await watchStock(reader, position);
  for (const [name, ids, undated] of stock.affected) {
    for await (const page of readSome(reader, streamOf(name), ids, undated)) {
      if (page.changes.length + page.failures.length > 0) yield [position, page];
    }
  }
  // Only now: should the process end before, the next one compares again.
  reader.memory.stock = stock.look;
  yield [
    { ...position, stock: stock.newest },
    { changes: [], failures: [] },
  ];
}

async function* readDated(reader: PlantReader, stream: Stream, mark: string): AsyncGenerator<{ mark: string; page: Page }> {
  const { source, plant, memory, signal } = reader;
  const seen = memory.seen[stream.name];
  const since = windowStart(mark, source.overlapSeconds);
  let last: DatedKey = { id: stream.first, at: "0001-01-01 00:00:00" };
  for (let next = mark; ; ) {
    const { rows, fresh, records, now } = await source.session.read(async (query) => {
      const organization = await findOrganization(query, plant);
      const changed = stream.changes ? await query(stream.changes, [organization.id, since, last.at, last.id, pageSize]) : [];
      const keys = changed.map((row): DatedKey => ({ id: row.id ?? "", at: row.at ?? "" }));
      const unseen = seen.unseen(keys);
      const read = await readRecords(
        query,
        stream,
        plant,
        organization,
        unseen.map((key) => key.id),
      );
      return { rows: keys, fresh: unseen, records: read, now: organization.now };
    }, signal);
    const page = newsOf(source, records, false);
    next = advanceMark(next, rows, now);
    yield { mark: next, page };
    seen.remember(fresh, now);
    last = rows.at(-1) ?? last;
    if (rows.length < pageSize) {
      seen.forget(windowStart(next, source.overlapSeconds));
      return;
    }
  }
}

interface StockNews {
  readonly look: StockLook;
  readonly newest: PlantPosition["stock"];
  /** Streams and ids to read again, and whether their own dates stand still. */
  readonly affected: readonly (readonly [StreamName, readonly string[], boolean])[];
}

function watchStock({ source, plant, memory, signal }: PlantReader, position: PlantPosition): Promise<StockNews> {
  return source.session.read(async (query) => {
    const organization = await findOrganization(query, plant);
    const look = lookAtStock(await query("stock", [organization.id, null]));
    const [moved] = await query("stock-moved", [organization.id, position.stock.transaction, position.stock.status]);
    const difference = compareStock(memory.stock, look, moved?.items?.split(",") ?? []);
    const jobs = new Set<string>();
    for (const { item, low, high } of difference.nettable) {
      for (const row of await query("job-flips", [organization.id, item, low, high])) jobs.add(row.id ?? "");
    }
    return {
      look,
      newest: { transaction: moved?.transaction_id ?? "0", status: moved?.status_update_id ?? "0" },
      affected: [
        ["stock", difference.items, false],
        ["lots", difference.lots, true],
        ["jobs", [...jobs], true],
      ],
    };
  }, signal);
}

/** Reads everything once more, for what changed without a date, and compares the keys, for what is gone. */
async function* reconcile(reader: PlantReader): AsyncGenerator<Page> {
  const { source, plant, signal } = reader;
  for (const stream of streams) {
    const missing = new Map(stream.kinds.map((kind) => [kind, new Set(source.ledger.known(kind, plant))]));
    for await (const { present, page } of readAll(reader, stream, stream.first, true)) {
      for (const { kind, key } of present) missing.get(kind)?.delete(key);
      yield page;
    }
    const candidates = [...new Set([...missing.values()].flatMap((keys) => [...keys]))];
    // Some of them are there and only could not be translated, or have no stock at present.
    const found = await source.session.read(
      async (query) => findIds(query, stream, await findOrganization(query, plant), candidates),
      signal,
    );
    const observedAt = new Date().toISOString();
    const gone = [...missing].flatMap(([kind, keys]) =>
      [...keys].filter((key) => !found.has(key)).map((key) => source.ledger.stampGone(kind, plant, key, observedAt)),
    );
    if (gone.length > 0) yield { changes: gone, failures: [] };
  }
}
