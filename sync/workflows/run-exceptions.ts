/** What people are told of a run: what became of its commands, and what waits for them. */
import type { NewException } from "../exceptions/exception.ts";
import type { KeptCommand } from "../outbox/outbox.ts";
import type { Run, RunStep } from "./run.ts";

/** A command of a run that was refused, or could not be brought to its system. */
export function trouble(
  { command, system, state, messages, attempts, traceparent }: KeptCommand,
  { plant, key, workflow, id }: Run,
): NewException {
  const said = messages.map(({ code, text }) => `${code} ${text}`).join("; ");
  const text =
    state === "DEAD"
      ? `${command.kind} could not be brought to ${system} in ${attempts} attempts: ${said}`
      : `${system} refused ${command.kind}: ${said}`;
  const kind = state === "DEAD" ? "DEAD_LETTER" : "BUSINESS_REJECTION";
  return {
    kind,
    plant,
    system,
    key,
    workflow,
    text,
    raw: JSON.stringify(command),
    concerns: { command: command.id, run: id },
    traceparent,
  };
}

/** A step of a run that somebody has to allow. */
export function approvalNeeded({ plant, key, workflow, id, traceparent }: Run, { name, approval }: RunStep): NewException {
  const text = approval?.text ?? `${name} has to be allowed`;
  return { kind: "APPROVAL_NEEDED", plant, system: null, key, workflow, text, raw: null, concerns: { run: id, step: name }, traceparent };
}
