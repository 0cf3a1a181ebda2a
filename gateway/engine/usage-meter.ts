/** Whoever wants to know what callers use is told of each request and of each event of a stream. */
import type { Caller } from "#schema/canonical/caller.ts";

/** What one request, or one event of a stream, came to. */
export interface Use {
  readonly requests?: number;
  /** Points, where they are counted. */
  readonly cost?: number;
  readonly refusals?: number;
}

export interface UsageMeter {
  /** On the way of every request: it must cost nothing to speak of. */
  count(caller: Caller, use: Use): void;
}
