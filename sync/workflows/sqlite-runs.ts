/** Runs of workflows as a table of the process store. */
import type { ProcessStore } from "../process/process-store.ts";
import type { Row, Value } from "../statements.ts";
import { isActive, type Run, type RunState, type RunStep } from "./run.ts";

export interface RunFilter {
  readonly states?: readonly RunState[];
  readonly workflow?: string;
  readonly plants?: readonly string[];
  readonly key?: string;
  readonly startedBefore?: string;
  /** Earliest started first; by default the latest. */
  readonly earliestFirst?: boolean;
  /** Those that come after the one of this start and id in the order asked for, for the next page. */
  readonly beyond?: { readonly startedAt: string; readonly id: string };
  readonly limit?: number;
}

export class SqliteRuns {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  /** To be called within a transaction. */
  insert(run: Omit<Run, "revision">): void {
    const {
      id,
      workflow,
      state,
      plant,
      key,
      startedBy,
      event,
      occurredAt,
      startedAt,
      endedAt,
      deadline,
      isLate,
      refusal,
      steps,
      traceparent,
    } = run;
    this.#store.statements.run(
      `INSERT OR IGNORE INTO runs (id, workflow, state, plant, key, started_by, event_source, event_id, occurred_at, started_at, ended_at, deadline, is_late, refusal, steps, traceparent, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      workflow,
      state,
      plant,
      key,
      startedBy,
      event.source,
      event.id,
      occurredAt,
      startedAt,
      endedAt,
      deadline,
      isLate ? 1 : 0,
      refusal === null ? null : JSON.stringify(refusal),
      JSON.stringify(steps),
      traceparent,
      this.#store.nextRevision("RUNS"),
    );
    this.#store.stir("RUNS");
  }

  /** To be called within a transaction. */
  update(run: Run, { state, steps }: Pick<Run, "state" | "steps">, now: string): void {
    const endedAt = isActive({ state }) ? null : (run.endedAt ?? now);
    this.#store.statements.run(
      "UPDATE runs SET state = ?, steps = ?, ended_at = ?, is_late = max(is_late, ?), revision = ? WHERE id = ?",
      state,
      JSON.stringify(steps),
      endedAt,
      now > run.deadline ? 1 : 0,
      this.#store.nextRevision("RUNS"),
      run.id,
    );
    this.#store.stir("RUNS");
  }

  /** Forgets a run that was refused, so that its event can be taken again. */
  remove(id: string): void {
    this.#store.statements.run("DELETE FROM runs WHERE id = ? AND state = 'REFUSED'", id);
  }

  /** A person had to do something for it. */
  noteHelp(id: string): void {
    this.#store.statements.run("UPDATE runs SET had_help = 1 WHERE id = ?", id);
  }

  find(id: string): Run | null {
    const row = this.#store.statements.get("SELECT * FROM runs WHERE id = ?", id);
    return row ? toRun(row) : null;
  }

  /** Those of a business key that wait for somebody to allow a step. */
  waitingForApproval(workflow: string, plant: string, key: string): readonly Run[] {
    const sql = "SELECT * FROM runs WHERE state = 'WAITING_FOR_APPROVAL' AND workflow = ? AND plant = ? AND key = ?";
    return this.#store.statements.all(sql, workflow, plant, key).map(toRun);
  }

  /** Latest started first, when nothing else is said. */
  list(filter: RunFilter): readonly Run[] {
    const { earliestFirst, limit = 100 } = filter;
    const { where, values } = conditionsOf(filter);
    const direction = earliestFirst ? "ASC" : "DESC";
    const sql = `SELECT * FROM runs ${where} ORDER BY started_at ${direction}, id ${direction} LIMIT ?`;
    return this.#store.statements.all(sql, ...values, limit).map(toRun);
  }

  /** How many `list` would give without `limit`. */
  count(filter: RunFilter): number {
    const { where, values } = conditionsOf(filter);
    return Number(this.#store.statements.get(`SELECT count(*) AS count FROM runs ${where}`, ...values)?.count);
  }

  /** Runs under way whose deadline has passed and of which nobody was told yet, at most `limit`; they are told of now. */
  takeLate(now: string, limit: number): readonly Run[] {
    return this.#store.transaction(() => {
      const late = this.#store.statements
        .all("SELECT * FROM runs WHERE ended_at IS NULL AND deadline < ? AND is_late = 0 ORDER BY deadline LIMIT ?", now, limit)
        .map(toRun);
      for (const { id } of late) this.#store.statements.run("UPDATE runs SET is_late = 1 WHERE id = ?", id);
      return late;
    });
  }

  /** Drops what ended before a moment. Gives how many. */
  trim(before: string): number {
    return this.#store.transaction(() => this.#store.statements.run("DELETE FROM runs WHERE ended_at < ?", before));
  }
}

function conditionsOf({ states, workflow, plants, key, startedBefore, earliestFirst, beyond }: RunFilter): {
  readonly where: string;
  readonly values: readonly Value[];
} {
  const conditions: string[] = [];
  const values: Value[] = [];
  const demand = (sql: string, ...given: Value[]): void => {
    conditions.push(sql);
    values.push(...given);
  };
  if (states) demand(`state IN (${states.map(() => "?").join(", ")})`, ...states);
  if (workflow !== undefined) demand("workflow = ?", workflow);
  if (plants) demand(`plant IN (${plants.map(() => "?").join(", ")})`, ...plants);
  if (key !== undefined) demand("key = ?", key);
  if (startedBefore !== undefined) demand("started_at < ?", startedBefore);
  if (beyond) demand(`(started_at, id) ${earliestFirst ? ">" : "<"} (?, ?)`, beyond.startedAt, beyond.id);
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "", values };
}

function toRun(row: Row): Run {
  return {
    id: String(row.id),
    workflow: String(row.workflow),
    state: row.state as RunState,
    plant: String(row.plant),
    key: String(row.key),
    startedBy: String(row.started_by),
    event: { source: String(row.event_source), id: String(row.event_id) },
    occurredAt: String(row.occurred_at),
    startedAt: String(row.started_at),
    endedAt: row.ended_at === null || row.ended_at === undefined ? null : String(row.ended_at),
    deadline: String(row.deadline),
    isLate: row.is_late === 1,
    hadHelp: row.had_help === 1,
    refusal: row.refusal === null || row.refusal === undefined ? null : (JSON.parse(String(row.refusal)) as Run["refusal"]),
    steps: JSON.parse(String(row.steps)) as readonly RunStep[],
    traceparent: row.traceparent === null || row.traceparent === undefined ? null : String(row.traceparent),
    revision: Number(row.revision),
  };
}
