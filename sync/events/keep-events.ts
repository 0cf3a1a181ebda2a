/** Keeps events that passed their checks, or says why not: against what was kept before, and against the others of their delivery. */
import type { IntakeOutcome } from "#schema/canonical/event-intake.ts";
import type { CheckedEvent } from "./check-event.ts";
import type { EventException, EventExceptions } from "./event-exceptions.ts";
import type { Inbox, InboxEvent } from "./inbox.ts";
import { type GapWatch, SequenceWatch } from "./sequence-watch.ts";

export interface KeepingPorts {
  readonly inbox: Inbox;
  readonly exceptions: EventExceptions;
  readonly gaps: GapWatch;
}

type NotTaken = Extract<IntakeOutcome, { readonly code: string }>;

/** An event after all checks but those against what was kept before. */
export type Judged =
  | { readonly fit: InboxEvent; readonly system: string }
  | { readonly fit: null; readonly outcome: NotTaken; readonly exception: EventException | null };
type Fit = Extract<Judged, { readonly fit: InboxEvent }>;

const othersRefused: NotTaken = {
  outcome: "REFUSED",
  code: "NOT_TAKEN",
  message: "Nothing is wrong with this event, but others of its delivery were refused; mend or leave out those and send it again",
};
const conflict: NotTaken = {
  outcome: "CONFLICT",
  code: "EVENT_CONFLICT",
  message: "An event of this source and id was taken in with other content; give each event an id of its own",
};

/** To be called in a transaction. One outcome for each event, in the order given. */
export function keepEvents(judged: readonly Judged[], extent: "EACH" | "ALL_OR_NONE", ports: KeepingPorts): readonly IntakeOutcome[] {
  for (const each of judged) if (each.fit === null && each.exception) ports.exceptions.report(each.exception);
  const fit = judged.filter((each): each is Fit => each.fit !== null);
  const isWhole = extent === "EACH" || fit.length === judged.length;
  const outcomes = isWhole ? append(fit, extent, ports) : new Map();
  return judged.map((each) => (each.fit === null ? each.outcome : (outcomes.get(each) ?? othersRefused)));
}

/** Outcomes of those that were appended, and of those in conflict. */
function append(fit: readonly Fit[], extent: "EACH" | "ALL_OR_NONE", ports: KeepingPorts): ReadonlyMap<Fit, IntakeOutcome> {
  const { inbox, exceptions } = ports;
  const events = fit.map((each) => each.fit);
  const watch = new SequenceWatch(
    events.map(({ event }) => event),
    (source) => inbox.lastSequence(source),
  );
  const appended = inbox.append(events);
  const told = new Map<Fit, IntakeOutcome>();
  const report = (kind: EventException["kind"], { fit: { event, raw }, system }: Fit, text: string): void =>
    exceptions.report(exceptionOf(kind, { event, system }, text, raw));
  const conflicting = fit.filter((_, index) => appended[index] === "CONFLICT");
  for (const each of conflicting) {
    told.set(each, conflict);
    report("EVENT_CONFLICT", each, `The id ${each.fit.event.id} of ${each.fit.event.source} was used again for other content`);
  }
  if (conflicting.length > 0) {
    // The inbox has kept nothing of the call; without those in conflict it keeps the others.
    if (extent === "ALL_OR_NONE") return told;
    return new Map([
      ...told,
      ...append(
        fit.filter((each) => !told.has(each)),
        extent,
        ports,
      ),
    ]);
  }
  for (const [index, each] of fit.entries()) {
    const outcome = appended[index] === "ACCEPTED" ? "ACCEPTED" : "DUPLICATE";
    told.set(each, { outcome });
    if (outcome === "ACCEPTED") follow(each, watch, ports.gaps);
  }
  return told;
}

function follow({ fit: { event, raw, receivedAt }, system }: Fit, watch: SequenceWatch, gaps: GapWatch): void {
  const { source, sequence, id, plant, traceparent } = event;
  const place = watch.follow(event);
  if (place === "LATE") gaps.arrived(source, sequence ?? "", receivedAt);
  else if (place !== "NEXT") gaps.noticed({ source, system, plant, ...place, event: { source, id }, raw, traceparent }, receivedAt);
}

export function exceptionOf(kind: EventException["kind"], { event, system }: CheckedEvent, text: string, raw: string): EventException {
  const { plant, key, source, id, traceparent } = event;
  return { kind, plant, key, system, event: { source, id }, traceparent, text, raw };
}
