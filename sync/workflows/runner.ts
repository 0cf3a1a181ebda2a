/** Takes events in the order in which they came, has their workflows decide, and carries their runs on as commands are settled. */
import type { PlantEvent, SystemRole } from "#schema/canonical/event.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { EventOrder } from "../events/event-order.ts";
import type { SqliteInbox, WaitingEvent } from "../events/sqlite-inbox.ts";
import type { Exceptions, NewException } from "../exceptions/exception.ts";
import { type LatencyClass, notBeforeOf } from "../outbox/latency-class.ts";
import type { KeptCommand, NewCommand, Outbox } from "../outbox/outbox.ts";
import type { ProcessStore } from "../process/process-store.ts";
import { answersOf, buildRun } from "./build-run.ts";
import { workflowOf } from "./index.ts";
import { advance, type CommandOutcome, supersede } from "./progress.ts";
import { isActive, type Run, type RunCommand } from "./run.ts";
import { approvalNeeded, trouble } from "./run-exceptions.ts";
import { stepContextOf, tellCommand, tellRun } from "./run-trace.ts";
import type { SqliteRuns } from "./sqlite-runs.ts";
import type { Decision, Plan, PlannedCommand, Refusal, Workflow, World } from "./workflow.ts";

/** Which system does what, as the landscape says. */
export interface Systems {
  /** The ERP that serves a plant. */
  erpOf(plant: string): string;
  /** Null when there is none of the role. */
  ofRole(role: SystemRole): string | null;
  timeZoneOf(plant: string): string;
  /** Seconds in which a system's micro-batches are gathered. */
  windowOf(system: string): number;
}

export interface RunnerOptions {
  readonly store: ProcessStore;
  readonly inbox: SqliteInbox;
  readonly order: EventOrder;
  readonly outbox: Outbox;
  readonly runs: SqliteRuns;
  readonly exceptions: Exceptions;
  readonly systems: Systems;
  /** By the workflow's name, where it is not as the workflow says. A step's own class stands. */
  readonly latencyClasses: Readonly<Partial<Record<string, LatencyClass>>>;
  /** Seconds from an event to the end of its run, by the workflow's name, where it is not as the workflow says. */
  readonly slaSeconds: Readonly<Partial<Record<string, number>>>;
  readonly worldOf: (plant: string, now: number) => World;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
}

/** Events of one slice at most. */
const sliceSize = 50;
/** How long a slice may keep everybody else waiting. */
const sliceMs = 8;

export class Runner {
  readonly #options: RunnerOptions;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /**
   * Takes what waits, in the order in which it came, until a slice is full: in one transaction, and without letting anybody else
   * come in between, so that it is kept short. Gives how many; none when nothing can be taken.
   */
  takeSlice(): number {
    const { inbox, store } = this.#options;
    const events = inbox.next(sliceSize);
    if (events.length === 0) return 0;
    const end = performance.now() + sliceMs;
    // The events stay where they are until this is kept, and the same ones lead to the same runs and commands again.
    return store.repeatable(() => {
      const failed = new Set<string>();
      let taken = 0;
      for (const event of events) {
        const key = JSON.stringify([event.event.plant, event.event.key]);
        // What comes after a failed one of its key waits for it.
        if (!failed.has(key) && !this.take(event)) failed.add(key);
        taken += 1;
        if (performance.now() >= end) break;
      }
      return taken;
    });
  }

  /** Takes one event; false when its workflow could not decide, or what it decided cannot be begun. To be called within a transaction. */
  take(waiting: WaitingEvent): boolean {
    const { inbox, store, order } = this.#options;
    const workflow = workflowOf.get(waiting.event.type);
    if (!workflow) return this.#fail(waiting, null, new Error(`no workflow takes ${waiting.event.type}`));
    const event = this.#newsOf(waiting.event, workflow);
    if (event === null) {
      inbox.mark(waiting.sequence, "OUTDATED");
      return true;
    }
    const decision = this.#decide(workflow, event);
    if (decision instanceof Error) return this.#fail(waiting, workflow.name, decision);
    try {
      store.attempt(() => {
        this.#begin({ ...waiting, event }, workflow, decision);
        order.note(workflow.name, event, workflow.newestWins?.thingsOf(event) ?? [], new Date().toISOString());
      });
    } catch (fault) {
      return this.#fail(waiting, workflow.name, fault instanceof Error ? fault : new Error(String(fault)));
    }
    inbox.mark(waiting.sequence, "TAKEN");
    return true;
  }

  /** What an event says that is not overtaken by a newer one of its source; null when that is nothing. */
  #newsOf(event: PlantEvent, { name, newestWins }: Workflow): PlantEvent | null {
    if (!newestWins) return event;
    const things = newestWins.thingsOf(event);
    const outdated = new Set(things.filter((thing) => this.#options.order.isOutdated(name, event, thing)));
    if (outdated.size === 0) return event;
    return outdated.size === new Set(things).size ? null : newestWins.without(event, outdated);
  }

  /** Sets an event aside until people have looked at it. */
  #fail({ event, sequence, raw }: WaitingEvent, workflow: string | null, { message }: Error): false {
    this.#options.inbox.mark(sequence, "FAILED");
    this.#raise(event, "WORKFLOW_FAILURE", workflow, `${message}; what comes after it waits`, raw);
    return false;
  }

