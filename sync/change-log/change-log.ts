/**
 * The change log: the only way in which state changes. Append-only, ordered within each plant. The contract test
 * beside it is what every implementation is held to.
 */
import type { MappingFailure } from "#adapters/port";
import type { CanonicalChange, LoggedChange } from "#schema/canonical/change.ts";

export interface ChangeLog {
  /**
   * Appends a batch, all of it or nothing, and with it the feed's cursor and what could not be translated, so that a
   * restart goes on exactly there. Durable when the promise is fulfilled. Each change gets its own outcome, in the order given.
   */
  append(changes: readonly CanonicalChange[], together?: AppendedTogether): Promise<readonly AppendOutcome[]>;

  /** The published changes of a plant after a position, oldest first. Throws CursorExpired when some of them are no longer kept. */
  read(plant: string, after: number, limit: number): Promise<readonly LoggedChange[]>;

  /** As `read`, of what is still kept: at least the newest change of each entity, which is all that a view needs. */
  readKept(plant: string, after: number, limit: number): Promise<readonly LoggedChange[]>;

  /** Position of the plant's newest change; 0 when it has none. */
  end(plant: string): Promise<number>;

  /** Every plant that has a change. */
  plants(): Promise<readonly string[]>;

  /**
   * Calls `wake` soon after something was appended, by this process or another; calls may be merged. Returns how to stop it.
   * Followers read from their own position when woken, so that a lost call would only be late, never a gap.
   */
  onAppend(wake: () => void): () => void;

  /** The cursor that was appended last for a feed; null for a new one. */
  feedPosition(feed: string): Promise<FeedPosition | null>;

  /** Names a consumer and how far it has come in a plant; what it has not taken is never trimmed. */
  acknowledge(consumer: string, plant: string, position: number): Promise<void>;

  /** How far a consumer has come; 0 for a new one. */
  acknowledged(consumer: string, plant: string): Promise<number>;

  /** Forgets a consumer, so that it holds nothing back any more. */
  forget(consumer: string): Promise<void>;

  /**
   * Drops a plant's changes that are older than `before` (RFC 3339) and taken by every consumer, but never the newest
   * of an entity, so that views can always be rebuilt. Returns how many were dropped.
   */
  trim(plant: string, before: string): Promise<number>;

  /** Messages that could not be translated, oldest first. */
  listFailures(options?: { readonly system?: string; readonly limit?: number }): Promise<readonly KeptFailure[]>;

  /** Another text as soon as a failure is kept, tried again or settled. */
  failuresMark(): string;

  findFailure(id: string): Promise<KeptFailure | null>;

  close(): Promise<void>;
}

/** What is written in the same transaction as a batch of changes. */
export interface AppendedTogether {
  readonly feed?: FeedPosition;
  /** Kept with their raw bytes until they are replayed; the same id again counts an attempt. */
  readonly failures?: { readonly system: string; readonly kept: readonly MappingFailure[] };
  /** Ids of kept failures that these changes settle. */
  readonly settled?: readonly string[];
}

/** A message that could not be translated, as it is kept. */
export interface KeptFailure extends MappingFailure {
  readonly system: string;
  /** When it was first kept (RFC 3339, UTC). */
  readonly keptAt: string;
  readonly attempts: number;
}

/** Where an adapter's stream of changes has come to. */
export interface FeedPosition {
  /** Name of the system. */
  readonly feed: string;
  readonly cursor: string;
  /** True once the full load is through. */
  readonly loaded: boolean;
}

export type AppendOutcome =
  /** In the log and told to followers. */
  | { readonly outcome: "PUBLISHED"; readonly position: number }
  /** In the log, but it alters nothing, so nobody is told. */
  | { readonly outcome: "UNCHANGED"; readonly position: number }
  /** The same source and id is there already; nothing was written. */
  | { readonly outcome: "DUPLICATE" }
  /** The same source and id is there with other content; nothing was written. */
  | { readonly outcome: "CONFLICT" }
  /** A newer version of the entity from the same system is there; recorded, not told. */
  | { readonly outcome: "OUTDATED"; readonly position: number };

/** The position is older than what the log still has: start from a snapshot. */
export class CursorExpired extends Error {
  override readonly name = "CursorExpired";
}
