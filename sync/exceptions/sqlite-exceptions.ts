/** Exceptions as a table of the process store. */
import { hash } from "node:crypto";
import type { ProcessStore } from "../process/process-store.ts";
import type { Row, Value } from "../statements.ts";
import type { Concerns, ExceptionFilter, ExceptionKind, ExceptionState, Exceptions, KeptException, NewException } from "./exception.ts";

export class SqliteExceptions implements Exceptions {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  raise(exception: NewException, now: string = new Date().toISOString()): string {
    const { kind, plant, system, key, workflow, text, raw, concerns, traceparent } = exception;
    const id = idOf(exception);
    this.#store.transaction(() => {
      this.#store.statements.run(
        `INSERT INTO exceptions (id, kind, state, plant, system, key, workflow, text, raw, concerns, traceparent, raised_at, last_raised_at, revision)
         VALUES (?1, ?2, 'OPEN', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET state = 'OPEN', text = excluded.text, raw = excluded.raw, concerns = excluded.concerns, last_raised_at = excluded.last_raised_at,
           count = CASE WHEN state = 'OPEN' THEN count + 1 ELSE 1 END,
           raised_at = CASE WHEN state = 'OPEN' THEN raised_at ELSE excluded.raised_at END,
           resolved_at = NULL, resolved_by = NULL, resolution = NULL, revision = excluded.revision`,
        id,
        kind,
        plant,
        system,
        key,
        workflow,
        text,
        raw,
        JSON.stringify(concerns),
        traceparent,
        now,
        this.#store.nextRevision("EXCEPTIONS"),
      );
      this.#store.stir("EXCEPTIONS");
    });
    return id;
  }

  end(id: string, state: "RESOLVED" | "DISCARDED", by: string | null, resolution: string, now: string = new Date().toISOString()): boolean {
    return this.#store.transaction(() => {
      const ended = this.#store.statements.run(
        "UPDATE exceptions SET state = ?, resolved_at = ?, resolved_by = ?, resolution = ?, revision = ? WHERE id = ? AND state = 'OPEN'",
        state,
        now,
        by,
        resolution,
        this.#store.nextRevision("EXCEPTIONS"),
        id,
      );
      if (ended > 0) this.#store.stir("EXCEPTIONS");
      return ended > 0;
    });
  }

  endAll(kind: ExceptionKind, plant: string, key: string, by: string | null, resolution: string): number {
    return this.#store.transaction(() => {
      const rows = this.#store.statements.all(
        "SELECT id FROM exceptions WHERE state = 'OPEN' AND kind = ? AND plant = ? AND key = ?",
        kind,
        plant,
        key,
      );
      for (const { id } of rows) this.end(String(id), "RESOLVED", by, resolution);
      return rows.length;
    });
  }

  endOf(command: string, by: string | null, resolution: string): void {
    this.#store.transaction(() => {
      const sql = "SELECT id FROM exceptions WHERE state = 'OPEN' AND json_extract(concerns, '$.command') = ?";
      for (const { id } of this.#store.statements.all(sql, command)) this.end(String(id), "RESOLVED", by, resolution);
    });
  }

  isOpen(kind: ExceptionKind, plant: string, key: string): boolean {
    const sql = "SELECT 1 FROM exceptions WHERE state = 'OPEN' AND kind = ? AND plant = ? AND key = ? LIMIT 1";
    return this.#store.statements.get(sql, kind, plant, key) !== undefined;
  }

  isOpenOf(kind: ExceptionKind, command: string): boolean {
    const sql = "SELECT 1 FROM exceptions WHERE state = 'OPEN' AND json_extract(concerns, '$.command') = ? AND kind = ? LIMIT 1";
    return this.#store.statements.get(sql, command, kind) !== undefined;
  }

  find(id: string): KeptException | null {
    const row = this.#store.statements.get("SELECT * FROM exceptions WHERE id = ?", id);
    return row ? toKeptException(row) : null;
  }

  list(filter: ExceptionFilter): readonly KeptException[] {
    const { afterRevision, earliestFirst, limit = 100 } = filter;
    const { where, values } = conditionsOf(filter);
    const direction = earliestFirst ? "ASC" : "DESC";
    const order = afterRevision === undefined ? `raised_at ${direction}, id ${direction}` : "revision";
    return this.#store.statements.all(`SELECT * FROM exceptions ${where} ORDER BY ${order} LIMIT ?`, ...values, limit).map(toKeptException);
  }

  count(filter: ExceptionFilter): number {
    const { where, values } = conditionsOf(filter);
    return Number(this.#store.statements.get(`SELECT count(*) AS count FROM exceptions ${where}`, ...values)?.count);
  }

  trim(before: string): number {
    return this.#store.transaction(() => this.#store.statements.run("DELETE FROM exceptions WHERE resolved_at < ?", before));
  }

  counts(plants?: readonly string[]): readonly { readonly kind: ExceptionKind; readonly count: number }[] {
    const within = plants ? `AND plant IN (${plants.map(() => "?").join(", ")})` : "";
    const sql = `SELECT kind, count(*) AS count FROM exceptions WHERE state = 'OPEN' ${within} GROUP BY kind ORDER BY kind`;
    return this.#store.statements.all(sql, ...(plants ?? [])) as unknown as readonly { kind: ExceptionKind; count: number }[];
  }
}

