/** The change feed over the change log. Nothing is told before the views have it, so that what an event selects is never older than the event. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKind, LoggedChange } from "#schema/canonical/change.ts";
import { type Positions, readPositions, writePositions } from "#schema/canonical/log-positions.ts";
import type { ChangeFeed, FeedEvent, FollowOptions } from "./change-feed.ts";
import type { ChangeLog } from "./change-log/change-log.ts";
import { visiblePlants } from "./views/access-scope.ts";
import { InvalidCursor } from "./views/views.ts";

const pageSize = 200;

export interface FeedSources {
  readonly log: ChangeLog;
  /** Codes of every plant that is known. */
  readonly plants: () => readonly string[];
  /** How far the views are in a plant. */
  readonly applied: (plant: string) => number;
  /** Calls back when the views have moved on; returns how to stop that. */
  readonly onApplied: (wake: () => void) => () => void;
}

export function createChangeFeed(sources: FeedSources): ChangeFeed {
  return {
    follow: (options) => {
      const plants = visiblePlants(sources.plants(), options.caller).filter(
        (plant) => options.plants === null || options.plants.includes(plant),
      );
      const known: Positions = options.after === null ? new Map() : positionsOf(options.after);
      // Where a subscription begins is fixed now, not when its first event is asked for.
      const start = new Map(plants.map((plant) => [plant, known.get(plant) ?? sources.applied(plant)]));
      return follow(sources, options, start);
    },
  };
}

async function* follow<K extends EntityKind>(
  sources: FeedSources,
  options: FollowOptions<K>,
  start: Positions,
): AsyncGenerator<FeedEvent<K>> {
  const { signal, kind, caller } = options;
  const positions = new Map(start);
  const bell = createBell(signal);
  const stop = sources.onApplied(bell.ring);
  let told: string | null = null;
  try {
    while (!signal.aborted) {
      for (const plant of positions.keys()) {
        for await (const change of readApplied(sources, plant, positions)) {
          if (signal.aborted) return;
          if (!isFor(change, kind, caller)) continue;
          told = writePositions(positions);
          yield { cursor: told, change: change as LoggedChange<K> };
        }
      }
      const reached = writePositions(positions);
      if (reached !== told) yield { cursor: reached, change: null };
      told = reached;
      await bell.rung();
    }
  } finally {
    stop();
  }
}

/** The plant's applied changes after its position; moves the position along. */
async function* readApplied(sources: FeedSources, plant: string, positions: Map<string, number>): AsyncGenerator<LoggedChange> {
  for (;;) {
    const applied = sources.applied(plant);
    const from = positions.get(plant) ?? 0;
    if (from >= applied) return;
    const page = await sources.log.read(plant, from, pageSize);
    const ready = page.filter(({ position }) => position <= applied);
    for (const change of ready) {
      positions.set(plant, change.position);
      yield change;
    }
    if (ready.length < pageSize) return;
  }
}

function positionsOf(cursor: string): Positions {
  const positions = readPositions(cursor);
  if (!positions) throw new InvalidCursor(`"${cursor}" is no cursor; take one from an earlier event`);
  return positions;
}

function isFor(change: LoggedChange, kind: EntityKind, caller: Caller): boolean {
  if (change.kind !== kind) return false;
  return (
    caller.supplier === null ||
    (change.kind === "supplier-commitment" &&
      (change.body ?? (change as LoggedChange<"supplier-commitment">).before)?.supplier === caller.supplier)
  );
}

/** A bell that remembers one ring, and rings by itself when the signal is aborted. */
function createBell(signal: AbortSignal): { readonly ring: () => void; readonly rung: () => Promise<void> } {
  let isRung = false;
  let wake: (() => void) | null = null;
  const ring = (): void => {
    isRung = true;
    wake?.();
  };
  signal.addEventListener("abort", ring, { once: true });
  return {
    ring,
    rung: async () => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      isRung = false;
      wake = null;
    },
  };
}
