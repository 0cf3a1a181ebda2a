/**
 * Which word of a source on a thing is its newest: by the source's own count where it counts, or else by when it happened. What comes
 * late, over another way or after another try, then overwrites nothing newer, whatever the events' subjects are.
 */
import type { PlantEvent } from "#schema/canonical/event.ts";
import type { ProcessStore } from "../process/process-store.ts";

type Version = Pick<PlantEvent, "sequence" | "time">;

export class EventOrder {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  /** Whether a newer word of the event's source on a thing was noted for a workflow. */
  isOutdated(workflow: string, { plant, source, sequence, time }: PlantEvent, thing: string): boolean {
    const sql = "SELECT sequence, time FROM newest_events WHERE workflow = ? AND plant = ? AND thing = ? AND source = ?";
    const row = this.#store.statements.get(sql, workflow, plant, thing, source);
    if (!row) return false;
    const text = (value: typeof row.time): string | null => (value === null || value === undefined ? null : String(value));
    return isOlder({ sequence, time }, { sequence: text(row.sequence), time: text(row.time) });
  }

  /** To be called within the transaction in which the event is taken. */
  note(workflow: string, { plant, source, sequence, time }: PlantEvent, things: Iterable<string>, now: string): void {
    const sql =
      "INSERT OR REPLACE INTO newest_events (workflow, plant, thing, source, sequence, time, noted_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    if (sequence === null && time === null) return;
    for (const thing of things) this.#store.statements.run(sql, workflow, plant, thing, source, sequence, time, now);
  }

  /** Forgets what was noted before a moment. Gives how much. */
  trim(before: string): number {
    return this.#store.transaction(() => this.#store.statements.run("DELETE FROM newest_events WHERE noted_at < ?", before));
  }
}

/** What cannot be compared came in its order. */
function isOlder(one: Version, other: Version): boolean {
  if (one.sequence !== null && other.sequence !== null) return BigInt(one.sequence) < BigInt(other.sequence);
  return one.time !== null && other.time !== null && Date.parse(one.time) < Date.parse(other.time);
}