function conditionsOf(filter: ExceptionFilter): {
  readonly where: string;
  readonly values: readonly Value[];
} {
  const { states, kinds, plants, system, workflow, key, keyPrefix, afterRevision, earliestFirst, beyond } = filter;
  const conditions: string[] = [];
  const values: Value[] = [];
  const demand = (sql: string, ...given: Value[]): void => {
    conditions.push(sql);
    values.push(...given);
  };
  const marks = (list: readonly string[]): string => list.map(() => "?").join(", ");
  if (states) demand(`state IN (${marks(states)})`, ...states);
  if (kinds) demand(`kind IN (${marks(kinds)})`, ...kinds);
  if (plants) demand(`plant IN (${marks(plants)})`, ...plants);
  if (system !== undefined) demand("system = ?", system);
  if (workflow !== undefined) demand("workflow = ?", workflow);
  if (key !== undefined) demand("key = ?", key);
  if (keyPrefix !== undefined) demand("key >= ? AND key < ?", keyPrefix, `${keyPrefix}\u{10ffff}`);
  if (afterRevision !== undefined) demand("revision > ?", afterRevision);
  if (beyond) demand(`(raised_at, id) ${earliestFirst ? ">" : "<"} (?, ?)`, beyond.raisedAt, beyond.id);
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "", values };
}

/** Of what it is about, and not of what is said of it: raised again it is the same. */
function idOf({ kind, plant, system, key, workflow, concerns }: NewException): string {
  return hash("sha256", JSON.stringify([kind, plant, system, key, workflow, concerns]), "base64url").slice(0, 22);
}

function toKeptException(row: Row): KeptException {
  const text = (value: Row[string] | undefined): string | null => (value === null || value === undefined ? null : String(value));
  return {
    id: String(row.id),
    kind: row.kind as ExceptionKind,
    state: row.state as ExceptionState,
    plant: text(row.plant),
    system: text(row.system),
    key: text(row.key),
    workflow: text(row.workflow),
    text: String(row.text),
    raw: text(row.raw),
    concerns: JSON.parse(String(row.concerns)) as Concerns,
    traceparent: text(row.traceparent),
    raisedAt: String(row.raised_at),
    count: Number(row.count),
    lastRaisedAt: String(row.last_raised_at),
    resolvedAt: text(row.resolved_at),
    resolvedBy: text(row.resolved_by),
    resolution: text(row.resolution),
    revision: Number(row.revision),
  };
}
