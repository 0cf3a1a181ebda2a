/** A root field of subscriptions: the change feed, narrowed to what was asked for, as events of the graph. */
import type { EntityKey, EntityKind, LoggedChange } from "#schema/canonical/change.ts";
import { type Beginning, type EventPlace, eventPlace, type PlacedEvent, progress } from "#schema/canonical/stream.ts";
import type { FeedEvent, ListQuery } from "#sync";
import type { SubgraphContext } from "./context.ts";
import type { ChangeEvent } from "./parents.ts";
import { refusalOfCursor } from "./refusals.ts";

export interface Following<K extends EntityKind, F extends string> {
  /** Name of the root field. */
  readonly field: F;
  readonly kind: K;
  readonly plants: readonly string[] | null | undefined;
  /** Where to begin, when the gateway does not say it. */
  readonly after: string | null | undefined;
  readonly snapshot: boolean | null | undefined;
  /** Whether a change is among those that were asked for. */
  readonly fits: (change: LoggedChange<K>) => boolean;
  /** The entities that were asked for, as a list of the views: what a snapshot tells. */
  readonly present: Pick<ListQuery<K>, "where" | "orderBy">;
}

type Event<F extends string> = Record<F, ChangeEvent> & PlacedEvent;

const snapshotPage = 200;

/**
 * The events of a root field, from where the stream begins. Throws BAD_USER_INPUT when `after` is no cursor and
 * CURSOR_EXPIRED when what was missed is no longer kept. Ends with the context's signal, or when it is returned.
 */
export function followChanges<K extends EntityKind, F extends string>(
  context: SubgraphContext,
  following: Following<K, F>,
): AsyncIterable<Event<F>> {
  const { kind, plants, after, snapshot } = following;
  const beginning = context.beginning ?? { after: after ?? null, snapshot: snapshot ?? false };
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const events = refusing(() =>
    context.changeFeed.follow({
      kind,
      caller: context.caller,
      plants: plants ?? null,
      after: beginning.snapshot ? null : beginning.after,
      signal,
    }),
  );
  return leavable(tell(events, context, following, beginning), left);
}

/** A stream that ends as soon as it is returned, by aborting `left` on which its generator waits. */
export function leavable<E>(told: AsyncGenerator<E, undefined>, left: AbortController): AsyncIterable<E> {
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
  following: Following<K, F>,
  beginning: Beginning,
): AsyncGenerator<Event<F>, undefined> {
  let isBegun = false;
  try {
    for await (const { cursor, change } of events) {
      // The feed's first word is where it begins; whatever changes while the snapshot is told comes after it.
      if (!isBegun && beginning.snapshot) yield* tellPresent(context, following, cursor);
      isBegun = true;
      if (change === null) {
        if (context.beginning) yield { [progress]: { positions: cursor } } as Event<F>;
        continue;
      }
      if (!following.fits(change)) continue;
      // The context lives as long as the subscription; each event tells what is so when it is told.
      context.loaders.clear();
      yield toEvent(following.field, change.body === null ? "DELETED" : "UPSERTED", change.recordedAt, change, {
        positions: cursor,
        change: { plant: change.plant, position: change.position },
        traceparent: change.traceparent,
      });
    }
  } catch (fault) {
    throw refusalOfCursor(fault);
  }
  return undefined;
}

/** The present state, an event for each entity; the last of them says where the changes begin. */
async function* tellPresent<K extends EntityKind, F extends string>(
  context: SubgraphContext,
  { field, kind, plants, present }: Following<K, F>,
  cursor: string,
): AsyncGenerator<Event<F>, undefined> {
  const recordedAt = new Date().toISOString();
  let after: string | null = null;
  for (;;) {
    const query: ListQuery<K> = { ...present, plants: plants ?? null, limit: snapshotPage, after };
    const { rows, hasNextPage } = context.views.list(kind, query, context.caller);
    for (const [index, { entity }] of rows.entries()) {
      context.loaders.clear();
      const isLast = !hasNextPage && index === rows.length - 1;
      yield toEvent(field, "UPSERTED", recordedAt, entity.meta, { positions: isLast ? cursor : null, change: null });
    }
    if (!hasNextPage) return undefined;
    after = rows.at(-1)?.cursor ?? null;
  }
}

function toEvent<F extends string>(
  field: F,
  kind: ChangeEvent["kind"],
  recordedAt: string,
  { plant, key }: EntityKey,
  place: Omit<EventPlace, "entity">,
): Event<F> {
  const event: ChangeEvent = { kind, recordedAt, entity: { plant, key } };
  // TypeScript widens a computed name to string.
  return { [field]: event, [eventPlace]: { ...place, entity: `${plant}/${key}` } } as unknown as Event<F>;
}

function refusing<T>(follow: () => T): T {
  try {
    return follow();
  } catch (fault) {
    throw refusalOfCursor(fault);
  }
}
