/** The running sync: a change log and its views in one folder, and a feed for each system. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ErpAdapter } from "#adapters/port";
import type { LoggedChange } from "#schema/canonical/change.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { KeptFailure } from "./change-log/change-log.ts";
import { openSqliteChangeLog } from "./change-log/sqlite.ts";
import { deriveDispositions } from "./disposition.ts";
import { Feed, type FeedStatus } from "./feeds/feed.ts";
import { type ReplayOutcome, replayFailures } from "./feeds/replay.ts";
import { createKnownUntil } from "./known-until.ts";
import { createChangeFeed } from "./log-change-feed.ts";
import { createPump } from "./pump.ts";
import { startRetention } from "./retention.ts";
import { ViewApplier } from "./views/applier.ts";
import { openViewsDatabase, SqliteViews } from "./views/sqlite.ts";
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
}

export interface Sync extends AsyncDisposable {
  readonly views: Views;
  readonly changeFeed: ChangeFeed;
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

/** Opens the folder; nothing runs before `start`. */
export function createSync(options: SyncOptions): Sync {
  mkdirSync(options.folder, { recursive: true });
  const log = openSqliteChangeLog(join(options.folder, "log.db"));
  const database = openViewsDatabase(join(options.folder, "views.db"));
  const knownUntil = createKnownUntil(database);
  const views = new SqliteViews(database, knownUntil.read);
  const applier = new ViewApplier(database, log);
  const adapters = new Map(options.adapters.map((adapter) => [adapter.system, adapter]));
  const pump = createPump(log, applier, async (changes: readonly LoggedChange[]) => {
    await log.append(deriveDispositions(views, changes));
  });
  const feeds = options.adapters.map(
    (adapter) => new Feed({ adapter, log, applied: pump.catchUp, known: knownUntil.write, report: options.log }),
  );
  const knownPlants = (): readonly string[] => [...new Set([...options.adapters.flatMap(({ plants }) => plants), ...applier.plants()])];
  const changeFeed = createChangeFeed({ log, plants: knownPlants, applied: (plant) => applier.position(plant), onApplied: pump.onApplied });

  const replay: Sync["replay"] = async (ids) => {
    const kept = await log.listFailures();
    return replayFailures(log, adapters, ids === null ? kept : kept.filter(({ id }) => ids.includes(id)));
  };
  const close = async (): Promise<void> => {
    pump.stop();
    await Promise.all(options.adapters.map((adapter) => adapter.close()));
    knownUntil.flush();
    await log.close();
    database.close();
  };
  return {
    views,
    changeFeed,
    async start(signal) {
      await pump.start();
      await replay(null);
      const stopRetention = startRetention(log, options.retentionDays, options.log);
      await Promise.all(feeds.map((feed) => feed.run(signal)));
      stopRetention();
    },
    loaded: async () => {
      await Promise.all(feeds.map(({ settled }) => settled));
    },
    status: () => feeds.map(({ status }) => status),
    listFailures: (filter) => log.listFailures(filter),
    findFailure: (id) => log.findFailure(id),
    replay,
    close,
    [Symbol.asyncDispose]: close,
  };
}
