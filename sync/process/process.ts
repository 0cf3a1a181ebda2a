/** What is under way between planning and ERP: events in, workflows, commands out, exceptions; put together and kept going. */
import { join } from "node:path";
import type { CommandTarget } from "#adapters/port";
import type { SystemRole } from "#schema/canonical/event.ts";
import type { EventIntake, RefusedDelivery } from "#schema/canonical/event-intake.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { IntakeLimits } from "../events/back-pressure.ts";
import { EventOrder } from "../events/event-order.ts";
import { createEventIntake } from "../events/intake.ts";
import type { OwnershipOfPlants } from "../events/ownership.ts";
import { reportDelivery } from "../events/refused-deliveries.ts";
import { SequenceGaps } from "../events/sequence-gaps.ts";
import { SqliteInbox } from "../events/sqlite-inbox.ts";
import { SqliteExceptions } from "../exceptions/sqlite-exceptions.ts";
import { BusinessFigures } from "../figures/business-figures.ts";
import { type DeliverySettings, type DeliveryStatus, Dispatcher } from "../outbox/dispatcher.ts";
import { type LatencyClass, usualWindowSeconds } from "../outbox/latency-class.ts";
import type { KeptCommand, Outbox } from "../outbox/outbox.ts";
import { SqliteOutbox } from "../outbox/sqlite-outbox.ts";
import { unsettledStates } from "../outbox/states.ts";
import { SweepRecords } from "../reconciliation/sweep-records.ts";
import type { SyncLog } from "../sync.ts";
import type { Views } from "../views/views.ts";
import { EventTaking } from "../workflows/event-taking.ts";
import { Runner, type Systems } from "../workflows/runner.ts";
import { SqliteRuns } from "../workflows/sqlite-runs.ts";
import { viewWorld } from "../workflows/view-world.ts";
import { CommandDesk } from "./command-desk.ts";
import { isGone, ownerName } from "./owner.ts";
import { ProcessStore } from "./process-store.ts";
import { startTrimming } from "./trimming.ts";
import { startWatch } from "./watch.ts";

/** A system that commands go to, and what it can take. */
interface DeliveredSystem {
  readonly target: CommandTarget;
  /** Null for an ERP. */
  readonly role: SystemRole | null;
  /** Plants that it serves as their ERP. */
  readonly plants: readonly string[];
  readonly settings: DeliverySettings;
}

export interface ProcessOptions {
  /** Holds `process.db`. */
  readonly folder: string;
  readonly views: Views;
  readonly plants: readonly { readonly code: string; readonly timeZone: string }[];
  readonly systems: readonly DeliveredSystem[];
  /** Who may tell an event in plants where that is not as usual. */
  readonly ownership?: OwnershipOfPlants;
  /** Days by which a supplier may slip without approval. */
  readonly slipLimitDays: number;
  /** How soon what a workflow wants has to leave, by its name, where that is not as usual. */
  readonly latencyClasses?: Readonly<Partial<Record<string, LatencyClass>>>;
  /** Seconds from an event to the end of its run, by the workflow's name, where that is not as usual. */
  readonly slaSeconds?: Readonly<Partial<Record<string, number>>>;
  /** With how much under way no more events are taken. */
  readonly intakeLimits?: IntakeLimits;
  readonly retentionDays: number;
  /** Told each posting that an ERP did or refused, while that is being written. */
  readonly settled?: (kept: KeptCommand) => void;
  readonly log: SyncLog;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
}

export interface SystemDelivery extends DeliveryStatus {
  /** Null for an ERP. */
  readonly role: SystemRole | null;
}

export type Process = ReturnType<typeof createProcess>;

