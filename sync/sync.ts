/** The running sync: a change log and its views in one folder, and a feed for each system. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CommandTarget, ErpAdapter } from "#adapters/port";
import type { SystemRole } from "#schema/canonical/event.ts";
import type { Stamp } from "#schema/canonical/stamp.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { KeptFailure } from "./change-log/change-log.ts";
import { openSqliteChangeLog } from "./change-log/sqlite.ts";
import { deriveDispositions } from "./disposition.ts";
import { Enricher } from "./enrichment/enricher.ts";
import type { IntakeLimits } from "./events/back-pressure.ts";
import type { OwnershipOfPlants } from "./events/ownership.ts";
import { mirrorFailures } from "./exceptions/mirror-failures.ts";
import { Feed, type FeedStatus } from "./feeds/feed.ts";
import { type ReplayOutcome, replayFailures } from "./feeds/replay.ts";
import { createKnownUntil } from "./known-until.ts";
import { createLiveReads, type LiveReads } from "./live-reads/live-reads.ts";
import { createReadBack } from "./live-reads/read-back.ts";
import { createReturnedFacts } from "./live-reads/returned-facts.ts";
import { createChangeFeed } from "./log-change-feed.ts";
import type { DeliverySettings } from "./outbox/dispatcher.ts";
import type { LatencyClass } from "./outbox/latency-class.ts";
import type { KeptCommand } from "./outbox/outbox.ts";
import { createProcess, type Process } from "./process/process.ts";
import { createPump } from "./pump.ts";
import { Reconciler, type ReconcilerOptions, type ReconciliationSettings } from "./reconciliation/reconciler.ts";
import { startRetention } from "./retention.ts";
import { type Touched, ViewApplier } from "./views/applier.ts";
import { openViewsDatabase } from "./views/database.ts";
import { KeptRelations } from "./views/kept-relations.ts";
import { KeptRows } from "./views/kept-rows.ts";
import { NotedViews } from "./views/noted-views.ts";
import { ReadIndex } from "./views/read-index.ts";
import { ReadNotes } from "./views/read-notes.ts";
import { SqliteViews } from "./views/sqlite.ts";
import type { Views } from "./views/views.ts";

/** Where sync says what happens, for operators. */
export type SyncLog = (level: "info" | "warn", message: string, details?: Readonly<Record<string, unknown>>) => void;

export interface SyncOptions {
  /** Holds `log.db` and `views.db`; made when it is missing. */
  readonly folder: string;
  readonly adapters: readonly ErpAdapter[];
  /** How long changes are kept for subscribers that are away. */
  readonly retentionDays: number;
  readonly log: SyncLog;
  /** Zones of the plants' clocks, IANA names by plant; UTC where nothing is said. */
  readonly timeZones?: ReadonlyMap<string, string>;
  /** ERPs that served plants before: what was sent to them is settled there, and nothing new is sent. */
  readonly formerErps?: readonly ErpAdapter[];
  /** Systems around the ERPs that commands go to. */
  readonly neighbours?: readonly Neighbour[];
  /** Who may tell an event in a plant, where that is not as usual. */
  readonly ownership?: OwnershipOfPlants;
  /** What systems can take, by name. */
  readonly delivery?: ReadonlyMap<string, DeliverySettings>;
  /** How the views are compared with the ERPs; a slice of 50 entities of each system every 30 seconds where nothing is said. */
  readonly reconciliation?: Partial<ReconciliationSettings>;
  /** Days by which a supplier may slip without procurement's approval. */
  readonly slipLimitDays?: number;
  /** How soon what a workflow wants has to leave, by its name, where that is not as usual. */
  readonly latencyClasses?: Readonly<Partial<Record<string, LatencyClass>>>;
  /** Seconds from an event to the end of its run, by the workflow's name, where that is not as usual. */
  readonly slaSeconds?: Readonly<Partial<Record<string, number>>>;
  /** With how much under way no more events are taken. */
  readonly intakeLimits?: IntakeLimits;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
}

/** A system of a role, such as the warehouse's. */
interface Neighbour {
  readonly role: SystemRole;
  readonly target: CommandTarget;
}

