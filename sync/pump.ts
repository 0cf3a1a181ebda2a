/** Keeps the views behind the log by as little as can be, one run at a time, and tells followers when they have moved on. */
import type { LoggedChange } from "#schema/canonical/change.ts";
import type { ChangeLog } from "./change-log/change-log.ts";
import type { ViewApplier } from "./views/applier.ts";

export interface Pump {
  /** Applies all that is there, then keeps applying what is appended, by this process or another. */
  start(): Promise<void>;
  /** Fulfilled when the views have all that was appended before the call. */
  readonly catchUp: () => Promise<void>;
  /** Calls `wake` when the views have moved on. In a process that only reads, another one moves them, so there it is called at short intervals. */
  readonly onApplied: (wake: () => void) => () => void;
  stop(): void;
}

/** How often a process that only reads looks whether the views have moved on. */
const readerLooksEveryMs = 250;

/** `derive` is told each applied batch before followers are; what it appends is applied in turn. */
export function createPump(log: ChangeLog, applier: ViewApplier, derive: (changes: readonly LoggedChange[]) => Promise<unknown>): Pump {
  const wakes = new Set<() => void>();
  let running: Promise<void> = Promise.resolve();
  let stopListening: (() => void) | null = null;
  let stopped = false;
  const wakeAll = (): void => {
    for (const wake of wakes) wake();
  };
  const catchUp = (): Promise<void> => {
    const run = running.then(async () => {
      if (stopped) return;
      await applier.catchUp(async (changes) => {
        await derive(changes);
        wakeAll();
      });
    });
    running = run.catch(() => undefined);
    return run;
  };
  // Until this process is the one that applies, the views are moved by another.
  const lookout = setInterval(() => {
    if (stopListening === null) wakeAll();
  }, readerLooksEveryMs).unref();

  return {
    async start() {
      stopListening = log.onAppend(() => void catchUp().catch(() => undefined));
      await catchUp();
    },
    catchUp,
    onApplied(wake) {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    stop() {
      stopped = true;
      clearInterval(lookout);
      stopListening?.();
    },
  };
}
