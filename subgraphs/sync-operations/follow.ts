/** A root field of subscriptions over what is kept with revisions: each entry as it is now, whenever it has been revised. */
import { readPositions, writePositions } from "#schema/canonical/log-positions.ts";
import { eventPlace, type PlacedEvent, progress } from "#schema/canonical/stream.ts";
import { CursorExpired, InvalidCursor } from "#sync";
import type { SubgraphContext, UnderWay } from "../context.ts";
import { refusalOfCursor } from "../refusals.ts";
import { leavable } from "../subscription.ts";
import { underWayOf } from "../under-way.ts";

interface Following<T, F extends string, P> {
  /** Name of the root field. */
  readonly field: F;
  /** Whose revisions are counted. */
  readonly of: "COMMANDS" | "EXCEPTIONS";
  /** Where to begin, when the gateway does not say it. */
  readonly after: string | null | undefined;
  readonly snapshot: boolean | null | undefined;
  /** Entries that were revised after a revision, in the order of their revisions. */
  readonly revised: (after: number, limit: number) => readonly (T & { readonly revision: number })[];
  /** What a snapshot tells. */
  readonly present: () => readonly T[];
  readonly fits: (entry: T) => boolean;
  /** What stands behind the event. */
  readonly parentOf: (entry: T) => P & { readonly id: string };
}

type Event<F extends string, P> = Record<F, P> & PlacedEvent;

const batchSize = 200;
/** What another process did is looked for, since it wakes nobody here. */
const lookAgainMs = 1_000;

/**
 * The events of a root field. Throws BAD_USER_INPUT when `after` is no cursor, and CURSOR_EXPIRED when it is from a store that
 * is no more. Ends with the context's signal, or when it is returned.
 */
export function followRevisions<T, F extends string, P>(
  context: SubgraphContext,
  following: Following<T, F, P>,
): AsyncIterable<Event<F, P>> {
  const { after = null, snapshot } = context.beginning ?? following;
  const { store } = underWayOf(context);
  const begin = after === null || snapshot ? store.revision(following.of) : readRevision(after, following.of, store);
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  return leavable(tell(context, following, begin, signal, snapshot ?? false), left);
}

async function* tell<T, F extends string, P>(
  context: SubgraphContext,
  following: Following<T, F, P>,
  begin: number,
  signal: AbortSignal,
  snapshot: boolean,
): AsyncGenerator<Event<F, P>, undefined> {
  const { of, fits, parentOf } = following;
  const toEvent = (entry: T, positions: string | null, change: { plant: string; position: number } | null): Event<F, P> => {
    const parent = parentOf(entry);
    // TypeScript widens a computed name to string.
    return { [following.field]: parent, [eventPlace]: { positions, change, entity: parent.id } } as unknown as Event<F, P>;
  };
  const toProgress = (revision: number): Event<F, P> => ({ [progress]: { positions: write(of, revision) } }) as unknown as Event<F, P>;
  if (snapshot) for (const entry of following.present().filter(fits)) yield toEvent(entry, null, null);
  // Whatever changes while the snapshot is told comes after it.
  if (context.beginning) yield toProgress(begin);
  for (let reached = begin; !signal.aborted; ) {
    const entries = following.revised(reached, batchSize);
    if (entries.length === 0) await nextStirring(context.process.store, of, signal);
    for (const entry of entries) {
      reached = entry.revision;
      if (fits(entry)) yield toEvent(entry, write(of, reached), { plant: of, position: reached });
    }
    const last = entries.at(-1);
    if (context.beginning && last && !fits(last)) yield toProgress(reached);
  }
  return undefined;
}

function nextStirring(store: UnderWay["store"], of: "COMMANDS" | "EXCEPTIONS", signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      stop();
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const stop = store.onStirred(of, wake);
    const timer = setTimeout(wake, lookAgainMs);
    signal.addEventListener("abort", wake, { once: true });
  });
}

function write(of: string, revision: number): string {
  return writePositions(new Map([[of, revision]]));
}

function readRevision(after: string, of: "COMMANDS" | "EXCEPTIONS", store: UnderWay["store"]): number {
  const revision = readPositions(after)?.get(of);
  if (revision === undefined) throw refusalOfCursor(new InvalidCursor());
  if (revision > store.revision(of)) throw refusalOfCursor(new CursorExpired());
  return revision;
}