  /** Takes an event whose sender waits for the answer. Throws what keeps its workflow from deciding. */
  takeNow(waiting: WaitingEvent): void {
    const workflow = workflowOf.get(waiting.event.type);
    const decision = workflow ? this.#decide(workflow, waiting.event) : new Error(`no workflow takes ${waiting.event.type}`);
    if (decision instanceof Error || !workflow) throw decision;
    this.#begin(waiting, workflow, decision);
    this.#options.inbox.mark(waiting.sequence, "TAKEN");
  }

  #withSla({ name, slaSeconds }: Workflow): Pick<Workflow, "name" | "slaSeconds"> {
    return { name, slaSeconds: this.#options.slaSeconds[name] ?? slaSeconds };
  }

  #decide(workflow: Workflow, event: PlantEvent): Decision | Error {
    try {
      return workflow.decide(event, this.#options.worldOf(event.plant, Date.now()));
    } catch (fault) {
      return fault instanceof Error ? fault : new Error(String(fault));
    }
  }

  #begin(waiting: WaitingEvent, workflow: Workflow, decision: Decision): void {
    const { runs, tracing } = this.#options;
    const now = new Date().toISOString();
    const { event } = waiting;
    if ("refused" in decision) {
      this.#refuse(waiting, workflow, decision, now);
      return;
    }
    const traceparent = this.#contextOfRun(event);
    const run = { ...buildRun(waiting, this.#withSla(workflow), decision, now, this.#isThere), traceparent, revision: 0 };
    if (workflow.newestWins) this.#supersede(run, now);
    this.#applyConcerns(event, workflow, decision, now);
    const { run: begun, submit, approvals } = advance(run, () => "OPEN");
    runs.insert({ ...run, ...begun, endedAt: isActive(begun) ? null : now, isLate: !isActive(begun) && now > run.deadline });
    this.#submit(run, submit, now);
    for (const step of approvals) this.#options.exceptions.raise(approvalNeeded(run, step), now);
    if (tracing && !isActive(begun)) tellRun(tracing, { ...run, ...begun }, event.traceparent, [], new Date(now));
  }

  /** What a run's own span will be told under when it has ended; its event's context where nothing is traced. */
  #contextOfRun({ traceparent }: PlantEvent): string | null {
    const { tracing } = this.#options;
    return tracing && traceparent ? tracing.reserve(traceparent) : traceparent;
  }

