/** Tracing by the OpenTelemetry SDK, which sends spans to a collector as OTLP over HTTP. Loaded only where it is wanted: it takes a moment and 20 MB. */
import {
  type Context,
  type DiagLogger,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type IdGenerator, RandomIdGenerator } from "@opentelemetry/sdk-trace-base";
import type { Logger } from "pino";
import type { Tracing } from "#schema/canonical/tracing.ts";

export interface OtlpTracing extends Tracing {
  /** Sends what is not sent yet, for as long as that may take, and stops. Never throws: a collector that is away harms nothing. */
  stop(): Promise<void>;
}

const stopWithinMs = 2_000;
/** A collector that stays away is told of again and again by the SDK. */
const toldOnceInMs = 60_000;

/** Where to and how much is said by the `OTEL_` variables of the environment, which the SDK reads by itself; they come before what is given here. */
export function createOtlpTracing({ serviceName, log }: { readonly serviceName: string; readonly log: Logger }): OtlpTracing {
  // The SDK tells its own troubles, such as a collector that is away, and goes on.
  diag.setLogger(diagnosticsTo(log), DiagLogLevel.WARN);
  const ids = new ReservedIds();
  const named = resourceFromAttributes({ "service.name": serviceName });
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
    idGenerator: ids,
  });
  const tracer = provider.getTracer("andon");
  const begin: Tracing["begin"] = (name, { kind, parent, attributes = {}, startedAt }) =>
    tracer.startSpan(name, { kind, attributes, ...(startedAt ? { startTime: startedAt } : {}) }, contextOf(parent));
  return {
    begin,
    reserve: (parent) => parent.replace(/-[0-9a-f]{16}-/, `-${ids.generateSpanId()}-`),
    tell(name, { context, fault, endedAt, ...about }) {
      const span = ids.under(spanContextOf(context).spanId, () => begin(name, about));
      if (fault !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: fault });
      span.end(endedAt);
    },
    async stop() {
      const patience = new Promise<void>((resolve) => setTimeout(resolve, stopWithinMs).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), patience]);
    },
  };
}

/** Ids at random, but for a span that is told under the id that was given away for it. */
class ReservedIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #next: string | null = null;

  generateTraceId(): string {
    return this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#next ?? this.#random.generateSpanId();
  }

  /** `begin` begins one span, and it gets the id. */
  under<T>(id: string, begin: () => T): T {
    this.#next = id;
    try {
      return begin();
    } finally {
      this.#next = null;
    }
  }
}

function contextOf(traceparent: string | null): Context {
  return traceparent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContextOf(traceparent));
}

function spanContextOf(traceparent: string): SpanContext {
  const [, traceId = "", spanId = "", flags = "0"] = traceparent.split("-");
  const isSampled = (Number.parseInt(flags, 16) & TraceFlags.SAMPLED) !== 0;
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
}

function diagnosticsTo(log: Logger): DiagLogger {
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (message: string): void => {
    if (performance.now() - toldAt < toldOnceInMs) return;
    toldAt = performance.now();
    log.warn({ otel: message.slice(0, 500) }, "traces cannot be sent as they should");
  };
  const silent = (): void => undefined;
  return { error: tell, warn: tell, info: silent, debug: silent, verbose: silent };
}
