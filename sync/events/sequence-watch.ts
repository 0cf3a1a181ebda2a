/** Finds what is missing of sources that count their events. */
import type { PlantEvent } from "#schema/canonical/event.ts";

/** Events of a source that are missing before one that came. */
export interface Gap {
  readonly source: string;
  /** Name of the system in the landscape. */
  readonly system: string;
  readonly plant: string;
  readonly first: bigint;
  readonly last: bigint;
  /** The one that came after the gap, and as it was sent. */
  readonly event: { readonly source: string; readonly id: string };
  readonly raw: string;
  readonly traceparent: string | null;
}

/** Looks after gaps. To be told within the transaction in which the events are kept; `now` is RFC 3339, UTC. */
export interface GapWatch {
  noticed(gap: Gap, now: string): void;
  /** An event came below the highest of its source. */
  arrived(source: string, sequence: string, now: string): void;
}

/** Where an event stands in its source's count: uncounted or next, late, or after events that are missing. */
export type Place = "NEXT" | "LATE" | { readonly first: bigint; readonly last: bigint };

/**
 * Follows the sequences of events that are about to be kept. A first event may have any number; one that comes late, below the
 * highest, is no gap but fills one.
 */
export class SequenceWatch {
  readonly #last = new Map<string, bigint>();

  /** `lastSequence` is asked at once, as it was before the events are kept. */
  constructor(events: readonly PlantEvent[], lastSequence: (source: string) => string | null) {
    for (const source of new Set(events.map((event) => event.source))) {
      const last = lastSequence(source);
      if (last !== null) this.#last.set(source, BigInt(last));
    }
  }

  /** Takes note of an event that was kept. */
  follow({ source, sequence }: PlantEvent): Place {
    if (sequence === null) return "NEXT";
    const found = BigInt(sequence);
    const last = this.#last.get(source);
    if (last === undefined || found > last) this.#last.set(source, found);
    if (last === undefined || found === last + 1n) return "NEXT";
    return found <= last ? "LATE" : { first: last + 1n, last: found - 1n };
  }
}
