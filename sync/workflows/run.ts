/** One run of a workflow: what an event led to, step by step, as it is kept. */
import type { PlannedCommand, PlannedStep, Refusal } from "./workflow.ts";

export const runStates = [
  /** Its commands are on their way. */
  "RUNNING",
  /** Somebody must allow the next step. */
  "WAITING_FOR_APPROVAL",
  /** A step failed for good: the others are being undone. */
  "COMPENSATING",
  /** All that had to be done is done. */
  "DONE",
  /** A step failed for good, and the others were undone. */
  "COMPENSATED",
  /** A step failed for good, and there was nothing to undo, or undoing failed too. */
  "FAILED",
  /** The rule said no before anything was sent. */
  "REFUSED",
  /** A person gave it up. */
  "CANCELLED",
] as const;
export type RunState = (typeof runStates)[number];

export type StepState =
  | "WAITING"
  | "WAITING_FOR_APPROVAL"
  | "RUNNING"
  | "DONE"
  | "FAILED"
  | "SKIPPED"
  | "COMPENSATING"
  | "COMPENSATED"
  | "COMPENSATION_FAILED";

/** A planned command with the id under which it is or will be submitted. */
export interface RunCommand extends PlannedCommand {
  readonly id: string;
}

export interface RunStep extends Omit<PlannedStep, "commands" | "compensation"> {
  readonly state: StepState;
  readonly commands: readonly RunCommand[];
  readonly compensation: readonly RunCommand[];
}

export interface Run {
  /** Follows from the event's source and id, so that the same event never has two. */
  readonly id: string;
  readonly workflow: string;
  readonly state: RunState;
  readonly plant: string;
  /** Business key of the event. */
  readonly key: string;
  /** `sub` of who sent the event. */
  readonly startedBy: string;
  readonly event: { readonly source: string; readonly id: string };
  /** When the event happened, as its sender says, or else when it came (RFC 3339, UTC). */
  readonly occurredAt: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** When it should have ended, by the workflow's SLA. */
  readonly deadline: string;
  /** It ended after its deadline, or has not ended and the deadline has passed. */
  readonly isLate: boolean;
  /** A person had to do something for it. */
  readonly hadHelp: boolean;
  /** Why the rule said no; null when it did not. */
  readonly refusal: Refusal["refused"] | null;
  readonly steps: readonly RunStep[];
  readonly traceparent: string | null;
  readonly revision: number;
}

const activeStates: ReadonlySet<RunState> = new Set(["RUNNING", "WAITING_FOR_APPROVAL", "COMPENSATING"]);

export function isActive({ state }: Pick<Run, "state">): boolean {
  return activeStates.has(state);
}
