/**
 * What is missing of sources that count their events: asked for again when it is noticed, closed when it has come, and shown to people
 * when it has not come in time.
 */
import { hash } from "node:crypto";
import type { Exceptions } from "../exceptions/exception.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ProcessStore } from "../process/process-store.ts";
import type { Row } from "../statements.ts";
import type { Gap, GapWatch } from "./sequence-watch.ts";

/** From noticing a gap to its being filled; after that people are told. */
const filledWithinMs = 60_000;

type Range = readonly [first: string, last: string];

export class SequenceGaps implements GapWatch {
  readonly #store: ProcessStore;
  readonly #outbox: Outbox;
  readonly #exceptions: Exceptions;

  constructor(store: ProcessStore, outbox: Outbox, exceptions: Exceptions) {
    this.#store = store;
    this.#outbox = outbox;
    this.#exceptions = exceptions;
  }

  noticed(gap: Gap, now: string): void {
    const { source, system, plant, first, last, event, traceparent, raw } = gap;
    const id = hash("sha256", JSON.stringify([source, String(first)]), "hex")
      .slice(0, 16)
      .toUpperCase();
    this.#store.statements.run(
      "INSERT OR REPLACE INTO sequence_gaps (id, source, system, plant, missing, noticed_at, event, traceparent, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id,
      source,
      system,
      plant,
      JSON.stringify([[String(first), String(last)]]),
      now,
      JSON.stringify(event),
      traceparent,
      raw,
    );
    const data = { source, first: String(first), last: String(last) };
    this.#outbox.submit(
      [
        {
          command: { id, plant, kind: "notice", type: "andon.redelivery.requested.v1", subject: system, data, traceparent },
          system,
          lane: `${plant}/redelivery/${system}`,
          latencyClass: "IMMEDIATE",
          notBefore: now,
          deadline: new Date(Date.parse(now) + filledWithinMs).toISOString(),
          run: id,
          replaces: null,
          traceparent,
        },
      ],
      now,
    );
  }

  arrived(source: string, sequence: string, now: string): void {
    for (const row of this.#store.statements.all("SELECT id, missing, exception FROM sequence_gaps WHERE source = ?", source)) {
      const missing = missingOf(row);
      const left = missing.flatMap((range) => without(range, BigInt(sequence)));
      if (left.length > 0)
        this.#store.statements.run("UPDATE sequence_gaps SET missing = ? WHERE id = ?", JSON.stringify(left), row.id ?? "");
      else this.#close(row, now);
    }
  }

  /** Raises an exception for each gap that is open for too long; `now` in Unix ms. To be called within a transaction. */
  tellOverdue(now: number): void {
    const { statements } = this.#store;
    const before = new Date(now - filledWithinMs).toISOString();
    for (const row of statements.all("SELECT * FROM sequence_gaps WHERE exception IS NULL AND noticed_at < ? LIMIT 200", before)) {
      const traceparent = row.traceparent === null || row.traceparent === undefined ? null : String(row.traceparent);
      const exception = this.#exceptions.raise(
        {
          ...{ kind: "SEQUENCE_GAP", plant: String(row.plant), system: String(row.system), key: null, workflow: null },
          text: `${wordsOf(missingOf(row), String(row.source))} missing, and did not come when asked for; have the system send what is missing again, it is taken in late`,
          raw: String(row.raw),
          concerns: { event: JSON.parse(String(row.event)) as { source: string; id: string } },
          traceparent,
        },
        new Date(now).toISOString(),
      );
      statements.run("UPDATE sequence_gaps SET exception = ? WHERE id = ?", exception, row.id ?? "");
    }
  }

  /** Forgets gaps that were noticed before a moment: nothing so old is sent again. Gives how many. */
  trim(before: string): number {
    return this.#store.transaction(() => this.#store.statements.run("DELETE FROM sequence_gaps WHERE noticed_at < ?", before));
  }

  #close({ id, exception }: Row, now: string): void {
    this.#store.statements.run("DELETE FROM sequence_gaps WHERE id = ?", id ?? "");
    if (typeof exception === "string") this.#exceptions.end(exception, "RESOLVED", null, "what was missing has come", now);
  }
}

function missingOf({ missing }: Row): readonly Range[] {
  return JSON.parse(String(missing)) as readonly Range[];
}

/** What is left of a range. */
function without([first, last]: Range, found: bigint): readonly Range[] {
  const [begin, end] = [BigInt(first), BigInt(last)];
  if (found < begin || found > end) return [[first, last]];
  const before: readonly Range[] = found > begin ? [[first, String(found - 1n)]] : [];
  const after: readonly Range[] = found < end ? [[String(found + 1n), last]] : [];
  return [...before, ...after];
}

function wordsOf(ranges: readonly Range[], source: string): string {
  const isOne = ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
  const numbers = ranges.map(([first, last]) => (first === last ? first : `${first} to ${last}`)).join(", ");
  return isOne ? `The event ${numbers} of ${source} is` : `The events ${numbers} of ${source} are`;
}
