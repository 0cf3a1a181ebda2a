/**
 * Where people and clients have something done, and see what became of it. What is asked for is an event like those of
 * systems, from `/callers/<who>`, so that the same rules hold for it; its idempotency key is the event's id.
 */
import { hash } from "node:crypto";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EventData, EventType, PlantEvent } from "#schema/canonical/event.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import { readRequestData } from "../events/request-data.ts";
import type { SqliteInbox } from "../events/sqlite-inbox.ts";
import type { Exceptions } from "../exceptions/exception.ts";
import { ImpossibleTransition, type KeptCommand, type Outbox } from "../outbox/outbox.ts";
import { runIdOf } from "../workflows/build-run.ts";
import { approve, decline, reopen } from "../workflows/progress.ts";
import type { Run } from "../workflows/run.ts";
import type { Runner } from "../workflows/runner.ts";
import type { SqliteRuns } from "../workflows/sqlite-runs.ts";
import type { Refusal } from "../workflows/workflow.ts";
import type { ProcessStore } from "./process-store.ts";

/** What a caller asks for. */
export interface Request<T extends EventType> {
  readonly type: T;
  readonly plant: string;
  /** Business key that it is about, where its data do not name it themselves. */
  readonly key: string;
  readonly data: EventData[T];
  /** The same key with the same content is the same request, and done once. */
  readonly idempotencyKey: string;
  readonly traceparent: string | null;
}

export type Submission =
  | { readonly outcome: "SUBMITTED"; readonly run: Run; readonly commands: readonly KeptCommand[]; readonly isRepeated: boolean }
  | { readonly outcome: "REFUSED"; readonly refusal: Refusal["refused"] }
  /** The data do not fit their contract; nothing is kept. */
  | { readonly outcome: "INVALID"; readonly message: string; readonly field: string }
  /** The idempotency key was used for something else. */
  | { readonly outcome: "CONFLICT" };

export type RepairOutcome = { readonly outcome: "DONE" } | { readonly outcome: "NOT_FOUND" | "NOT_POSSIBLE"; readonly message: string };

export interface DeskParts {
  readonly store: ProcessStore;
  readonly inbox: SqliteInbox;
  readonly outbox: Outbox;
  readonly runs: SqliteRuns;
  readonly exceptions: Exceptions;
  readonly runner: Runner;
  /** Null where nothing is traced. */
  readonly tracing: Tracing | null;
}

const done: RepairOutcome = { outcome: "DONE" };
const notFound = (what: string): RepairOutcome => ({ outcome: "NOT_FOUND", message: `there is no ${what} that you may see` });
const notPossible = (message: string): RepairOutcome => ({ outcome: "NOT_POSSIBLE", message });