export function createProcess(options: ProcessOptions) {
  const { views, systems, plants, slipLimitDays, log, tracing = null } = options;
  const store = new ProcessStore(join(options.folder, "process.db"));
  const inbox = new SqliteInbox(store);
  const order = new EventOrder(store);
  const outbox = new SqliteOutbox(store);
  const exceptions = new SqliteExceptions(store);
  const runs = new SqliteRuns(store);
  const gaps = new SequenceGaps(store, outbox, exceptions);
  const kept = { store, inbox, order, outbox, runs, exceptions, gaps };
  const timeZones = new Map(plants.map(({ code, timeZone }) => [code, timeZone]));
  const timeZoneOf = (plant: string): string => timeZones.get(plant) ?? "UTC";
  const runner = new Runner({
    ...kept,
    latencyClasses: options.latencyClasses ?? {},
    slaSeconds: options.slaSeconds ?? {},
    systems: registerOf(systems, timeZoneOf),
    worldOf: (plant, now) => viewWorld({ views, exceptions, slipLimitDays }, plant, timeZoneOf(plant), now),
    tracing,
  });
  const happened = (kept: KeptCommand, now: string): void => {
    runner.happened(kept, now);
    if (kept.state === "ACKNOWLEDGED" || kept.state === "REJECTED") options.settled?.(kept);
  };
  const dispatchers = systems.map(
    ({ target, settings }) => new Dispatcher({ target, store, outbox, settings, owner: ownerName(), happened, tracing }),
  );
  const taking = new EventTaking({
    takeSlice: () => runner.takeSlice(),
    report: (fault) => log("warn", "events could not be taken", { err: fault }),
  });
  const sweeps = new SweepRecords(store);
  return {
    inbox,
    outbox,
    exceptions,
    runs,
    gaps,
    sweeps,
    figures: new BusinessFigures(store, sweeps),
    store,
    /** Where systems tell what has happened. */
    intake: openIntake(options, kept),
    /** Shows people what came by a broker or in a file and could not be taken. Durable when it returns. */
    reportDelivery: (refused: RefusedDelivery) => reportDelivery(exceptions, new Set(timeZones.keys()), refused),
    desk: new CommandDesk({ ...kept, runner, tracing }),
    /** Takes events, carries runs on and sends commands until `signal` is aborted. One process of a folder does. */
    async start(signal: AbortSignal): Promise<void> {
      const now = new Date().toISOString();
      const lost = outbox.doubt(isGone, now);
      if (lost > 0) log("warn", `${lost} commands were under way when the last process ended; their systems are asked about them`);
      rerouteMoved(systems, outbox, log);
      const stopListening = store.onStirred("EVENTS", () => taking.wake());
      taking.wake();
      const stopWatch = startWatch(kept, (fault) => log("warn", "runs could not be looked after", { err: fault }));
      const stopTrimming = startTrimming([outbox, runs, inbox, order, gaps, exceptions, sweeps], options.retentionDays, (fault) =>
        log("warn", "what is over could not be dropped", { err: fault }),
      );
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.run(signal)));
      stopTrimming();
      stopWatch();
      stopListening();
      taking.stop();
    },
    /** How it stands with each system that commands go to; in the process that sends them. */
    delivery: (): readonly SystemDelivery[] => systems.map(({ role }, index) => ({ ...(dispatchers[index] as Dispatcher).status, role })),
    async close(): Promise<void> {
      await Promise.all(systems.filter(({ role }) => role !== null).map(({ target }) => target.close()));
      store.close();
    },
  };
}

interface Kept {
  readonly store: ProcessStore;
  readonly inbox: SqliteInbox;
  readonly outbox: Outbox;
  readonly exceptions: SqliteExceptions;
  readonly gaps: SequenceGaps;
}

function openIntake(options: ProcessOptions, { store, inbox, outbox, exceptions, gaps }: Kept): EventIntake {
  const { systems, plants, ownership = new Map(), intakeLimits = {}, log, tracing = null } = options;
  return createEventIntake({
    inbox,
    gaps,
    limits: intakeLimits,
    unsettled: () => outbox.count({ states: unsettledStates }),
    exceptions: { report: ({ event, ...rest }) => void exceptions.raise({ ...rest, workflow: null, concerns: { event } }) },
    transaction: (work) => store.repeatable(work),
    durable: () => store.durable(),
    systems: new Map(systems.flatMap(({ target, role }) => (role === null ? [] : [[target.system, role] as const]))),
    plants: new Set([...plants.map(({ code }) => code), ...systems.flatMap((system) => system.plants)]),
    ownership,
    log,
    tracing,
  });
}

function registerOf(systems: readonly DeliveredSystem[], timeZoneOf: Systems["timeZoneOf"]): Systems {
  return {
    erpOf(plant) {
      const erp = systems.find(({ role, plants }) => role === null && plants.includes(plant));
      if (!erp) throw new Error(`plant ${plant} has no ERP in the landscape`);
      return erp.target.system;
    },
    ofRole: (role) => systems.find((system) => system.role === role)?.target.system ?? null,
    timeZoneOf,
    windowOf: (name) => systems.find(({ target }) => target.system === name)?.settings.batch?.windowSeconds ?? usualWindowSeconds,
  };
}

/** Sends what a plant's former ERP has not been sent to the one that serves it now; what was tried there is settled there. */
function rerouteMoved(systems: readonly DeliveredSystem[], outbox: Outbox, log: SyncLog): void {
  const erps = systems.filter(({ role }) => role === null);
  for (const { target, plants } of erps) {
    for (const plant of plants) {
      for (const other of erps) {
        const moved = other.target.system === target.system ? 0 : outbox.reroute(plant, other.target.system, target.system);
        if (moved > 0) log("info", `${moved} commands of plant ${plant} go to ${target.system} now`);
      }
    }
  }
}
