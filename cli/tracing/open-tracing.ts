/** Whether this process traces, as the standard variables of OpenTelemetry say. */
import type { Logger } from "pino";
import type { OtlpTracing } from "./otlp-tracing.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Null where no collector is named, or tracing is switched off; then nothing of the SDK is loaded. */
export async function openTracing(environment: Environment, serviceName: string, log: Logger): Promise<OtlpTracing | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = environment;
  if (!(traces || all) || environment.OTEL_SDK_DISABLED === "true" || environment.OTEL_TRACES_EXPORTER === "none") return null;
  const protocol = environment.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? environment.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/json";
  if (protocol !== "http/json") log.warn({ protocol }, "traces are sent as http/json; let the collector take that at its HTTP port");
  const { createOtlpTracing } = await import("./otlp-tracing.ts");
  return createOtlpTracing({ serviceName, log });
}
