/**
 * The port of the inbox: events that were taken in and wait for what follows from them. `inbox.contract.ts` holds every
 * implementation to what is said here.
 */
import { hash } from "node:crypto";
import type { PlantEvent } from "#schema/canonical/event.ts";

export interface Inbox {
  /**
   * Keeps events, in one transaction; durable when it returns. Gives one outcome for each, in the order given.
   *
   * An event is known again by its source and id (CloudEvents 1.0, section 3.1.1): with the same content it is a DUPLICATE and
   * kept once, with other content a CONFLICT. An event counts as known to those after it in the same call. **When any is in
   * conflict nothing of the call is kept**; the outcomes tell what each would have come to. Throws when the store is full or away;
   * then nothing was kept either. The call may be a part of a transaction of the store.
   */
  append(events: readonly InboxEvent[]): readonly AppendOutcome[];

  /** How many events wait to be processed. */
  waiting(): number;

  /** The highest sequence that was kept of a source, as decimal digits; null when none of its events has one. */
  lastSequence(source: string): string | null;
}

export type AppendOutcome = "ACCEPTED" | "DUPLICATE" | "CONFLICT";

export interface InboxEvent {
  readonly event: PlantEvent;
  /** As it was sent. */
  readonly raw: string;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
  /** `sub` of the token, or what the transport knows the sender by. */
  readonly sender: string;
}

/**
 * Hash of what an event says: equal for two copies of one event, whatever brought them and in whichever version of its type. The
 * trace is not part of it: a sender that tries again may have begun another.
 */
export function contentOf({ type, plant, key, time, sequence, data }: PlantEvent): string {
  return hash("sha256", JSON.stringify([type, plant, key, time, sequence, sorted(data)]), "base64url");
}

/** The same value with the members of its objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}
