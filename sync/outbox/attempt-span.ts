/** Spans of what is done with a command: that it waited, each time that it is brought to its system, and each time that this is asked about it. */
import { type Span, SpanKind } from "@opentelemetry/api";
import { type BatchOutcome, carrying } from "#adapters/port";
import { endFailed, type Tracing, traceparentOf } from "#schema/canonical/tracing.ts";
import { commandAttributes } from "../workflows/run-trace.ts";
import type { KeptCommand } from "./outbox.ts";

/** Does work for a command, whose calls to the system carry its trace: in the span of the attempt where something is traced, or else as it came. */
export async function attempt<T extends { readonly outcome: string }>(
  tracing: Tracing | null,
  kept: KeptCommand,
  what: "post" | "settle",
  work: () => Promise<T>,
): Promise<T> {
  const span = begin(tracing, kept, what, 1);
  try {
    const done = await carrying(new Map([contextOf(kept, span)]), work);
    end(span, done);
    return done;
  } catch (fault) {
    end(span, fault);
    throw fault;
  }
}

/** As `attempt`, of commands that go together: each has a span in its own trace. */
export async function attemptTogether(
  tracing: Tracing | null,
  commands: readonly KeptCommand[],
  work: () => Promise<readonly BatchOutcome[]>,
): Promise<readonly BatchOutcome[]> {
  const spans = commands.map((kept) => begin(tracing, kept, "post", commands.length));
  try {
    const outcomes = await carrying(new Map(commands.map((kept, index) => contextOf(kept, spans[index] ?? null))), work);
    for (const [index, span] of spans.entries()) end(span, outcomes[index]);
    return outcomes;
  } catch (fault) {
    for (const span of spans) end(span, fault);
    throw fault;
  }
}

function contextOf({ command, traceparent }: KeptCommand, span: Span | null): [string, string | null] {
  return [command.id, span ? traceparentOf(span) : traceparent];
}

/** Null where nothing is traced. With the first attempt it is told how long the command waited for it. */
function begin(tracing: Tracing | null, kept: KeptCommand, what: "post" | "settle", together: number): Span | null {
  const { command, system, traceparent: parent, attempts } = kept;
  if (!tracing || parent === null) return null;
  const about = commandAttributes(kept);
  if (what === "post" && attempts === 1) {
    tracing.begin("queue", { kind: SpanKind.INTERNAL, parent, startedAt: new Date(kept.submittedAt), attributes: about }).end();
  }
  return tracing.begin(`${what} ${command.kind}`, {
    kind: SpanKind.CLIENT,
    parent,
    attributes: {
      ...about,
      "messaging.operation.name": what,
      "messaging.operation.type": what === "post" ? "send" : "settle",
      "messaging.batch.message_count": together,
      "andon.attempt": attempts,
      "server.address": system,
    },
  });
}

function end(span: Span | null, done: unknown): void {
  if (!span) return;
  if (done instanceof Error) {
    endFailed(span.setAttribute("error.type", done.name), done);
    return;
  }
  const { outcome = "UNKNOWN" } = (done ?? {}) as { readonly outcome?: string };
  span.setAttribute("andon.outcome", outcome);
  if (outcome === "REJECTED") endFailed(span, outcome);
  else span.end();
}