  /** As of a run; a command's parent is the step that it belongs to. */
  #contextOfCommand(run: Run, id: string): string | null {
    const { tracing } = this.#options;
    const step = tracing && stepContextOf(run, id);
    return tracing && step ? tracing.reserve(step) : run.traceparent;
  }

  readonly #isThere = ({ to }: PlannedCommand): boolean => to === "ERP" || this.#options.systems.ofRole(to) !== null;

  /** Who asks in person is told in the answer; a system by what the rule says, and people by an exception. */
  #refuse(waiting: WaitingEvent, workflow: Workflow, refusal: Refusal, now: string): void {
    const { event, raw } = waiting;
    const { runs, tracing } = this.#options;
    const traceparent = this.#contextOfRun(event);
    const run = { ...buildRun(waiting, this.#withSla(workflow), refusal, now, this.#isThere), traceparent, revision: 0 };
    runs.insert(run);
    if (tracing) tellRun(tracing, run, event.traceparent, [], new Date(now));
    if (event.source.startsWith("/callers/")) return;
    const { code, message } = refusal.refused;
    this.#raise(event, "BUSINESS_REJECTION", workflow.name, `${code}: ${message}`, raw);
    this.#submit(run, answersOf(run.id, refusal, this.#isThere), now);
  }

  /** What waits for somebody to allow it is given up when its sender has said something newer. */
  #supersede({ workflow, plant, key }: Run, now: string): void {
    const { runs, exceptions } = this.#options;
    for (const older of runs.waitingForApproval(workflow, plant, key)) {
      this.#carryOn({ ...older, ...supersede(older) }, now);
      for (const { id, concerns } of exceptions.list({ kinds: ["APPROVAL_NEEDED"], states: ["OPEN"], plants: [plant], key, workflow }))
        if (concerns.run === older.id) exceptions.end(id, "RESOLVED", null, "something newer was said of the same", now);
    }
  }

  #applyConcerns(
    { plant, traceparent, ...event }: PlantEvent,
    { name }: Workflow,
    { concerns = [], withdraws = [], settles = [] }: Plan,
    now: string,
  ): void {
    const { exceptions, outbox } = this.#options;
    for (const { kind, key, text, missing } of concerns) {
      const about = { plant, key, workflow: name, system: null, raw: null, traceparent, concerns: missing ? { missing } : {} };
      exceptions.raise({ ...about, kind, text }, now);
    }
    for (const { lane, kind, reason } of withdraws) {
      const unsent = outbox.list({ lane: `${plant}/${lane}`, states: ["PENDING"] }).filter(({ command }) => command.kind === kind);
      for (const { command } of unsent) {
        const messages = [{ severity: "INFO" as const, code: "ANDON_WITHDRAWN", text: reason }];
        this.happened(outbox.record(command.id, { event: "CANCELLED", messages }, now), now);
      }
    }
    for (const { kind, key, resolution } of settles) exceptions.endAll(kind, plant, key, null, `${resolution} (${event.source})`);
  }

  /** Something has happened to a command: its run goes on. To be called within the transaction in which it is written. */
  happened(kept: KeptCommand, now: string): void {
    const { runs, exceptions, tracing } = this.#options;
    if (kept.state === "POSTING") return;
    const run = runs.find(kept.run);
    if (!run) return;
    if (tracing) tellCommand(tracing, kept, run);
    if (kept.state === "REJECTED" || kept.state === "DEAD") exceptions.raise(trouble(kept, run), now);
    if (kept.state === "ACKNOWLEDGED" || kept.state === "CANCELLED") {
      exceptions.endOf(kept.command.id, null, kept.state === "ACKNOWLEDGED" ? `${kept.system} did it` : "it was given up");
    }
    if (isActive(run)) this.#carryOn(run, now);
  }

  /** Takes a changed run as far as it goes, and keeps it. To be called within a transaction. */
  carryOn(run: Run, changed: Pick<Run, "state" | "steps">, submit: readonly RunCommand[], now: string): void {
    this.#submit(run, submit, now);
    this.#carryOn({ ...run, ...changed }, now);
  }

  #carryOn(run: Run, now: string): void {
    const { runs, exceptions, outbox, inbox, tracing } = this.#options;
    const commands = outbox.list({ run: run.id });
    const outcomes = new Map(commands.map((kept) => [kept.command.id, outcomeOf(kept)]));
    const progress = advance(run, (id) => outcomes.get(id) ?? "OPEN");
    this.#submit(run, progress.submit, now);
    for (const step of progress.approvals) exceptions.raise(approvalNeeded(run, step), now);
    runs.update(run, progress.run, now);
    if (!tracing || isActive(progress.run) || run.endedAt !== null) return;
    const caused = inbox.find(run.event.source, run.event.id)?.event.traceparent ?? null;
    tellRun(tracing, { ...run, ...progress.run }, caused, commands, new Date(now));
  }

  #submit(run: Run, commands: readonly RunCommand[], now: string): void {
    if (commands.length === 0) return;
    const replaced = this.#options.outbox.submit(
      commands.map((command) => this.#toNewCommand(run, command, now)),
      now,
    );
    for (const kept of replaced) this.happened(kept, now);
  }

  #toNewCommand(run: Run, { id, to, body, lane, latencyClass, replaces }: RunCommand, now: string): NewCommand {
    const { systems, latencyClasses } = this.#options;
    const { plant, deadline, workflow } = run;
    const usual = [...workflowOf.values()].find(({ name }) => name === workflow)?.latencyClass ?? "IMMEDIATE";
    const how = latencyClass ?? latencyClasses[workflow] ?? usual;
    const system = to === "ERP" ? systems.erpOf(plant) : systems.ofRole(to);
    if (system === null) throw new Error(`there is no system of the role ${to}`);
    const traceparent = this.#contextOfCommand(run, id);
    const command = body.kind === "notice" ? { ...body, id, plant, traceparent } : { ...body, id, plant };
    return {
      command,
      system,
      lane: `${plant}/${lane}`,
      latencyClass: how,
      notBefore: notBeforeOf(how, Date.parse(now), { timeZone: systems.timeZoneOf(plant), windowSeconds: systems.windowOf(system) }),
      deadline,
      run: run.id,
      replaces: replaces ?? null,
      traceparent,
    };
  }

  #raise(event: PlantEvent, kind: NewException["kind"], workflow: string | null, text: string, raw: string): void {
    const { plant, key, source, id, traceparent } = event;
    const system = source.startsWith("/systems/") ? source.slice("/systems/".length) : null;
    this.#options.exceptions.raise({ kind, plant, key, system, workflow, text, raw, concerns: { event: { source, id } }, traceparent });
  }
}

function outcomeOf({ state, messages }: KeptCommand): CommandOutcome {
  if (state === "ACKNOWLEDGED") return "DONE";
  if (state === "CANCELLED") return messages.some(({ code }) => code === "ANDON_REPLACED") ? "REPLACED" : "FAILED";
  return state === "REJECTED" ? "FAILED" : "OPEN";
}
