/** Every workflow. A new one is a file here and a line below. */
import type { EventType } from "#schema/canonical/event.ts";
import { demandChange } from "./demand-change.ts";
import { engineeringChange } from "./engineering-change.ts";
import { executionFeedback } from "./execution-feedback.ts";
import { machineState } from "./machine-state.ts";
import { masterData } from "./master-data.ts";
import { materialShortage } from "./material-shortage.ts";
import { orderRelease } from "./order-release.ts";
import { qualityDecision } from "./quality-decision.ts";
import { qualityHold } from "./quality-hold.ts";
import { scheduleChange } from "./schedule-change.ts";
import { supplierCommitment } from "./supplier-commitment.ts";
import type { Workflow } from "./workflow.ts";

const all = [
  scheduleChange,
  orderRelease,
  materialShortage,
  supplierCommitment,
  qualityHold,
  qualityDecision,
  executionFeedback,
  machineState,
  engineeringChange,
  demandChange,
  masterData,
] as const;

/** By the type of event that each answers; one for each type. */
export const workflowOf: ReadonlyMap<EventType, Workflow> = new Map(
  // A workflow is only ever given the events that it is registered for.
  all.flatMap((workflow) => workflow.on.map((type) => [type, workflow as unknown as Workflow] as const)),
);

/** The workflow of a name; null when there is none any more. */
export function workflowNamed(name: string): Pick<Workflow, "owners"> | null {
  return all.find((workflow) => workflow.name === name) ?? null;
}
