/** The way in for events: each checked, all that are accepted kept in one transaction, what people must see reported with it. */
import type { Span } from "@opentelemetry/api";
import { type EventIntake, type EventSender, IntakeUnavailable, type ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { endFailed, type Tracing, traceparentOf } from "#schema/canonical/tracing.ts";
import type { SyncLog } from "../sync.ts";
import { BackPressure, type IntakeLimits } from "./back-pressure.ts";
import { type CheckedEvent, checkEvent, checkOwnership, type KnownLandscape } from "./check-event.ts";
import { exceptionOf, type Judged, type KeepingPorts, keepEvents } from "./keep-events.ts";
import type { OwnershipOfPlants } from "./ownership.ts";
import { beginReceive, endReceive, translating } from "./receive-span.ts";
import { EventRefused } from "./refusal.ts";

export interface EventIntakeOptions extends KeepingPorts, Pick<KnownLandscape, "systems" | "plants"> {
  /** Runs the work as one transaction of the store that the inbox and the exceptions are kept in. */
  transaction<T>(work: () => T): T;
  /** Fulfilled when what was written before the call is durable. */
  durable(): Promise<void>;
  /** Who owns a fact in plants where that is not as usual. */
  readonly ownership?: OwnershipOfPlants;
  /** With how much under way no more are taken. */
  readonly limits?: IntakeLimits;
  /** Commands that have not come to their end by themselves. */
  readonly unsettled: () => number;
  readonly log: SyncLog;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
  readonly now?: () => Date;
}

/** A store that is away is often back soon; one that is full needs people. */
const retryWhenAwaySeconds = 10;

export function createEventIntake(options: EventIntakeOptions): EventIntake {
  const { inbox, unsettled, limits = {}, log, tracing = null, now = () => new Date() } = options;
  const landscape: KnownLandscape = { ...options, ownership: options.ownership ?? new Map() };
  const pressure = new BackPressure({ waiting: () => inbox.waiting(), unsettled }, limits);
  return {
    async accept(events, sender, extent = "EACH") {
      const receivedAt = now().toISOString();
      const spans = tracing && events.map((received) => beginReceive(tracing, received));
      const judged = events.map((received, index) => {
        const span = spans?.[index];
        const traced = span && tracing ? { span, tracing } : null;
        return judge(received, sender, landscape, { receivedAt, traced });
      });
      try {
        pressure.check();
        const outcomes = options.transaction(() => keepEvents(judged, extent, options));
        // Others come in while the disk works, and are served with it.
        await options.durable();
        pressure.took(outcomes.filter(({ outcome }) => outcome === "ACCEPTED").length);
        spans?.forEach((span, index) => {
          endReceive(span, outcomes[index]);
        });
        return outcomes;
      } catch (fault) {
        for (const span of spans ?? []) endFailed(span, fault);
        if (fault instanceof IntakeUnavailable) throw fault;
        log("warn", "events cannot be kept", { err: fault });
        throw new IntakeUnavailable("Events cannot be kept now; send them again later", retryWhenAwaySeconds, { cause: fault });
      }
    },
  };
}

interface Receipt {
  readonly receivedAt: string;
  /** The event's own span, which is the beginning of what it leads to. */
  readonly traced: { readonly span: Span; readonly tracing: Tracing } | null;
}

function judge(received: ReceivedEvent, sender: EventSender, landscape: KnownLandscape, { receivedAt, traced }: Receipt): Judged {
  let checked: CheckedEvent | null = null;
  try {
    const check = (): CheckedEvent => checkEvent(received, sender, landscape);
    checked = traced ? inTrace(traced.span, translating(traced.tracing, traced.span, check)) : check();
    checkOwnership(checked, landscape);
    return { fit: { event: checked.event, raw: received.raw, receivedAt, sender: sender.subject }, system: checked.system };
  } catch (fault) {
    if (!(fault instanceof EventRefused)) throw fault;
    const { code, message, scope } = fault;
    const isViolation = code === "OWNERSHIP_VIOLATION" && checked !== null;
    const exception = isViolation ? exceptionOf("OWNERSHIP_VIOLATION", checked as CheckedEvent, message, received.raw) : null;
    return { fit: null, outcome: { outcome: "REFUSED", code, message, ...(scope === null ? {} : { scope }) }, exception };
  }
}

function inTrace(span: Span, { event, system }: CheckedEvent): CheckedEvent {
  return { event: { ...event, traceparent: traceparentOf(span) }, system };
}
