/** How a run goes on: a function of its steps and of what became of their commands, and of nothing else. */
import type { Run, RunCommand, RunStep, StepState } from "./run.ts";

/** What became of a command, as far as a run is concerned. `REPLACED`: a newer one says what there is to say. */
export type CommandOutcome = "OPEN" | "DONE" | "REPLACED" | "FAILED";

type Progressing = Pick<Run, "state" | "steps">;

export interface Progress {
  readonly run: Progressing;
  /** To be submitted now. */
  readonly submit: readonly RunCommand[];
  /** Steps that have begun to wait for somebody. */
  readonly approvals: readonly RunStep[];
}

/** Goes as far as the outcomes allow. */
export function advance(run: Progressing, outcomeOf: (id: string) => CommandOutcome): Progress {
  const submit: RunCommand[] = [];
  const approvals: RunStep[] = [];
  let steps = run.steps;
  let isCompensating = run.state === "COMPENSATING";
  for (let changed = true; changed; ) {
    changed = false;
    const hasFailed = steps.some((step) => step.state === "FAILED" && step.onFailure !== "GO_ON");
    isCompensating ||= hasFailed;
    const before = steps;
    steps = steps.map((step) => {
      const next = nextOf(step, { steps: before, isCompensating, outcomeOf });
      if (next.state === step.state) return step;
      changed = true;
      if (next.state === "RUNNING") submit.push(...step.commands);
      if (next.state === "COMPENSATING") submit.push(...undoing(step, outcomeOf));
      if (next.state === "WAITING_FOR_APPROVAL") approvals.push(next);
      return next;
    });
  }
  return { run: { state: stateOf(steps, isCompensating), steps }, submit, approvals };
}

interface Situation {
  readonly steps: readonly RunStep[];
  readonly isCompensating: boolean;
  readonly outcomeOf: (id: string) => CommandOutcome;
}

function nextOf(step: RunStep, { steps, isCompensating, outcomeOf }: Situation): RunStep {
  const to = (state: StepState): RunStep => ({ ...step, state });
  switch (step.state) {
    case "WAITING":
      if (step.insteadOf !== undefined) return to(steadOf(step.insteadOf, steps));
      if (isCompensating) return to("SKIPPED");
      if (!isReady(step, steps)) return step;
      // What was not done has nothing that follows from it.
      if (dependencies(step, steps).some(({ state }) => state === "SKIPPED")) return to("SKIPPED");
      return to(step.approval ? "WAITING_FOR_APPROVAL" : "RUNNING");
    case "WAITING_FOR_APPROVAL":
      return isCompensating ? to("SKIPPED") : step;
    case "RUNNING": {
      const outcomes = step.commands.map(({ id }) => outcomeOf(id));
      if (outcomes.includes("OPEN")) return step;
      if (outcomes.includes("FAILED")) return to("FAILED");
      return to(outcomes.length > 0 && outcomes.every((outcome) => outcome === "REPLACED") ? "SKIPPED" : "DONE");
    }
    case "DONE":
    case "FAILED": {
      const isUndone = isCompensating && !steps.some(({ state }) => state === "RUNNING");
      return isUndone && undoing(step, outcomeOf).length > 0 ? to("COMPENSATING") : step;
    }
    case "COMPENSATING": {
      const outcomes = undoing(step, outcomeOf).map(({ id }) => outcomeOf(id));
      if (outcomes.includes("OPEN")) return step;
      return to(outcomes.includes("FAILED") ? "COMPENSATION_FAILED" : "COMPENSATED");
    }
    default:
      return step;
  }
}

/** What stands in for a step waits for what becomes of it. */
function steadOf(name: string, steps: readonly RunStep[]): StepState {
  const state = steps.find((step) => step.name === name)?.state ?? "SKIPPED";
  if (state === "FAILED") return "RUNNING";
  return state === "DONE" || state === "SKIPPED" ? "SKIPPED" : "WAITING";
}

function isReady(step: RunStep, steps: readonly RunStep[]): boolean {
  const settled: ReadonlySet<StepState> = new Set(["DONE", "FAILED", "SKIPPED"]);
  return dependencies(step, steps).filter(({ state }) => settled.has(state)).length === (step.after ?? []).length;
}

function dependencies({ after = [] }: RunStep, steps: readonly RunStep[]): readonly RunStep[] {
  return steps.filter(({ name }) => after.includes(name));
}

/** What undoes a step: of one that did only a part, what undoes that part. */
function undoing({ commands, compensation }: RunStep, outcomeOf: (id: string) => CommandOutcome): readonly RunCommand[] {
  if (commands.length !== compensation.length) return commands.every(({ id }) => outcomeOf(id) === "DONE") ? compensation : [];
  return compensation.filter((_, index) => outcomeOf(commands[index]?.id ?? "") === "DONE");
}

function stateOf(steps: readonly RunStep[], isCompensating: boolean): Run["state"] {
  const has = (...states: readonly StepState[]): boolean => steps.some(({ state }) => states.includes(state));
  if (isCompensating) {
    if (has("RUNNING", "COMPENSATING")) return "COMPENSATING";
    return has("COMPENSATED") && !has("COMPENSATION_FAILED") ? "COMPENSATED" : "FAILED";
  }
  if (has("RUNNING")) return "RUNNING";
  if (has("WAITING_FOR_APPROVAL")) return "WAITING_FOR_APPROVAL";
  return has("WAITING") ? "RUNNING" : "DONE";
}

/** The run with an approved step on its way; what was waiting for it goes on by `advance`. */
export function approve(run: Progressing, stepName: string): { readonly run: Progressing; readonly submit: readonly RunCommand[] } {
  const step = run.steps.find(({ name, state }) => name === stepName && state === "WAITING_FOR_APPROVAL");
  if (!step) return { run, submit: [] };
  const steps = run.steps.map((each) => (each === step ? { ...each, state: "RUNNING" as const } : each));
  return { run: { state: "RUNNING", steps }, submit: step.commands };
}

/** The run with a step declined: for the others that is a step that failed for good. */
export function decline(run: Progressing, stepName: string): Progressing {
  return { ...run, steps: run.steps.map((step) => (step.name === stepName ? { ...step, state: "FAILED" as const } : step)) };
}

/** The run with what waits for approval given up, since something newer has come that says more; nobody is told of it. */
export function supersede(run: Progressing): Progressing {
  const steps = run.steps.map((step) => {
    if (step.state === "WAITING_FOR_APPROVAL") return { ...step, state: "FAILED" as const };
    return step.state === "WAITING" ? { ...step, state: "SKIPPED" as const } : step;
  });
  return { ...run, steps };
}

/** The run with a failed command tried again; null where the others were undone already, so that it must begin anew. */
export function reopen(run: Progressing, commandId: string): Progressing | null {
  const undone: ReadonlySet<StepState> = new Set(["COMPENSATING", "COMPENSATED", "COMPENSATION_FAILED"]);
  const isOf = ({ commands, compensation }: RunStep): boolean => [...commands, ...compensation].some(({ id }) => id === commandId);
  const step = run.steps.find(isOf);
  if (!step) return null;
  if (step.state === "COMPENSATION_FAILED") {
    return { state: "COMPENSATING", steps: run.steps.map((each) => (each === step ? { ...each, state: "COMPENSATING" as const } : each)) };
  }
  if (run.steps.some(({ state }) => undone.has(state))) return null;
  const steps = run.steps.map((each) => {
    if (each === step) return { ...each, state: "RUNNING" as const };
    return each.state === "SKIPPED" ? { ...each, state: "WAITING" as const } : each;
  });
  return { state: "RUNNING", steps };
}
