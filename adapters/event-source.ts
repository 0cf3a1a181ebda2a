/** What brings events in by other ways than HTTP: brokers and folders of files, each an intake of the landscape. */
import { isUtf8 } from "node:buffer";
import { setTimeout as delay } from "node:timers/promises";
import {
  type EventIntake,
  type EventSender,
  type IntakeOutcome,
  IntakeUnavailable,
  type ReceivedEvent,
  type RefusedDelivery,
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
  /** When the last of them was taken (RFC 3339, UTC); null before the first. */
  readonly lastEventAt: string | null;
  /** What keeps it from working; empty while nothing does. */
  readonly detail: string;
}

/** What every factory is given: its part of the landscape, checked, with secrets resolved. */
export interface EventSourceConfig<Settings> {
  readonly name: string;
  readonly settings: Settings;
  /** The system whose events come this way. */
  readonly system: string;
  /** As who they come: the intake's own login stands for the system's token. */
  readonly sender: EventSender;
  /** Durable when it returns. Throws when the store is full or away. */
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

/** What is kept of it as evidence: text as it came, other bytes as Base64. */
export function textOrBase64(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? "utf8" : "base64");
}

/** A store that is away without saying for how long is often back soon. */
const usualRetrySeconds = 10;

/**
 * Hands events on, and waits for as long as none can be taken. The promise is kept when each is durable or refused, and
 * rejected when `signal` aborts: then the events may or may not have been taken, and are sent again.
 */
export function deliver(
  intake: EventIntake,
  events: readonly ReceivedEvent[],
  { sender, log }: Pick<EventSourceConfig<never>, "sender" | "log">,
  signal: AbortSignal,
): Promise<readonly IntakeOutcome[]> {
  return untilKept(() => intake.accept(events, sender), log, signal);
}

/** Reports what could not be taken, and waits for as long as that cannot be kept either. */
export function reportRefused(
  refused: RefusedDelivery,
  { report, log }: Pick<EventSourceConfig<never>, "report" | "log">,
  signal: AbortSignal,
): Promise<void> {
  return untilKept(async () => report(refused), log, signal);
}

async function untilKept<T>(keep: () => Promise<T>, log: EventSourceConfig<never>["log"], signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await keep();
    } catch (fault) {
      const seconds = fault instanceof IntakeUnavailable ? fault.retryAfterSeconds : usualRetrySeconds;
      log("warn", "events cannot be taken now", { err: fault, retryAfterSeconds: seconds });
      await delay(seconds * 1_000, undefined, { signal });
    }
  }
}
