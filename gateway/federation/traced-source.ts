/** A subgraph whose fetches are traced. It stands before the real one only where something is traced. */
import { type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { endFailed, type Tracing, traceparentOf } from "#schema/canonical/tracing.ts";
import type { FetchAnswer, FetchSource } from "../execution/plan/fetch-port.ts";

/** `url` is null for a subgraph in this process. */
export function tracedSource(source: FetchSource, tracing: Tracing, name: string, url: string | null): FetchSource {
  const place = url === null ? {} : { ...addressOf(url), "http.request.method": "POST" };
  return {
    prepare(document) {
      const fetch = source.prepare(document);
      const attributes = {
        "graphql.operation.type": document.kind,
        ...(document.name === undefined ? {} : { "graphql.operation.name": document.name }),
        "andon.subgraph": name,
        ...place,
      };
      return (variables, request) => {
        if (!request.traceparent) return fetch(variables, request);
        const kind = url === null ? SpanKind.INTERNAL : SpanKind.CLIENT;
        const span = tracing.begin(`fetch ${name}`, { kind, parent: request.traceparent, attributes });
        try {
          const answer = fetch(variables, url === null ? request : { ...request, traceparent: traceparentOf(span) });
          if (!(answer instanceof Promise)) return ended(span, answer);
          return answer.then(
            (got) => ended(span, got),
            (fault: unknown) => {
              endFailed(span, fault);
              throw fault;
            },
          );
        } catch (fault) {
          endFailed(span, fault);
          throw fault;
        }
      };
    },
  };
}

function ended(span: Span, answer: FetchAnswer): FetchAnswer {
  const [first] = answer.errors ?? [];
  if (first) span.setStatus({ code: SpanStatusCode.ERROR, message: String(first.message ?? "") });
  span.end();
  return answer;
}

function addressOf(url: string): Readonly<Record<string, string | number>> {
  const { hostname, port, origin, pathname } = new URL(url);
  return { "server.address": hostname, ...(port === "" ? {} : { "server.port": Number(port) }), "url.full": origin + pathname };
}
