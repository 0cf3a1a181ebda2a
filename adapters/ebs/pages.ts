/** Pages of records: read in one transaction each, translated, and cut down to what has not been told. */
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { MappingFailure } from "../port.ts";
import { createSeenWindow, type SeenWindow } from "../protocols/sql/high-water-mark.ts";
import type { Ledger } from "./ledger.ts";
import type { SourceRecord } from "./record.ts";
import type { Session } from "./session.ts";
import type { StockLook } from "./stock-watch.ts";
import { findOrganization, readRecords, type Stream, type StreamName, streams } from "./streams.ts";
import type { Translator } from "./translation.ts";

/** Records read in one transaction and told in one batch. */
export const pageSize = 500;

export interface ChangeSource {
  readonly plants: readonly string[];
  readonly session: Session;
  readonly translator: Translator;
  readonly ledger: Ledger;
  readonly pollMs: number;
  readonly overlapSeconds: number;
  readonly reconcileMs: number;
}

export type Page = { readonly changes: readonly CanonicalChange[]; readonly failures: readonly MappingFailure[] };

/** What is known of a plant beyond its position; gone with the process, and then read again. */
export interface Memory {
  readonly seen: Readonly<Record<StreamName, SeenWindow>>;
  stock: StockLook | null;
}

export function createMemory(): Memory {
  const seen = Object.fromEntries(streams.map((stream) => [stream.name, createSeenWindow()])) as Record<StreamName, SeenWindow>;
  return { seen, stock: null };
}

/** One plant being read. */
export interface PlantReader {
  readonly source: ChangeSource;
  readonly plant: string;
  readonly memory: Memory;
  readonly signal: AbortSignal;
}

interface WholePage {
  readonly ids: readonly string[];
  /** What is there, told before or not. */
  readonly present: readonly CanonicalChange[];
  readonly page: Page;
}

/** All records of a stream after an id, page by page, each page in a transaction of its own. */
export async function* readAll(reader: PlantReader, stream: Stream, after: string, undated: boolean): AsyncGenerator<WholePage> {
  const { source, plant, signal } = reader;
  for (let last = after; ; ) {
    const { ids, records } = await source.session.read(async (query) => {
      const organization = await findOrganization(query, plant);
      const found = (await query(stream.ids, [organization.id, last, pageSize])).map((row) => row.id ?? "");
      return { ids: found, records: await readRecords(query, stream, plant, organization, found) };
    }, signal);
    const all = translate(source, records, undated);
    if (ids.length > 0) yield { ids, present: all.changes, page: onlyNews(source, all) };
    if (ids.length < pageSize) return;
    last = ids.at(-1) ?? last;
  }
}

/** The records of these ids, page by page. */
export async function* readSome(reader: PlantReader, stream: Stream, ids: readonly string[], undated: boolean): AsyncGenerator<Page> {
  const { source, plant, signal } = reader;
  for (let at = 0; at < ids.length; at += pageSize) {
    const records = await source.session.read(
      async (query) => readRecords(query, stream, plant, await findOrganization(query, plant), ids.slice(at, at + pageSize)),
      signal,
    );
    yield newsOf(source, records, undated);
  }
}

const translate = (source: ChangeSource, records: readonly SourceRecord[], undated: boolean): Page =>
  source.translator.translate(records, source.ledger, new Date().toISOString(), undated);

/** What these records say that has not been told. */
export const newsOf = (source: ChangeSource, records: readonly SourceRecord[], undated: boolean): Page =>
  onlyNews(source, translate(source, records, undated));

function onlyNews({ ledger }: ChangeSource, page: Page): Page {
  return {
    changes: page.changes.filter((change) => ledger.isNews(change)),
    failures: page.failures.filter((failure) =>
      ledger.isNewFailure(`${failure.message.type}/${failure.plant}/${failure.sourceKey}`, failure.id),
    ),
  };
}
