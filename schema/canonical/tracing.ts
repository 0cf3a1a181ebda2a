/**
 * Where it is told what takes how long, and why: OpenTelemetry, as far as the rooms need it. Contexts are kept and handed on as
 * `traceparent` texts, since what an event leads to goes on in another process, after a restart, or in another system.
 */
import { type Attributes, type Span, type SpanKind, SpanStatusCode } from "@opentelemetry/api";

export interface Tracing {
  /** Begins something that is over while this process lives. */
  begin(name: string, about: SpanAbout): Span;
  /** A context for something that may be over much later; nothing is sent before `tell`. To be kept with it. */
  reserve(parent: string): string;
  /** Tells something that is over, under the context that was reserved for it or is a part's own. */
  tell(name: string, told: ToldSpan): void;
}

interface SpanAbout {
  readonly kind: SpanKind;
  /** Context of what caused it; null where a trace begins. */
  readonly parent: string | null;
  readonly attributes?: Attributes;
  /** When it began, where that was before now. */
  readonly startedAt?: Date;
}

interface ToldSpan extends SpanAbout {
  readonly context: string;
  readonly parent: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Why it failed; null when it did not. */
  readonly fault: string | null;
}

/** The context of a span, to be handed on. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${(traceFlags & 0xff).toString(16).padStart(2, "0")}`;
}

/** Ends a span that failed. */
export function endFailed(span: Span, fault: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: fault instanceof Error ? fault.message : String(fault) });
  span.end();
}
