/**
 * Spans of a run, its steps and its commands. They may be over days after they began, and after restarts: each is told once it is
 * over, under a context that is kept with it (or, of a step, follows from its run's), so that what it led to can name it before.
 */
import { SpanKind } from "@opentelemetry/api";
import { partOf } from "#schema/canonical/trace-context.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { KeptCommand } from "../outbox/outbox.ts";
import type { Run, RunStep } from "./run.ts";

/** Context of what a step of the run did; null where its run is in no trace. */
export function stepContextOf({ traceparent, steps }: Pick<Run, "traceparent" | "steps">, commandId: string): string | null {
  const step = steps.find(({ commands, compensation }) => [...commands, ...compensation].some(({ id }) => id === commandId));
  return traceparent && step ? partOf(traceparent, step.name) : traceparent;
}

/** Tells a run that has ended and each of its steps that did something. `caused` is the context of its event. */
export function tellRun(tracing: Tracing, run: Run, caused: string | null, commands: readonly KeptCommand[], endedAt: Date): void {
  // One that began before anything was traced has no context of its own.
  if (run.traceparent === null || caused === null || run.traceparent === caused) return;
  for (const step of run.steps) tellStep(tracing, run.traceparent, step, commands, endedAt);
  tracing.tell(`run ${run.workflow}`, {
    kind: SpanKind.INTERNAL,
    context: run.traceparent,
    parent: caused,
    startedAt: new Date(run.startedAt),
    endedAt,
    fault: run.state === "DONE" ? null : (run.refusal?.message ?? run.state),
    attributes: {
      "andon.run": run.id,
      "andon.workflow": run.workflow,
      "andon.plant": run.plant,
      "andon.key": run.key,
      "andon.state": run.state,
    },
  });
}

function tellStep(tracing: Tracing, run: string, step: RunStep, kept: readonly KeptCommand[], endedAt: Date): void {
  const own = new Set([...step.commands, ...step.compensation].map(({ id }) => id));
  const commands = kept.filter(({ command }) => own.has(command.id));
  const [first] = commands;
  if (!first) return;
  const ends = commands.map(({ settledAt }) => (settledAt === null ? endedAt.getTime() : Date.parse(settledAt)));
  tracing.tell(`step ${step.name}`, {
    kind: SpanKind.INTERNAL,
    context: partOf(run, step.name),
    parent: run,
    startedAt: new Date(first.submittedAt),
    endedAt: new Date(Math.max(...ends)),
    fault: step.state === "DONE" || step.state === "COMPENSATED" ? null : step.state,
    attributes: { "andon.step": step.name, "andon.state": step.state },
  });
}

/** Tells a command that has come to its end: from being queued to what the system said at last. */
export function tellCommand(tracing: Tracing, kept: KeptCommand, run: Pick<Run, "traceparent" | "steps">): void {
  const { command, traceparent, state, settledAt, system, messages } = kept;
  const parent = stepContextOf(run, command.id);
  if (traceparent === null || parent === null || traceparent === run.traceparent || settledAt === null) return;
  tracing.tell(`command ${command.kind}`, {
    kind: SpanKind.PRODUCER,
    context: traceparent,
    parent,
    startedAt: new Date(kept.submittedAt),
    endedAt: new Date(settledAt),
    fault: state === "ACKNOWLEDGED" ? null : messages.map(({ code, text }) => `${code} ${text}`).join("; ") || state,
    attributes: {
      ...commandAttributes(kept),
      "messaging.operation.name": "command",
      "messaging.operation.type": "create",
      "andon.state": state,
      "andon.attempts": kept.attempts,
      ...(kept.reference === null ? {} : { "andon.reference": kept.reference }),
      "server.address": system,
    },
  });
}

/** What all spans of a command say of it. */
export function commandAttributes({ command, lane, latencyClass }: KeptCommand): Readonly<Record<string, string>> {
  return {
    "messaging.system": "andon",
    "messaging.destination.name": lane,
    "messaging.message.id": command.id,
    "andon.command": command.kind,
    "andon.latency_class": latencyClass,
    "andon.plant": command.plant,
  };
}
