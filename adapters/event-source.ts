/** What brings events in by other ways than HTTP: brokers and folders of files, each an intake of the landscape. */
import { setTimeout as delay } from "node:timers/promises";
import {
  type EventIntake,
  type EventSender,
  type IntakeOutcome,
  IntakeUnavailable,
  type ReceivedEvent,
} from "#schema/canonical/event-intake.ts";

export interface EventSource {
  /** Name of the intake in the landscape. */
  readonly name: string;
  /** Brings events in until `signal` aborts. Outages of the other side are waited out; nothing is lost by stopping at any moment. */
  run(intake: EventIntake, signal: AbortSignal): Promise<void>;
  status(): EventSourceStatus;
}

export interface EventSourceStatus {
  readonly reachable: boolean;
  /** Events that were taken since the start, those known already among them. */
  readonly taken: number;
  /** Deliveries that were reported since the start. */
  readonly refused: number;
  /** What keeps it from working; empty while nothing does. */
  readonly detail: string;
}

/** What could not be taken, and will not be if it comes again as it is. */
export interface RefusedDelivery {
  readonly intake: string;
  /** The topic, or the file and the line. */
  readonly place: string;
  readonly code: string;
  /** The fault and the remedy, for people. */
  readonly message: string;
  /** As it was sent; bytes that are no text as Base64. */
  readonly raw: string;
}

/** What every factory is given: its part of the landscape, checked, with secrets resolved. */
export interface EventSourceConfig<Settings> {
  readonly name: string;
  readonly settings: Settings;
  /** The system whose events come this way. */
  readonly system: string;
  /** As who they come: the intake's own login stands for the system's token. */
  readonly sender: EventSender;
  report(refused: RefusedDelivery): void;
  readonly log: (level: "info" | "warn", message: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** What an intake's folder exports: one line of the register. */
export interface EventSourceManifest<Settings> {
  /** Name in the landscape's `kind:`. */
  readonly kind: string;
  /** JSON Schema (draft-07) of what an intake of this kind says besides `name`, `kind`, `system` and `plants`. */
  readonly settingsSchema: object;
  create(config: EventSourceConfig<Settings>): EventSource;
}

/** What was sent cannot be read as events. The message names the fault and the remedy. */
export class UnreadableDelivery extends Error {
  override readonly name = "UnreadableDelivery";
}

/** A store that is away without saying for how long is often back soon. */
const usualRetrySeconds = 10;

/**
 * Hands events on, and waits for as long as none can be taken. The promise is kept when each is durable or refused, and
 * rejected when `signal` aborts: then the events may or may not have been taken, and are sent again.
 */
export async function deliver(
  intake: EventIntake,
  events: readonly ReceivedEvent[],
  { sender, log }: Pick<EventSourceConfig<never>, "sender" | "log">,
  signal: AbortSignal,
): Promise<readonly IntakeOutcome[]> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await intake.accept(events, sender);
    } catch (fault) {
      const seconds = fault instanceof IntakeUnavailable ? fault.retryAfterSeconds : usualRetrySeconds;
      log("warn", "events cannot be taken now", { err: fault, retryAfterSeconds: seconds });
      await delay(seconds * 1_000, undefined, { signal });
    }
  }
}
