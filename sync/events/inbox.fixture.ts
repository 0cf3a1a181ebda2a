/** An inbox in memory, and events to put into one. */
import type { PlantEvent } from "#schema/canonical/event.ts";
import { type AppendOutcome, contentOf, type Inbox, type InboxEvent } from "./inbox.ts";

export class MemoryInbox implements Inbox {
  readonly kept: InboxEvent[] = [];
  /** Thrown by the next calls, as by a store that is full. */
  fault: Error | null = null;
  readonly #contents = new Map<string, string>();
  readonly #sequences = new Map<string, bigint>();

  append(events: readonly InboxEvent[]): readonly AppendOutcome[] {
    if (this.fault) throw this.fault;
    const fresh = new Map<string, string>();
    const accepted: InboxEvent[] = [];
    const outcomes = events.map((each): AppendOutcome => {
      const claim = JSON.stringify([each.event.source, each.event.id]);
      const content = contentOf(each.event);
      const known = this.#contents.get(claim) ?? fresh.get(claim);
      if (known !== undefined) return known === content ? "DUPLICATE" : "CONFLICT";
      fresh.set(claim, content);
      accepted.push(each);
      return "ACCEPTED";
    });
    if (outcomes.includes("CONFLICT")) return outcomes;
    for (const [claim, content] of fresh) this.#contents.set(claim, content);
    for (const each of accepted) this.#keep(each);
    return outcomes;
  }

  waiting(): number {
    if (this.fault) throw this.fault;
    return this.kept.length;
  }

  lastSequence(source: string): string | null {
    return this.#sequences.get(source)?.toString() ?? null;
  }

  #keep(each: InboxEvent): void {
    this.kept.push(each);
    const { source, sequence } = each.event;
    if (sequence === null) return;
    const last = this.#sequences.get(source) ?? 0n;
    this.#sequences.set(source, BigInt(sequence) > last ? BigInt(sequence) : last);
  }
}

/** A hold of a batch, which is told by the laboratory's system. */
export function holdPlaced(parts: Partial<PlantEvent<"andon.quality.hold-placed">> = {}): InboxEvent {
  const event: PlantEvent = {
    type: "andon.quality.hold-placed",
    id: "1",
    source: "/systems/qms",
    plant: "1010",
    key: "4711/B1",
    time: null,
    sequence: null,
    traceparent: null,
    data: { material: "4711", batch: "B1", reason: "cracks" },
    ...parts,
  };
  return { event, raw: JSON.stringify(event), receivedAt: "2026-11-23T08:00:00.000Z", sender: "qms" };
}
