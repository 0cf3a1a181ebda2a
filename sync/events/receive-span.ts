/** The span of an event that comes in, under which stands all that it leads to. Attributes are OpenTelemetry's for messages and CloudEvents. */
import { type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { IntakeOutcome, ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import { type Tracing, traceparentOf } from "#schema/canonical/tracing.ts";

export function beginReceive(tracing: Tracing, { attributes }: ReceivedEvent): Span {
  const said = (name: string): string => (attributes.get(name) ?? "").slice(0, 200);
  return tracing.begin(`receive ${said("type")}`, {
    kind: SpanKind.CONSUMER,
    parent: readTraceparent(attributes.get("traceparent")),
    attributes: {
      "messaging.system": "cloudevents",
      "messaging.operation.name": "receive",
      "messaging.operation.type": "receive",
      "messaging.message.id": said("id"),
      "cloudevents.event_id": said("id"),
      "cloudevents.event_source": said("source"),
      "cloudevents.event_type": said("type"),
      "cloudevents.event_subject": said("subject"),
      "andon.plant": said("plantid"),
    },
  });
}

/** From the sender's words to ours: the contract of its version, and what lifts it to the newest. */
export function translating<T>(tracing: Tracing, received: Span, translate: () => T): T {
  const span = tracing.begin("translate", { kind: SpanKind.INTERNAL, parent: traceparentOf(received) });
  try {
    return translate();
  } finally {
    span.end();
  }
}

export function endReceive(span: Span, outcome: IntakeOutcome | undefined): void {
  if (outcome) span.setAttribute("andon.outcome", outcome.outcome);
  if (outcome && "code" in outcome)
    span.setAttribute("error.type", outcome.code).setStatus({ code: SpanStatusCode.ERROR, message: outcome.message });
  span.end();
}
