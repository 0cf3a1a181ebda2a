/** The port of cost budgets: points that callers may spend, kept in this process or shared by several. */
import type { Tier } from "./tier.ts";

/**
 * Over any span of time, what a caller is allowed is at most what its tier gives in that span and its burst once. A caller who
 * stays below that is never refused.
 */
export interface Budget {
  /** Spends `cost` points of the caller's, or none when they do not suffice. Never rejects, and is decided within 50 ms. */
  take(key: string, cost: number, tier: Tier): Promise<Decision> | Decision;
  /** Spends `delta` points more, or gives them back when it is negative, once it is known what an operation did cost. */
  correct(key: string, delta: number, tier: Tier): void;
}

export interface Decision {
  readonly allowed: boolean;
  /** Whole points that can be spent now. */
  readonly remaining: number;
  /** Points that come back in a minute. */
  readonly limit: number;
  /** Seconds until all of the burst can be spent. */
  readonly resetSeconds: number;
  /** Seconds after which the same cost is allowed, if nothing else is spent; 0 when it was. Null when it never is: it exceeds the burst. */
  readonly retryAfterSeconds: number | null;
  /** Whether the shared store could not be asked, so that the tier's policy decided. */
  readonly isStoreAway: boolean;
}
