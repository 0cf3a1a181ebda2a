/** Following the log as a subscriber does: what was missed, then what comes, in order, each once. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKind, LoggedChange } from "#schema/canonical/change.ts";

export interface ChangeFeed {
  /**
   * Changes of one kind in the caller's plants, of which the caller may see the entity. With `after`, first what came after that cursor, else only
   * what comes from now on. The views hold a change before it is told. Ends when `signal` is aborted. Throws
   * InvalidCursor for a text that is no cursor, CursorExpired when what was missed is no longer kept.
   */
  follow<K extends EntityKind>(options: FollowOptions<K>): AsyncIterable<FeedEvent<K>>;
}

export interface FollowOptions<K extends EntityKind> {
  readonly kind: K;
  readonly caller: Caller;
  /** Null for every plant of the caller. */
  readonly plants: readonly string[] | null;
  readonly after: string | null;
  readonly signal: AbortSignal;
}

export interface FeedEvent<K extends EntityKind> {
  /** Resume here: positions of all followed plants, opaque. */
  readonly cursor: string;
  /** Null when there was nothing to tell up to the cursor, which is said whenever the end of the log is reached. */
  readonly change: LoggedChange<K> | null;
}
