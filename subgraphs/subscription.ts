/** A root field of subscriptions: the change feed, narrowed to what was asked for, as events of the graph. */
import type { EntityKind, LoggedChange } from "#schema/canonical/change.ts";
import type { FeedEvent } from "#sync";
import type { SubgraphContext } from "./context.ts";
import type { ChangeEvent } from "./parents.ts";
import { refusalOfCursor } from "./refusals.ts";

export interface Following<K extends EntityKind, F extends string> {
  /** Name of the root field. */
  readonly field: F;
  readonly kind: K;
  readonly plants: readonly string[] | null | undefined;
  readonly after: string | null | undefined;
  /** Whether a change is among those that were asked for. */
  readonly fits: (change: LoggedChange<K>) => boolean;
}

/**
 * The events of a root field, from `after` or from now on. Throws BAD_USER_INPUT when `after` is no cursor and
 * CURSOR_EXPIRED when what was missed is no longer kept. Ends with the context's signal, or when it is returned.
 */
export function followChanges<K extends EntityKind, F extends string>(
  context: SubgraphContext,
  following: Following<K, F>,
): AsyncIterable<Record<F, ChangeEvent>> {
  const { kind, plants, after } = following;
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const events = refusing(() =>
    context.changeFeed.follow({ kind, caller: context.caller, plants: plants ?? null, after: after ?? null, signal }),
  );
  const told = tell(events, context, following);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => told.next(),
      // A generator that waits for the next change cannot be returned before it comes, so the waiting is ended first.
      return: () => {
        left.abort();
        return told.return(undefined);
      },
    }),
  };
}

/** Whether a value is among those that were asked for; when none were, every value is. */
export function among(wanted: readonly string[] | null | undefined, value: string | null): boolean {
  return wanted == null || (value !== null && wanted.includes(value));
}

async function* tell<K extends EntityKind, F extends string>(
  events: AsyncIterable<FeedEvent<K>>,
  context: SubgraphContext,
  { field, fits }: Following<K, F>,
): AsyncGenerator<Record<F, ChangeEvent>, undefined> {
  try {
    for await (const { cursor, change } of events) {
      if (!fits(change)) continue;
      // The context lives as long as the subscription; each event tells what is so when it is told.
      context.loaders.clear();
      const kind = change.body === null ? "DELETED" : "UPSERTED";
      const event: ChangeEvent = { cursor, kind, recordedAt: change.recordedAt, entity: { plant: change.plant, key: change.key } };
      // TypeScript widens a computed name to string.
      yield { [field]: event } as Record<F, ChangeEvent>;
    }
  } catch (fault) {
    throw refusalOfCursor(fault);
  }
  return undefined;
}

function refusing<T>(follow: () => T): T {
  try {
    return follow();
  } catch (fault) {
    throw refusalOfCursor(fault);
  }
}
