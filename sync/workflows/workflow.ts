/**
 * What a workflow is: a rule of the business that turns an event into commands. It reads, and decides; sending, retrying and
 * undoing is the runner's affair, so that a workflow's file says nothing but the rule.
 */
import type { Stored } from "#schema/canonical/change.ts";
import type { Notice, Posting } from "#schema/canonical/command.ts";
import type { EventType, PlantEvent, SystemRole } from "#schema/canonical/event.ts";
import type { Missing } from "../exceptions/exception.ts";
import type { LatencyClass } from "../outbox/latency-class.ts";
import type { OpenRevision } from "./revision-review.ts";

export interface Workflow<T extends EventType = EventType> {
  /** Names it in figures and exceptions. */
  readonly name: string;
  readonly on: readonly T[];
  /** Whose word begins it, where a plant does not say otherwise: the systems that own the fact. */
  readonly owners: readonly SystemRole[];
  /** How soon its commands leave, where they do not say otherwise themselves. */
  readonly latencyClass: LatencyClass;
  /** From the event's own time to the last acknowledgement, where the landscape does not say otherwise. */
  readonly slaSeconds: number;
  /** Where the newest word counts: an older one of the same source, which comes late, has nothing more to say. */
  readonly newestWins?: NewestWins<T>;
  decide(event: PlantEvent<T>, world: World): Decision;
}

interface NewestWins<T extends EventType = EventType> {
  /** What an event has a word on, such as the orders that it moves. */
  thingsOf(event: PlantEvent<T>): readonly string[];
  /** The event without its word on some of them; never asked for when none is left. */
  without(event: PlantEvent<T>, outdated: ReadonlySet<string>): PlantEvent<T>;
}

/** Of events that have a word on one thing, their business key. */
export const wholeEvent = {
  thingsOf: ({ key }: PlantEvent): readonly string[] => [key],
  without: <E>(event: E): E => event,
};

export type Decision = Plan | Refusal;

/** What is to be done. */
export interface Plan {
  readonly steps: readonly PlannedStep[];
  /** What somebody should know of, though the rule goes on. */
  readonly concerns?: readonly Concern[];
  /** Unsent commands that must not be sent any more. */
  readonly withdraws?: readonly { readonly lane: string; readonly kind: Posting["kind"]; readonly reason: string }[];
  /** Concerns that are settled by this event. */
  readonly settles?: readonly { readonly kind: ConcernKind; readonly key: string; readonly resolution: string }[];
}

/** Why nothing can be done. `field` is the input's that is wrong, such as `order`. */
export interface Refusal {
  readonly refused: { readonly code: RefusalCode; readonly message: string; readonly field: string };
  /** What its sender is told of it, where that is a system that waits for an answer. */
  readonly answers?: readonly PlannedCommand[];
}

export const refusalCodes = [
  "NOT_FOUND",
  "WRONG_STATE",
  "NOT_YOURS",
  "NOTHING_TO_DO",
  "QUANTITY_TOO_LARGE",
  "UNIT_MISMATCH",
  "HELD_FOR_SHORTAGE",
  "HELD_FOR_REVIEW",
  "DATE_IN_THE_PAST",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

type ConcernKind = "MATERIAL_SHORTAGE" | "COMPONENT_AT_RISK" | "ENGINEERING_REVIEW";

export interface Concern {
  readonly kind: ConcernKind;
  /** Business key that it is about. */
  readonly key: string;
  readonly text: string;
  /** What an order lacks, of a shortage. */
  readonly missing?: Missing;
}

export interface PlannedStep {
  readonly name: string;
  /** Steps that must be done before; none lets it begin at once. */
  readonly after?: readonly string[];
  readonly commands: readonly PlannedCommand[];
  /** Undoes it when another step fails for good. */
  readonly compensation?: readonly PlannedCommand[];
  /** Done only when that step has failed for good, or was declined: what is told to whom then. */
  readonly insteadOf?: string;
  /** Somebody must allow it first. */
  readonly approval?: { readonly scope: string; readonly text: string };
  /** What its failing for good means for the others: COMPENSATE undoes them, GO_ON leaves them. COMPENSATE where nothing is said. */
  readonly onFailure?: "COMPENSATE" | "GO_ON";
}

/** A command without what the runner adds: its id, plant and trace. */
export interface PlannedCommand {
  /** `ERP` is the plant's own. What is for a role that the landscape has no system of is left out. */
  readonly to: "ERP" | SystemRole;
  readonly body: Unsent<Posting> | Unsent<Notice>;
  /** Business key of the lane, such as `production-order/1000123`. */
  readonly lane: string;
  readonly latencyClass?: LatencyClass;
  /** See `NewCommand.replaces`. */
  readonly replaces?: string;
}

type Unsent<C> = C extends unknown ? Omit<C, "id" | "plant" | "traceparent"> : never;

/** What a workflow may look at. Views of the plant of its event. */
export interface World {
  /** Unix ms. */
  readonly now: number;
  readonly timeZone: string;
  order(number: string): Stored<"production-order"> | null;
  /** Orders that make the material and are not yet released. */
  unreleasedOrdersOf(material: string): readonly Stored<"production-order">[];
  commitment(key: string): Stored<"supplier-commitment"> | null;
  /** Deliveries of the material that are still to come. */
  openCommitmentsOf(material: string): readonly Stored<"supplier-commitment">[];
  availability(material: string): Stored<"material-availability"> | null;
  lot(number: string): Stored<"inspection-lot"> | null;
  /** What is known to be missing for an order. */
  missingFor(order: string): readonly Missing[];
  /** Whether a concern of this kind is open for the key. */
  isConcerned(kind: ConcernKind, key: string): boolean;
  /** Revisions of the material that wait for a review by engineering. */
  openRevisions(material: string): readonly OpenRevision[];
  /** Whether engineering was asked to look at the order at the moment (RFC 3339, UTC) or later, and has. */
  isReviewed(order: string, since: string): boolean;
  /** Days by which a supplier may slip without approval. */
  readonly slipLimitDays: number;
}

export function refuse(code: RefusalCode, field: string, message: string): Refusal {
  return { refused: { code, field, message } };
}
