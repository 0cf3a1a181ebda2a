/** The change log in one SQLite file: the embedded implementation, which needs no server. */
import type { CanonicalChange, LoggedChange } from "#schema/canonical/change.ts";
import { type Row, Statements } from "../statements.ts";
import {
  type AppendedTogether,
  type AppendOutcome,
  type ChangeLog,
  CursorExpired,
  type FeedPosition,
  type KeptFailure,
} from "./change-log.ts";
import { schema } from "./changes.sql.ts";
import { appendBatch, endOf, writeTogether } from "./sqlite-append.ts";

/** How often another process's appends are looked for. */
const lookEveryMs = 250;

/** Opens or makes the log in `file`. Several processes may have it open; SQLite orders their appends. */
export function openSqliteChangeLog(file: string): ChangeLog {
  return new SqliteChangeLog(file);
}

class SqliteChangeLog implements ChangeLog {
  readonly #statements: Statements;
  readonly #wakes = new Set<() => void>();
  readonly #lookout: NodeJS.Timeout;
  #dataVersion: number;

  constructor(file: string) {
    this.#statements = new Statements(file, `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; ${schema}`);
    this.#dataVersion = this.#readDataVersion();
    this.#lookout = setInterval(() => this.#lookForOthers(), lookEveryMs).unref();
  }

  async append(changes: readonly CanonicalChange[], together: AppendedTogether = {}): Promise<readonly AppendOutcome[]> {
    const recordedAt = new Date().toISOString();
    const outcomes = this.#statements.transaction(() => {
      const appended = appendBatch(this.#statements, changes, recordedAt);
      writeTogether(this.#statements, together, recordedAt);
      return appended;
    });
    if (outcomes.some(({ outcome }) => outcome === "PUBLISHED")) this.#wakeAll();
    return outcomes;
  }

  async read(plant: string, after: number, limit: number): Promise<readonly LoggedChange[]> {
    const trimmedTo = Number(this.#statements.get("SELECT trimmed_to FROM plants WHERE plant = ?", plant)?.trimmed_to ?? 0);
    if (after < trimmedTo) {
      throw new CursorExpired(`Changes of plant ${plant} up to position ${trimmedTo} are no longer kept; start from a snapshot`);
    }
    return this.readKept(plant, after, limit);
  }

  async readKept(plant: string, after: number, limit: number): Promise<readonly LoggedChange[]> {
    const published = "SELECT * FROM changes WHERE plant = ? AND position > ? AND published = 1 ORDER BY position LIMIT ?";
    return this.#statements.all(published, plant, after, limit).map(toLoggedChange);
  }

  async end(plant: string): Promise<number> {
    return endOf(this.#statements, plant);
  }

  async plants(): Promise<readonly string[]> {
    return this.#statements.all("SELECT plant FROM plants ORDER BY plant").map(({ plant }) => String(plant));
  }

  onAppend(wake: () => void): () => void {
    this.#wakes.add(wake);
    return () => this.#wakes.delete(wake);
  }

  async feedPosition(feed: string): Promise<FeedPosition | null> {
    const row = this.#statements.get("SELECT cursor, loaded FROM feeds WHERE feed = ?", feed);
    return row ? { feed, cursor: String(row.cursor), loaded: row.loaded === 1 } : null;
  }

  async acknowledge(consumer: string, plant: string, position: number): Promise<void> {
    this.#statements.run(
      `INSERT INTO consumers (consumer, plant, position) VALUES (?, ?, ?)
       ON CONFLICT (consumer, plant) DO UPDATE SET position = max(position, excluded.position)`,
      consumer,
      plant,
      position,
    );
  }

  async acknowledged(consumer: string, plant: string): Promise<number> {
    return Number(this.#statements.get("SELECT position FROM consumers WHERE consumer = ? AND plant = ?", consumer, plant)?.position ?? 0);
  }

  async forget(consumer: string): Promise<void> {
    this.#statements.run("DELETE FROM consumers WHERE consumer = ?", consumer);
  }

  async trim(plant: string, before: string): Promise<number> {
    const statements = this.#statements;
    return statements.transaction(() => {
      // A consumer that is known, but has taken nothing of this plant yet, holds all of it back.
      const taken = statements.get(
        `SELECT min(coalesce(c.position, 0)) AS position FROM (SELECT DISTINCT consumer FROM consumers) k
         LEFT JOIN consumers c ON c.consumer = k.consumer AND c.plant = ?`,
        plant,
      )?.position;
      const upTo = taken === null || taken === undefined ? endOf(statements, plant) : Number(taken);
      const last = statements.get(
        `SELECT max(position) AS position FROM changes WHERE ${trimmable} AND published = 1`,
        plant,
        upTo,
        before,
      )?.position;
      const dropped = statements.run(`DELETE FROM changes WHERE ${trimmable}`, plant, upTo, before);
      if (last !== null && last !== undefined)
        statements.run("UPDATE plants SET trimmed_to = max(trimmed_to, ?) WHERE plant = ?", last, plant);
      return dropped;
    });
  }

  async listFailures(options: { readonly system?: string; readonly limit?: number } = {}): Promise<readonly KeptFailure[]> {
    const sql = "SELECT * FROM failures WHERE ?1 IS NULL OR system = ?1 ORDER BY kept_at, id LIMIT ?2";
    return this.#statements.all(sql, options.system ?? null, options.limit ?? 1_000).map(toKeptFailure);
  }

  failuresMark(): string {
    const { count, attempts, newest } = this.#statements.get(
      "SELECT count(*) AS count, total(attempts) AS attempts, max(kept_at) AS newest FROM failures",
    ) as Row;
    return `${count} ${attempts} ${newest}`;
  }

  async findFailure(id: string): Promise<KeptFailure | null> {
    const row = this.#statements.get("SELECT * FROM failures WHERE id = ?", id);
    return row ? toKeptFailure(row) : null;
  }

  async close(): Promise<void> {
    clearInterval(this.#lookout);
    this.#wakes.clear();
    this.#statements.close();
  }

  #lookForOthers(): void {
    const seen = this.#readDataVersion();
    if (seen === this.#dataVersion) return;
    this.#dataVersion = seen;
    this.#wakeAll();
  }

  /** Changes when another connection has committed. */
  #readDataVersion(): number {
    return Number(this.#statements.get("PRAGMA data_version")?.data_version);
  }

  #wakeAll(): void {
    for (const wake of this.#wakes) queueMicrotask(wake);
  }
}

/** A plant's (?1) changes up to a position (?2), older than a moment (?3), that are not the newest of their entity. */
const trimmable = `plant = ?1 AND position <= ?2 AND recorded_at < ?3 AND NOT EXISTS (
  SELECT 1 FROM heads h WHERE h.plant = changes.plant AND h.kind = changes.kind AND h.key = changes.key AND h.position = changes.position)`;

function toLoggedChange(row: Row): LoggedChange {
  const { plant, position, kind, key, recorded_at: recordedAt, envelope, body } = row;
  const parsed = body === null ? null : (JSON.parse(String(body)) as unknown);
  return { ...JSON.parse(String(envelope)), plant, position, kind, key, recordedAt, body: parsed } as LoggedChange;
}

function toKeptFailure(row: Row): KeptFailure {
  const { system, kept_at: keptAt, attempts, failure } = row;
  return { ...JSON.parse(String(failure)), system, keptAt, attempts } as KeptFailure;
}
