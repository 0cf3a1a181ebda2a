/** The inbox as tables of the process store, and what the runner reads of it. */
import type { PlantEvent } from "#schema/canonical/event.ts";
import type { ProcessStore } from "../process/process-store.ts";
import type { Row } from "../statements.ts";
import { type AppendOutcome, contentOf, type Inbox, type InboxEvent } from "./inbox.ts";

/** An event with its place in the order in which events came. */
export interface WaitingEvent extends InboxEvent {
  readonly sequence: number;
  readonly attempts: number;
}

export type EventState = "WAITING" | "TAKEN" | "OUTDATED" | "FAILED" | "DISCARDED";

export class SqliteInbox implements Inbox {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  append(events: readonly InboxEvent[]): readonly AppendOutcome[] {
    return this.#store.transaction(() => {
      const fresh = new Map<string, string>();
      const outcomes = events.map(({ event }) => this.#compare(event, fresh));
      // Nothing has been written yet, so that the transaction this one may be a part of keeps nothing of it either.
      if (outcomes.includes("CONFLICT")) return outcomes;
      for (const [index, event] of events.entries()) if (outcomes[index] === "ACCEPTED") this.#insert(event);
      if (fresh.size > 0) this.#store.stir("EVENTS");
      return outcomes;
    });
  }

  /** `fresh` has the contents of what comes with the same call. */
  #compare(event: PlantEvent, fresh: Map<string, string>): AppendOutcome {
    const { source, id } = event;
    const claim = `${source}\n${id}`;
    const content = contentOf(event);
    const known =
      fresh.get(claim) ?? this.#store.statements.get("SELECT content FROM events WHERE source = ? AND id = ?", source, id)?.content;
    if (known !== undefined) return known === content ? "DUPLICATE" : "CONFLICT";
    fresh.set(claim, content);
    return "ACCEPTED";
  }

  #insert({ event, raw, receivedAt, sender }: InboxEvent): void {
    const { statements } = this.#store;
    const { id, source, type, plant, key, sequence } = event;
    statements.run(
      "INSERT INTO events (source, id, content, type, plant, key, event, raw, sender, received_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING')",
      source,
      id,
      contentOf(event),
      type,
      plant,
      key,
      JSON.stringify(event),
      raw,
      sender,
      receivedAt,
    );
    if (sequence !== null) this.#noteSequence(source, sequence);
  }

  #noteSequence(source: string, sequence: string): void {
    const last = this.lastSequence(source);
    if (last !== null && BigInt(last) >= BigInt(sequence)) return;
    this.#store.statements.run("INSERT OR REPLACE INTO sequences (source, last) VALUES (?, ?)", source, sequence);
  }

  waiting(): number {
    return Number(this.#store.statements.get("SELECT count(*) AS count FROM events WHERE state = 'WAITING'")?.count);
  }

  lastSequence(source: string): string | null {
    const last = this.#store.statements.get("SELECT last FROM sequences WHERE source = ?", source)?.last;
    return last === undefined || last === null ? null : String(last);
  }

  /** The next events to be taken, in the order in which they came; of a key that has a failed one, none after it. */
  next(limit: number): readonly WaitingEvent[] {
    const sql = `SELECT * FROM events AS waiting WHERE state = 'WAITING' AND NOT EXISTS (
      SELECT 1 FROM events AS failed WHERE failed.plant = waiting.plant AND failed.key = waiting.key
        AND failed.state = 'FAILED' AND failed.sequence < waiting.sequence) ORDER BY sequence LIMIT ?`;
    return this.#store.statements.all(sql, limit).map(toWaitingEvent);
  }

  find(source: string, id: string): (WaitingEvent & { readonly state: EventState }) | null {
    const row = this.#store.statements.get("SELECT * FROM events WHERE source = ? AND id = ?", source, id);
    return row ? { ...toWaitingEvent(row), state: row.state as EventState } : null;
  }

  /** Events of some types after a place, in the order in which they came, and the place up to which there are no others. */
  since(sequence: number, types: readonly string[], limit: number): { readonly events: readonly WaitingEvent[]; readonly until: number } {
    const { statements } = this.#store;
    const until = Number(statements.get("SELECT max(sequence) AS last FROM events")?.last ?? 0);
    const marks = types.map(() => "?").join(", ");
    const sql = `SELECT * FROM events WHERE sequence > ? AND sequence <= ? AND type IN (${marks}) ORDER BY sequence LIMIT ?`;
    return { events: statements.all(sql, sequence, until, ...types, limit).map(toWaitingEvent), until };
  }

  /** To be called within the transaction that does what follows from it. */
  mark(sequence: number, state: EventState): void {
    this.#store.statements.run("UPDATE events SET state = ?, attempts = attempts + 1 WHERE sequence = ?", state, sequence);
    if (state === "WAITING") this.#store.stir("EVENTS");
  }

  /** Drops what was taken before a moment. Gives how many. */
  trim(before: string): number {
    const sql = "DELETE FROM events WHERE received_at < ? AND state IN ('TAKEN', 'OUTDATED', 'DISCARDED')";
    return this.#store.transaction(() => this.#store.statements.run(sql, before));
  }
}

function toWaitingEvent(row: Row): WaitingEvent {
  return {
    event: JSON.parse(String(row.event)) as PlantEvent,
    raw: String(row.raw),
    receivedAt: String(row.received_at),
    sender: String(row.sender),
    sequence: Number(row.sequence),
    attempts: Number(row.attempts),
  };
}
