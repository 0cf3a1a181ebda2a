/** The other end of the ways in for events: takes them, or is away, as it is told. */
import {
  type EventIntake,
  type EventSender,
  type IntakeOutcome,
  IntakeUnavailable,
  type ReceivedEvent,
  type RefusedDelivery,
} from "#schema/canonical/event-intake.ts";
import type { EventSource } from "./event-source.ts";

/** Keeps what it takes by source and id, as the inbox does. */
export class TestIntake implements EventIntake {
  readonly taken = new Map<string, ReceivedEvent>();
  readonly senders = new Set<EventSender>();
  /** How often it was asked. */
  asked = 0;
  isAway = false;
  refuses: (event: ReceivedEvent) => string | null = () => null;

  async accept(events: readonly ReceivedEvent[], sender: EventSender): Promise<readonly IntakeOutcome[]> {
    this.asked += 1;
    if (this.isAway) throw new IntakeUnavailable("the store is away; send these again later", 0.05);
    this.senders.add(sender);
    return events.map((event) => {
      const message = this.refuses(event);
      if (message !== null) return { outcome: "REFUSED", code: "INVALID_DATA", message };
      const name = `${event.attributes.get("source")} ${event.attributes.get("id")}`;
      if (this.taken.has(name)) return { outcome: "DUPLICATE" };
      this.taken.set(name, event);
      return { outcome: "ACCEPTED" };
    });
  }

  ids(): readonly string[] {
    return [...this.taken.values()].map(({ attributes }) => attributes.get("id") ?? "");
  }
}

/** What every source is given in tests, beside its settings. */
export function sourceConfig(reported: RefusedDelivery[]) {
  return {
    name: "floor",
    system: "mes",
    sender: { subject: "intake floor", scopes: ["event:mes", "event:wms"], plants: "ALL" },
    report: (refused: RefusedDelivery): unknown => reported.push(refused),
    log: () => undefined,
  } as const;
}

/** Runs a source until it is disposed of. */
export function running(source: EventSource, intake: EventIntake): AsyncDisposable {
  const stopping = new AbortController();
  const run = source.run(intake, stopping.signal);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await run;
    },
  };
}
