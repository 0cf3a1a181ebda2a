/** Runs one adapter: takes its batches into the log, and comes back when the system was away. */
import { setTimeout as delay } from "node:timers/promises";
import { type Batch, type ErpAdapter, SourceUnavailable } from "#adapters/port";
import type { ChangeLog } from "../change-log/change-log.ts";
import type { SyncLog } from "../sync.ts";

export interface FeedStatus {
  readonly system: string;
  /** LOADING until the full load is through, then LIVE; UNREACHABLE while the system does not answer. */
  readonly state: "LOADING" | "LIVE" | "UNREACHABLE";
  /** When the system last answered (RFC 3339, UTC); null when it never has. */
  readonly lastContactAt: string | null;
  /** Why it is unreachable; null otherwise. */
  readonly error: string | null;
  /** Changes read since the start, those that altered nothing included. */
  readonly changes: number;
  /** Messages that could not be translated, since the start. */
  readonly failures: number;
}

export interface FeedOptions {
  readonly adapter: ErpAdapter;
  readonly log: Pick<ChangeLog, "append" | "feedPosition">;
  /** Fulfilled when the views have all that was appended. */
  readonly applied: () => Promise<void>;
  /** Told after each answer of the system that is known here. */
  readonly known: (system: string, until: string) => void;
  readonly report: SyncLog;
}

const firstPauseMs = 500;
const longestPauseMs = 30_000;

export class Feed {
  readonly #options: FeedOptions;
  #status: FeedStatus;
  #settle: () => void = () => undefined;
  /** Fulfilled when the full load is through, or the system could not be reached once. */
  readonly settled = new Promise<void>((resolve) => {
    this.#settle = resolve;
  });

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#status = { system: options.adapter.system, state: "LOADING", lastContactAt: null, error: null, changes: 0, failures: 0 };
  }

  get status(): FeedStatus {
    return this.#status;
  }

  /** Runs until the signal is aborted; faults of the system are waited out. */
  async run(signal: AbortSignal): Promise<void> {
    let attempts = 0;
    while (!signal.aborted) {
      try {
        const position = await this.#options.log.feedPosition(this.#status.system);
        for await (const batch of this.#options.adapter.changes(position?.cursor ?? null, signal)) {
          attempts = 0;
          await this.#take(batch);
        }
      } catch (fault) {
        if (signal.aborted) break;
        await this.#waitOut(fault, attempts++, signal);
      }
    }
    this.#settle();
  }

  async #take(batch: Batch): Promise<void> {
    const { adapter, log, applied, known } = this.#options;
    const asked = new Date().toISOString();
    const feed = { feed: adapter.system, cursor: batch.cursor, loaded: batch.loaded };
    await log.append(batch.changes, { feed, failures: { system: adapter.system, kept: batch.failures } });
    if (batch.changes.length > 0) await applied();
    known(adapter.system, asked);
    this.#status = {
      ...this.#status,
      state: batch.loaded ? "LIVE" : "LOADING",
      lastContactAt: asked,
      error: null,
      changes: this.#status.changes + batch.changes.length,
      failures: this.#status.failures + batch.failures.length,
    };
    if (batch.loaded) this.#settle();
  }

  async #waitOut(fault: unknown, attempts: number, signal: AbortSignal): Promise<void> {
    const error = fault instanceof Error ? fault.message : String(fault);
    if (this.#status.state !== "UNREACHABLE")
      this.#options.report("warn", `system ${this.#status.system} cannot be read: ${error}`, { err: fault });
    this.#status = { ...this.#status, state: "UNREACHABLE", error };
    this.#settle();
    const asked = fault instanceof SourceUnavailable ? fault.retryAfterMs : null;
    // Jitter keeps gateways that lost the same system from coming back in the same moment.
    const pause = asked ?? Math.min(longestPauseMs, firstPauseMs * 2 ** attempts) * (0.5 + Math.random() / 2);
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
}