export class CommandDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Has something done; durable when it returns. What the rules refuse is told at once. */
  submit<T extends EventType>({ type, plant, key, data, idempotencyKey, traceparent }: Request<T>, caller: Caller): Submission {
    const { inbox, store } = this.#parts;
    const read = readRequestData(type, data, key);
    if ("fault" in read) return { outcome: "INVALID", ...read.fault };
    const envelope = { id: idempotencyKey, source: sourceOf(caller), plant, time: null, sequence: null, traceparent };
    const event = { ...envelope, type, ...read } as unknown as PlantEvent;
    return store.transaction((): Submission => {
      const [outcome] = inbox.append([{ event, raw: JSON.stringify(data), receivedAt: new Date().toISOString(), sender: caller.subject }]);
      if (outcome === "CONFLICT") return { outcome };
      return this.#answer(event, outcome === "DUPLICATE");
    });
  }

  #answer(event: PlantEvent, isRepeated: boolean): Submission {
    const { inbox, outbox, runs, runner } = this.#parts;
    const kept = inbox.find(event.source, event.id);
    if (!kept) throw new Error("the event was not kept");
    if (kept.state === "WAITING") runner.takeNow(kept);
    const run = runs.find(runIdOf(event));
    if (!run) throw new Error("the request led to nothing");
    if (run.refusal) return { outcome: "REFUSED", refusal: run.refusal };
    return { outcome: "SUBMITTED", run, commands: outbox.list({ run: run.id }), isRepeated };
  }

  /** Lets a step go on that waits for approval. */
  approve(runId: string, step: string, caller: Caller): RepairOutcome {
    return this.#change(runId, caller, (run, now) => {
      const { run: changed, submit } = approve(run, step);
      if (changed === run) return notPossible("the step does not wait for approval; look at the run again");
      this.#parts.runner.carryOn(run, changed, submit, now);
      this.#endApproval(run, step, caller, "approved");
      return done;
    });
  }

  /** Gives up a step that waits for approval, and with it what depends on it. */
  decline(runId: string, step: string, reason: string, caller: Caller): RepairOutcome {
    return this.#change(runId, caller, (run, now) => {
      const waits = run.steps.some(({ name, state }) => name === step && state === "WAITING_FOR_APPROVAL");
      if (!waits) return notPossible("the step does not wait for approval; look at the run again");
      this.#parts.runner.carryOn(run, decline(run, step), [], now);
      this.#endApproval(run, step, caller, `declined: ${reason}`);
      return done;
    });
  }

  /** Has a rejected or dead command tried again, in its place in its lane. */
  retry(commandId: string, caller: Caller): RepairOutcome {
    return this.#repair(commandId, caller, (kept, run, now) => {
      const { outbox, runner, exceptions, tracing } = this.#parts;
      const later = outbox
        .list({ lane: kept.lane, states: ["ACKNOWLEDGED", "POSTED", "POSTING", "IN_DOUBT"] })
        .find(({ sequence }) => sequence > kept.sequence);
      if (later) return notPossible(`command ${later.command.id} of the same object went after it; ask for it anew`);
      const reopened = run && kept.state === "REJECTED" ? reopen(run, commandId) : null;
      if (run && kept.state === "REJECTED" && !reopened) return notPossible("what belonged to it was undone; ask for it anew");
      // Its own span has been told: what comes now is a part of it.
      const context = kept.traceparent && tracing ? { traceparent: tracing.reserve(kept.traceparent) } : {};
      const happened = outbox.record(commandId, { event: "RETRIED", notBefore: now, ...context }, now);
      exceptions.endOf(commandId, caller.subject, "tried again");
      if (run && reopened) runner.carryOn(run, reopened, [], now);
      else runner.happened(happened, now);
      return done;
    });
  }

  /** Gives up a command that was not sent, was refused or is dead. */
  cancel(commandId: string, reason: string, caller: Caller): RepairOutcome {
    return this.#repair(commandId, caller, (_, __, now) => {
      const { outbox, runner, exceptions } = this.#parts;
      const messages = [{ severity: "INFO" as const, code: "ANDON_CANCELLED", text: `${caller.subject}: ${reason}` }];
      runner.happened(outbox.record(commandId, { event: "CANCELLED", messages }, now), now);
      exceptions.endOf(commandId, caller.subject, `given up: ${reason}`);
      return done;
    });
  }

  /** Has the workflow decide again on an event that failed or was refused. */
  retake(event: { readonly source: string; readonly id: string }, caller: Caller): RepairOutcome {
    const { inbox, store, runner, runs } = this.#parts;
    return store.transaction(() => {
      const kept = inbox.find(event.source, event.id);
      if (!kept || !maySee(caller, kept.event.plant)) return notFound("event");
      const run = runs.find(runIdOf(event));
      if (run && run.state !== "REFUSED") return notPossible(`the event was taken: its run is ${run.state}`);
      if (run) runs.remove(run.id);
      inbox.mark(kept.sequence, "WAITING");
      runner.take(kept);
      if (runs.find(runIdOf(event))) runs.noteHelp(runIdOf(event));
      return done;
    });
  }

  /** Gives up an event that its workflow could not take, so that those after it go on. */
  discardEvent(event: { readonly source: string; readonly id: string }, caller: Caller): RepairOutcome {
    const { inbox, store } = this.#parts;
    return store.transaction(() => {
      const kept = inbox.find(event.source, event.id);
      if (!kept || !maySee(caller, kept.event.plant)) return notFound("event");
      if (kept.state === "FAILED") {
        inbox.mark(kept.sequence, "DISCARDED");
        store.stir("EVENTS");
      }
      return done;
    });
  }

  #repair(commandId: string, caller: Caller, work: (kept: KeptCommand, run: Run | null, now: string) => RepairOutcome): RepairOutcome {
    const { outbox, runs, store } = this.#parts;
    try {
      return store.transaction(() => {
        const kept = outbox.find(commandId);
        if (!kept || !maySee(caller, kept.command.plant)) return notFound("command");
        const outcome = work(kept, runs.find(kept.run), new Date().toISOString());
        if (outcome.outcome === "DONE") runs.noteHelp(kept.run);
        return outcome;
      });
    } catch (fault) {
      if (fault instanceof ImpossibleTransition) return notPossible(`the command is ${fault.state}`);
      throw fault;
    }
  }

  #change(runId: string, caller: Caller, work: (run: Run, now: string) => RepairOutcome): RepairOutcome {
    const { runs, store } = this.#parts;
    return store.transaction(() => {
      const run = runs.find(runId);
      if (!run || !maySee(caller, run.plant)) return notFound("run");
      const outcome = work(run, new Date().toISOString());
      if (outcome.outcome === "DONE") runs.noteHelp(runId);
      return outcome;
    });
  }

  #endApproval({ id }: Run, step: string, caller: Caller, resolution: string): void {
    const open = this.#parts.exceptions.list({ kinds: ["APPROVAL_NEEDED"], states: ["OPEN"], limit: 1_000 });
    for (const exception of open) {
      if (exception.concerns.run === id && exception.concerns.step === step)
        this.#parts.exceptions.end(exception.id, "RESOLVED", caller.subject, resolution);
    }
  }
}

/**
 * Source of the events by which a caller asks for something. Keys belong to their caller: who uses another's finds nothing of
 * it. A subject is one person's only within its issuer.
 */
export function sourceOf({ issuer, subject }: Pick<Caller, "issuer" | "subject">): string {
  return `/callers/${hash("sha256", JSON.stringify([issuer ?? null, subject]), "base64url").slice(0, 22)}`;
}

function maySee({ plants }: Caller, plant: string): boolean {
  return plants === "ALL" || plants.includes(plant);
}