export interface Sync extends AsyncDisposable {
  readonly views: Views;
  readonly changeFeed: ChangeFeed;
  /** The ERPs themselves, for who must have this second's truth. */
  readonly live: LiveReads;
  /** Events, workflows, commands and exceptions. */
  readonly process: Process;
  /** The views, with a stamp of what is read from them; without one in a process that does not keep the views itself. */
  noteReads(): NotedReads;
  /**
   * Brings the views up to the log and keeps them there, replays kept failures once, and runs the feeds. Fulfilled when
   * all has come to rest after `signal` was aborted. One process of a folder starts; others only read.
   */
  start(signal: AbortSignal): Promise<void>;
  /** Fulfilled when each system is loaded, or could not be reached once. */
  loaded(): Promise<void>;
  status(): readonly FeedStatus[];
  listFailures(options?: { readonly system?: string }): Promise<readonly KeptFailure[]>;
  findFailure(id: string): Promise<KeptFailure | null>;
  /** Tries again; null for all. */
  replay(ids: readonly string[] | null): Promise<readonly ReplayOutcome[]>;
  close(): Promise<void>;
}

/** Views whose reads are noted. */
export interface NotedReads {
  readonly views: Views;
  readonly stamp: Stamp | null;
  /** What was read is told as long as this moment (Unix ms) has not passed. */
  readonly until?: (moment: number) => void;
}

