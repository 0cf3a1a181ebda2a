/**
 * How well planning and ERP are kept together, in figures of the business, read from what is under way and what was. The measure of
 * success is the first of them: from what a system told to the ERP's acknowledgement.
 */
import type { ProcessStore } from "../process/process-store.ts";
import type { SweepRecords } from "../reconciliation/sweep-records.ts";
import type { Row } from "../statements.ts";

/** How long it took, in milliseconds. */
export interface Latency {
  /** Half of them took no longer. */
  readonly p50Ms: number;
  /** 95 of a hundred took no longer. */
  readonly p95Ms: number;
  readonly count: number;
}

/** From the moment at which an event happened to the last acknowledgement of its postings by the ERP. */
export interface WorkflowLatency extends Latency {
  readonly workflow: string;
  readonly plant: string;
}

/** Shares are between 0 and 1, and null where there is nothing to have a share of. */
export interface Figures {
  readonly eventToTransaction: readonly WorkflowLatency[];
  /** Of commands that were sent and came to their end: refused, dead, or given up after that. */
  readonly failedMessageRate: number | null;
  /** Of runs that ended: those in which a person had to do something. */
  readonly manualInterventionShare: number | null;
  /** Of stock that was compared with the ERPs: material in a plant that differed. */
  readonly inventoryMismatchRate: number | null;
  /** Of schedule changes: those that were late. */
  readonly delayedOrderUpdateShare: number | null;
  /** From an exception being raised to its being settled, by people or by itself. */
  readonly timeToRecover: Latency | null;
}

export interface FiguresFilter {
  /** Null for all. */
  readonly plants: readonly string[] | null;
  /** RFC 3339, UTC: what came to its end since then. */
  readonly since: string;
}

/** Latencies that are read for one figure at most: a day of a busy plant. */
const mostRows = 200_000;

export class BusinessFigures {
  readonly #store: ProcessStore;
  readonly #sweeps: SweepRecords;

  constructor(store: ProcessStore, sweeps: SweepRecords) {
    this.#store = store;
    this.#sweeps = sweeps;
  }

  read(filter: FiguresFilter): Figures {
    return {
      eventToTransaction: this.#eventToTransaction(filter),
      failedMessageRate: this.#failedMessageRate(filter),
      manualInterventionShare: this.#share(filter, "runs", "ended_at", "had_help = 1", "state <> 'REFUSED'"),
      inventoryMismatchRate: this.#inventoryMismatchRate(filter),
      delayedOrderUpdateShare: this.#share(
        filter,
        "runs",
        "started_at",
        "is_late = 1",
        "workflow = 'schedule-change' AND state <> 'REFUSED'",
      ),
      timeToRecover: this.#timeToRecover(filter),
    };
  }

  #eventToTransaction(filter: FiguresFilter): readonly WorkflowLatency[] {
    const rows = this.#rows(
      `SELECT runs.workflow AS workflow, runs.plant AS plant, (julianday(max(commands.settled_at)) - julianday(runs.occurred_at)) * 86400000 AS ms
       FROM commands JOIN runs ON runs.id = commands.run
       WHERE commands.settled_at >= ? AND commands.state = 'ACKNOWLEDGED' AND json_extract(commands.command, '$.kind') <> 'notice' AND ${within(filter, "commands")}
       GROUP BY runs.id LIMIT ${mostRows}`,
      filter,
    );
    const groups = Map.groupBy(rows, ({ workflow, plant }) => JSON.stringify([workflow, plant]));
    return [...groups].map(([key, members]) => {
      const [workflow, plant] = JSON.parse(key) as [string, string];
      return { workflow, plant, ...latencyOf(members.map(({ ms }) => Number(ms))) };
    });
  }

  /** What was refused, and then given up or not; and what is dead, which has its last attempt for an end. */
  #failedMessageRate(filter: FiguresFilter): number | null {
    const [{ whole, part } = { whole: 0, part: 0 }] = this.#rows(
      `SELECT count(*) AS whole, total(state <> 'ACKNOWLEDGED') AS part FROM commands
       WHERE settled_at >= ? AND (state IN ('ACKNOWLEDGED', 'REJECTED') OR state = 'CANCELLED' AND attempts > 0) AND ${within(filter, "commands")}`,
      filter,
    );
    const [{ dead } = { dead: 0 }] = this.#rows(
      `SELECT count(*) AS dead FROM commands WHERE posted_at >= ? AND state = 'DEAD' AND ${within(filter, "commands")}`,
      filter,
    );
    const all = Number(whole) + Number(dead);
    return all === 0 ? null : (Number(part) + Number(dead)) / all;
  }

  #timeToRecover(filter: FiguresFilter): Latency | null {
    const sql = `SELECT (julianday(resolved_at) - julianday(raised_at)) * 86400000 AS ms FROM exceptions
      WHERE resolved_at >= ? AND ${within(filter, "exceptions")} LIMIT ${mostRows}`;
    const times = this.#rows(sql, filter).map(({ ms }) => Number(ms));
    return times.length === 0 ? null : latencyOf(times);
  }

  #inventoryMismatchRate({ plants, since }: FiguresFilter): number | null {
    const stock = this.#sweeps
      .totals(since)
      .filter(({ kind, plant }) => kind === "material-availability" && (plants?.includes(plant) ?? true));
    const checked = stock.reduce((sum, each) => sum + each.checked, 0);
    return checked === 0 ? null : stock.reduce((sum, each) => sum + each.mismatched, 0) / checked;
  }

  #share(filter: FiguresFilter, table: string, moment: string, some: string, all: string): number | null {
    const sql = `SELECT count(*) AS whole, total(${some}) AS part FROM ${table} WHERE ${moment} >= ? AND ${all} AND ${within(filter, table)}`;
    const [{ whole, part } = { whole: 0, part: 0 }] = this.#rows(sql, filter);
    return Number(whole) === 0 ? null : Number(part) / Number(whole);
  }

  #rows(sql: string, { plants, since }: FiguresFilter): readonly Row[] {
    return this.#store.statements.all(sql, since, ...(plants ?? []));
  }
}

function within({ plants }: FiguresFilter, table: string): string {
  return plants === null ? "1" : `${table}.plant IN (${plants.map(() => "?").join(", ")})`;
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), count: times.length };
}
