/** Looks after what is under way: tells of runs that are late or stuck, of events that stay missing, and of commands that stay in doubt. */
import type { SequenceGaps } from "../events/sequence-gaps.ts";
import type { Exceptions } from "../exceptions/exception.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Run } from "../workflows/run.ts";
import type { SqliteRuns } from "../workflows/sqlite-runs.ts";
import type { ProcessStore } from "./process-store.ts";

const everyMs = 1_000;
/** A command whose system cannot be asked for so long is told of. */
const doubtToldAfterMs = 30_000;
/** A run that is late by so much more than it may take, and by these minutes, is stuck. */
const stuckAfterFactor = 5;
const stuckAfterMs = 600_000;

/** After a burst many are late at once: no look keeps others waiting for long. */
const mostAtOnce = 200;

export interface Watched {
  readonly store: ProcessStore;
  readonly outbox: Outbox;
  readonly runs: SqliteRuns;
  readonly exceptions: Exceptions;
  readonly gaps: SequenceGaps;
}

/** Starts looking; gives how to stop. Faults are told to `report`. */
export function startWatch(watched: Watched, report: (fault: unknown) => void): () => void {
  const timer = setInterval(() => {
    try {
      look(watched, Date.now());
    } catch (fault) {
      report(fault);
    }
  }, everyMs).unref();
  return () => clearInterval(timer);
}

/** One look, at `now` (Unix ms). */
export function look({ store, outbox, runs, exceptions, gaps }: Watched, now: number): void {
  const moment = new Date(now).toISOString();
  // What a machine that loses its power has forgotten is seen again.
  store.repeatable(() => {
    for (const run of runs.takeLate(moment, mostAtOnce))
      exceptions.raise(about(run, "SLA_BREACH", `should have ended at ${run.deadline}, and is ${run.state}`), moment);
    for (const run of stuckRuns(runs, now)) {
      if (!exceptions.isOpen("STUCK_WORKFLOW", run.plant, run.key))
        exceptions.raise(about(run, "STUCK_WORKFLOW", `is ${run.state} since ${run.startedAt}; look at its commands`), moment);
    }
    gaps.tellOverdue(now);
    const doubtedBefore = new Date(now - doubtToldAfterMs).toISOString();
    for (const kept of outbox.list({ states: ["IN_DOUBT"] })) {
      if ((kept.postedAt ?? "") > doubtedBefore) continue;
      const { command, system, run, traceparent } = kept;
      const text = `${command.kind} was sent to ${system} and not answered, and ${system} cannot be asked whether it has it`;
      // Each by itself, since each is repaired by itself: what became of one says nothing of another.
      if (exceptions.isOpenOf("IN_DOUBT", command.id)) continue;
      const concerns = { command: command.id, run };
      exceptions.raise(
        {
          kind: "IN_DOUBT",
          plant: command.plant,
          system,
          key: kept.lane,
          workflow: null,
          text,
          raw: JSON.stringify(command),
          concerns,
          traceparent,
        },
        moment,
      );
    }
  });
}

function stuckRuns(runs: SqliteRuns, now: number): readonly Run[] {
  return runs.list({ states: ["RUNNING", "COMPENSATING"], startedBefore: new Date(now - stuckAfterMs).toISOString() }).filter((run) => {
    const allowed = Date.parse(run.deadline) - Date.parse(run.startedAt);
    return now - Date.parse(run.startedAt) > Math.max(stuckAfterMs, allowed * stuckAfterFactor);
  });
}

function about({ id, plant, key, workflow, traceparent }: Run, kind: "SLA_BREACH" | "STUCK_WORKFLOW", said: string) {
  return { kind, plant, system: null, key, workflow, text: `${workflow} ${said}`, raw: null, concerns: { run: id }, traceparent };
}