/** Opens the folder; nothing runs before `start`. */
export function createSync(options: SyncOptions): Sync {
  mkdirSync(options.folder, { recursive: true });
  const log = openSqliteChangeLog(join(options.folder, "log.db"));
  const database = openViewsDatabase(join(options.folder, "views.db"));
  const index = new ReadIndex();
  const knownUntil = createKnownUntil(database, (system) => index.touchSystem(system));
  const views = new SqliteViews(database, knownUntil.read);
  const applier = new ViewApplier(database, log, touchedBy(index, views));
  const adapters = new Map(options.adapters.map((adapter) => [adapter.system, adapter]));
  const pump = createPump(log, applier, (changes) => log.append(deriveDispositions(views, changes)));
  const facts = createReturnedFacts(options.tracing ?? null, log);
  const feeds = options.adapters.map(
    (adapter) => new Feed({ adapter, log: facts.log, applied: pump.catchUp, known: knownUntil.write, report: options.log }),
  );
  const knownPlants = (): readonly string[] => [...new Set([...options.adapters.flatMap(({ plants }) => plants), ...applier.plants()])];
  const applied = (plant: string): number => applier.position(plant);
  const changeFeed = createChangeFeed({ log, plants: knownPlants, applied, onApplied: pump.onApplied });

  const process = openProcess(options, views, (kept) => facts.expect(kept, readBack(kept.command)));
  const live = createLiveReads({
    ...{ adapters: options.adapters, log: facts.log, views, report: options.log },
    mayAsk: async (system) => mayBeAsked(system, feeds, process) && ((await log.feedPosition(system))?.loaded ?? false),
    applied: (plant, position) => (views.kept ? pump.catchUp() : until(() => applied(plant) >= position, pump.onApplied)),
    perSecond: (system) => options.delivery?.get(system)?.perSecond,
  });
  const readBack = createReadBack(live, views);
  const reconcilers = createReconcilers(options, { process, feeds, log, views, applied: pump.catchUp });
  const enricher = new Enricher({ ...process, log, views, applied: pump.catchUp, report: options.log });
  const replay: Sync["replay"] = async (ids) => {
    const kept = await log.listFailures();
    return replayFailures(log, adapters, ids === null ? kept : kept.filter(({ id }) => ids.includes(id)));
  };
  const close = async (): Promise<void> => {
    pump.stop();
    await Promise.all([...options.adapters, ...(options.formerErps ?? [])].map((adapter) => adapter.close()));
    await process.close();
    knownUntil.flush();
    await log.close();
    database.close();
  };
  return {
    views,
    changeFeed,
    live,
    process,
    noteReads() {
      // Where another process moves the views, nobody here would be told of it.
      if (!views.kept) return { views, stamp: null };
      const stamp = new ReadNotes(index);
      return { views: new NotedViews(views, stamp), stamp, until: (moment) => stamp.until(moment) };
    },
    async start(signal) {
      views.kept = { rows: new KeptRows(), relations: new KeptRelations(index) };
      await pump.start();
      await replay(null);
      const stopRetention = startRetention({ log, applied, days: options.retentionDays, report: options.log });
      const stopMirror = mirrorFailures(log, process.exceptions, options.log);
      await Promise.all([...feeds, ...reconcilers, enricher].map((each) => each.run(signal)).concat(process.start(signal)));
      stopMirror();
      stopRetention();
    },
    loaded: () => Promise.all(feeds.map(({ settled }) => settled)).then(() => undefined),
    status: () => feeds.map(({ status }) => status),
    listFailures: (filter) => log.listFailures(filter),
    findFailure: (id) => log.findFailure(id),
    replay,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Whoever has read a row, or keeps it, is told when it changes. */
function touchedBy(index: ReadIndex, views: SqliteViews): Touched {
  return {
    asks: (kind, plant) => index.asks(kind, plant),
    before: (kind, plant, key) => views.row(kind, plant, key),
    touch: (kind, plant, key, before, after) => {
      views.kept?.rows.drop(kind, plant, key);
      index.touch(kind, plant, key, before, after);
    },
    touchPlants: () => {
      views.forgetPlants();
      index.touchPlants();
    },
  };
}

/** Neither a system that did not answer last nor one that is being maintained is to be asked. */
function mayBeAsked(system: string, feeds: readonly Feed[], process: Process): boolean {
  const delivery = process.delivery().find((each) => each.system === system);
  const isReachable = feeds.every(({ status }) => status.system !== system || status.state !== "UNREACHABLE");
  return isReachable && delivery?.circuit === "CLOSED" && delivery.maintenanceUntil === null;
}

/** How long a process that only reads waits for the one that keeps the views, which may have ended. */
const longestWaitMs = 10_000;

/** Fulfilled when it is so, which is looked at each time that the views have moved on, or when that takes too long. */
async function until(isSo: () => boolean, onApplied: (wake: () => void) => () => void): Promise<void> {
  if (isSo()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = onApplied(() => {
    if (isSo()) resolve();
  });
  const timer = setTimeout(resolve, longestWaitMs);
  await promise;
  clearTimeout(timer);
  stop();
}

const usualSlipLimitDays = 2;
const usualReconciliation: ReconciliationSettings = { everyMs: 30_000, slice: 50 };

function openProcess(options: SyncOptions, views: Views, settled: (kept: KeptCommand) => void): Process {
  const { folder, retentionDays, log, timeZones, neighbours = [], ownership = new Map(), delivery } = options;
  const {
    formerErps = [],
    slipLimitDays = usualSlipLimitDays,
    latencyClasses = {},
    slaSeconds = {},
    intakeLimits = {},
    tracing = null,
  } = options;
  const settingsOf = (system: string): DeliverySettings => delivery?.get(system) ?? {};
  const erps = options.adapters.map((target) => ({ target, role: null, plants: target.plants, settings: settingsOf(target.system) }));
  const former = formerErps.map((target) => ({ target, role: null, plants: [], settings: settingsOf(target.system) }));
  const others = neighbours.map(({ role, target }) => ({ target, role, plants: [], settings: settingsOf(target.system) }));
  return createProcess({
    folder,
    views,
    plants: [...(timeZones ?? [])].map(([code, timeZone]) => ({ code, timeZone })),
    systems: [...erps, ...former, ...others],
    ownership,
    slipLimitDays,
    latencyClasses,
    slaSeconds,
    intakeLimits,
    retentionDays,
    settled,
    log,
    tracing,
  });
}

interface Compared extends Pick<ReconcilerOptions, "log" | "views" | "applied"> {
  readonly process: Process;
  readonly feeds: readonly Feed[];
}

/** One for each ERP, which is left alone while it is being loaded, does not answer, or is being maintained. */
function createReconcilers(
  { adapters, reconciliation, log: report }: SyncOptions,
  { process, feeds, ...known }: Compared,
): readonly Reconciler[] {
  const { outbox, exceptions, sweeps } = process;
  const settings = { ...usualReconciliation, ...reconciliation };
  return adapters.map((adapter, index) => {
    const mayAsk = (): boolean => feeds[index]?.status.state === "LIVE" && mayBeAsked(adapter.system, feeds, process);
    return new Reconciler({ ...known, adapter, outbox, exceptions, records: sweeps, settings, mayAsk, report });
  });
}
