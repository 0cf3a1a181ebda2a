/** Finds what is missing of sources that count their events. */
import type { PlantEvent } from "#schema/canonical/event.ts";

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

  /** Takes note of an event that was kept. Tells the gap before it, for people; null when there is none. */
  follow({ source, sequence }: PlantEvent): string | null {
    if (sequence === null) return null;
    const found = BigInt(sequence);
    const last = this.#last.get(source);
    if (last === undefined || found > last) this.#last.set(source, found);
    if (last === undefined || found <= last + 1n) return null;
    const [first, end] = [last + 1n, found - 1n];
    const missing = first === end ? `The event ${first} of ${source} is` : `The events ${first} to ${end} of ${source} are`;
    return `${missing} missing: ${found} came after ${last}; have the system send what is missing again, it is taken in late`;
  }
}
