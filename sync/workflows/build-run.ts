/** Makes a run of what a workflow decided. */
import { hash } from "node:crypto";
import type { WaitingEvent } from "../events/sqlite-inbox.ts";
import type { Run, RunCommand, RunStep } from "./run.ts";
import type { Decision, PlannedCommand, PlannedStep, Refusal, Workflow } from "./workflow.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** As many as an ERP's reference field has room for (SAP's XBLNR). */
const idLength = 16;

/** An id that follows from its parts: 80 bits in base 32 (RFC 4648, section 6). */
function idOf(...parts: readonly string[]): string {
  const digest = hash("sha256", JSON.stringify(parts), "buffer");
  return Array.from({ length: idLength }, (_, index) => alphabet[(digest[index] ?? 0) % alphabet.length]).join("");
}

/** Id of the run that an event leads to. */
export function runIdOf({ source, id }: { readonly source: string; readonly id: string }): string {
  return idOf(source, id);
}

export function buildRun(
  { event, receivedAt, sender }: WaitingEvent,
  { name, slaSeconds }: Pick<Workflow, "name" | "slaSeconds">,
  decision: Decision,
  now: string,
  isThere: (command: PlannedCommand) => boolean,
): Omit<Run, "revision"> {
  const id = runIdOf(event);
  const refusal = "refused" in decision ? decision.refused : null;
  const occurredAt = new Date(event.time ?? receivedAt).toISOString();
  // A clock of a sender that is wrong must not make everything late, nor nothing.
  const began = Math.max(Date.parse(receivedAt) - 60_000, Math.min(Date.parse(occurredAt), Date.parse(receivedAt)));
  return {
    id,
    workflow: name,
    state: refusal ? "REFUSED" : "RUNNING",
    plant: event.plant,
    key: event.key,
    startedBy: sender,
    event: { source: event.source, id: event.id },
    occurredAt,
    startedAt: now,
    endedAt: refusal ? now : null,
    deadline: new Date(began + slaSeconds * 1_000).toISOString(),
    isLate: false,
    hadHelp: false,
    refusal,
    steps: ("refused" in decision ? [] : decision.steps).map((step) => buildStep(id, step, isThere)),
    traceparent: event.traceparent,
  };
}

/** What the sender of a refused event is told, as commands of its run. */
export function answersOf(run: string, { answers = [] }: Refusal, isThere: (command: PlannedCommand) => boolean): readonly RunCommand[] {
  return answers.filter(isThere).map((command, index) => ({ ...command, id: idOf(run, "refusal", "do", String(index)) }));
}

function buildStep(
  run: string,
  { commands, compensation = [], ...step }: PlannedStep,
  isThere: (command: PlannedCommand) => boolean,
): RunStep {
  const withIds = (planned: readonly PlannedCommand[], what: string): readonly RunCommand[] =>
    planned.filter(isThere).map((command, index) => ({ ...command, id: idOf(run, step.name, what, String(index)) }));
  return { ...step, state: "WAITING", commands: withIds(commands, "do"), compensation: withIds(compensation, "undo") };
}
