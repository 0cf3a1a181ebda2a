/** The span of an operation from its arrival to its answer, with the planning as a part of it. Attributes are OpenTelemetry's for GraphQL servers. */
import { type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { type Tracing, traceparentOf } from "#schema/canonical/tracing.ts";
import type { WrittenAnswer } from "../engine/answer.ts";
import type { OperationRequest, PreparedOperation } from "../engine/preparation.ts";

/** An operation that is being answered, and the request as it goes on within its span. */
export interface TracedOperation {
  readonly span: Span;
  readonly request: OperationRequest;
}

export function beginOperation(tracing: Tracing, request: OperationRequest): TracedOperation {
  const span = tracing.begin("GraphQL operation", { kind: SpanKind.SERVER, parent: request.traceparent ?? null });
  return { span, request: { ...request, traceparent: traceparentOf(span) } };
}

/** Reading, checking and planning; next to nothing for an operation that is known already. */
export function planning<T extends Pick<PreparedOperation, "checked">>(
  tracing: Tracing,
  { span, request }: TracedOperation,
  prepare: (request: OperationRequest) => T,
): T {
  const plan = tracing.begin("plan", { kind: SpanKind.INTERNAL, parent: request.traceparent ?? null });
  try {
    const prepared = prepare(request);
    const { operation, id } = prepared.checked;
    const name = operation.name?.value;
    span.updateName(name === undefined ? operation.operation : `${operation.operation} ${name}`).setAttributes({
      "graphql.operation.type": operation.operation,
      ...(name === undefined ? {} : { "graphql.operation.name": name }),
      "andon.document": id,
    });
    return prepared;
  } finally {
    plan.end();
  }
}

/** Ends the span; gives the answer. */
export function endOperation({ span }: TracedOperation, answer: WrittenAnswer): WrittenAnswer {
  const { status, isFaulty, isRefusal, cost } = answer;
  span.setAttribute("http.response.status_code", status);
  if (cost !== undefined) span.setAttribute("andon.cost", cost);
  if (isFaulty) span.setStatus({ code: SpanStatusCode.ERROR, message: isRefusal ? "refused" : "answered with errors" });
  span.end();
  return answer;
}

/** Answers an event of a stream in the span of its delivery, in the trace of what led to the change. */
export async function delivering(
  tracing: Tracing,
  { checked: { operation, id } }: Pick<PreparedOperation, "checked">,
  parent: string,
  answer: (traceparent: string) => Promise<string>,
): Promise<string> {
  const name = operation.name?.value;
  const span = tracing.begin(name === undefined ? "deliver" : `deliver ${name}`, {
    kind: SpanKind.PRODUCER,
    parent,
    attributes: {
      "graphql.operation.type": "subscription",
      ...(name === undefined ? {} : { "graphql.operation.name": name }),
      "andon.document": id,
    },
  });
  try {
    return await answer(traceparentOf(span));
  } finally {
    span.end();
  }
}
