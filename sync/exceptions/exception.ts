/** What cannot go on by itself, told so that people can see and repair it. */

export const exceptionKinds = [
  /** A message that could not be translated. */
  "MAPPING_FAILURE",
  /** A system said what is not its to say. */
  "OWNERSHIP_VIOLATION",
  /** The same event came twice with different content. */
  "EVENT_CONFLICT",
  /** Events of a source are missing between two that came. */
  "SEQUENCE_GAP",
  /** A rule or a system refused what was asked for. */
  "BUSINESS_REJECTION",
  /** A command could not be brought to its system. */
  "DEAD_LETTER",
  /** A command may have reached its system, and it cannot be asked. */
  "IN_DOUBT",
  /** A workflow could not decide. */
  "WORKFLOW_FAILURE",
  /** A workflow has not ended for much longer than it should take. */
  "STUCK_WORKFLOW",
  /** A workflow took longer than it may. */
  "SLA_BREACH",
  /** What is known here and what the ERP says are not the same. */
  "MISMATCH",
  /** Somebody has to allow a step. */
  "APPROVAL_NEEDED",
  /** Material for an order is missing. */
  "MATERIAL_SHORTAGE",
  /** A component will come after it is needed. */
  "COMPONENT_AT_RISK",
  /** An order must be looked at by engineering before it is released. */
  "ENGINEERING_REVIEW",
] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

export const exceptionStates = ["OPEN", "RESOLVED", "DISCARDED"] as const;
export type ExceptionState = (typeof exceptionStates)[number];

/** What an exception is about, for whoever repairs it. */
export interface Concerns {
  readonly command?: string;
  readonly run?: string;
  readonly step?: string;
  readonly event?: { readonly source: string; readonly id: string };
  /** Id of a kept mapping failure. */
  readonly failure?: string;
  /** What came by a broker or in a file, and where; the digest tells messages of one place apart. */
  readonly delivery?: { readonly intake: string; readonly place: string; readonly digest: string };
  /** What an order lacks. */
  readonly missing?: Missing;
}

/** How much of a material is missing for an order. */
export interface Missing {
  readonly order: string;
  readonly material: string;
  /** Decimal. */
  readonly value: string;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
}

export interface NewException {
  readonly kind: ExceptionKind;
  readonly plant: string | null;
  readonly system: string | null;
  /** Business key, such as an order's number. */
  readonly key: string | null;
  readonly workflow: string | null;
  /** What happened, in plain words. */
  readonly text: string;
  /** The message as it came. */
  readonly raw: string | null;
  readonly concerns: Concerns;
  readonly traceparent: string | null;
}

export interface KeptException extends NewException {
  /** The same for the same thing raised again. */
  readonly id: string;
  readonly state: ExceptionState;
  readonly raisedAt: string;
  /** How often it was raised while it was open. */
  readonly count: number;
  readonly lastRaisedAt: string;
  readonly resolvedAt: string | null;
  /** Who resolved or discarded it; null when it resolved itself. */
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
  readonly revision: number;
}

export interface ExceptionFilter {
  readonly states?: readonly ExceptionState[];
  readonly kinds?: readonly ExceptionKind[];
  /** Those of these plants alone: what is of no plant may be about any, and is for who may see all. */
  readonly plants?: readonly string[];
  readonly system?: string;
  readonly workflow?: string;
  readonly key?: string;
  /** What the key begins with. */
  readonly keyPrefix?: string;
  readonly afterRevision?: number;
  /** Earliest raised first; by default the latest. */
  readonly earliestFirst?: boolean;
  /** Those that come after this one (its `raisedAt` and id) in the order asked for, for the next page. */
  readonly beyond?: { readonly raisedAt: string; readonly id: string };
  readonly limit?: number;
}

export interface Exceptions {
  /** Raises, or raises again what is raised already. Gives its id. Within a transaction of the process store it is a part of that. */
  raise(exception: NewException, now?: string): string;
  /** Ends an open one; false when it is not open. `by` is null where it ended by itself. */
  end(id: string, state: "RESOLVED" | "DISCARDED", by: string | null, resolution: string, now?: string): boolean;
  /** Ends every open one of a kind that is about the key of a plant. Gives how many. */
  endAll(kind: ExceptionKind, plant: string, key: string, by: string | null, resolution: string): number;
  /** Ends every open one that is about a command. */
  endOf(command: string, by: string | null, resolution: string): void;
  /** Whether one of the kind is open for the key of a plant. */
  isOpen(kind: ExceptionKind, plant: string, key: string): boolean;
  /** Whether one of the kind is open that is about a command. */
  isOpenOf(kind: ExceptionKind, command: string): boolean;
  find(id: string): KeptException | null;
  /** Latest raised first, when nothing else is said; with `afterRevision`, in the order in which they changed. */
  list(filter: ExceptionFilter): readonly KeptException[];
  /** How many `list` would give without `limit`. */
  count(filter: ExceptionFilter): number;
  /** Drops those that ended before a moment. Gives how many. */
  trim(before: string): number;
  /** Open ones by kind. */
  counts(plants?: readonly string[]): readonly { readonly kind: ExceptionKind; readonly count: number }[];
}
