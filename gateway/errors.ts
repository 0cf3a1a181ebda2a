/** What a client is told of a fault. Codes that are part of the contract pass; everything else is masked, and logged under the id that the client is given. */
import { randomUUID } from "node:crypto";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { documentCodes } from "./documents/refusals.ts";
import { requestLimitCodes } from "./limits/request-limits.ts";
import { sourceLostCode } from "./subscriptions/event-source.ts";

/** Codes that say something to the client. */
const toldCodes: ReadonlySet<unknown> = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "OPERATION_TOO_COMPLEX",
  "FORBIDDEN",
  "INTROSPECTION_DISABLED",
  "UNAUTHORIZED_FIELD_OR_TYPE",
  "UNAUTHENTICATED",
  "CURSOR_EXPIRED",
  "SUBSCRIPTION_NOT_SUPPORTED",
  "SUBSCRIPTION_GAP",
  sourceLostCode,
  "TOO_MANY_SUBSCRIPTIONS",
  "RATE_LIMITED",
  ...requestLimitCodes,
  ...documentCodes,
]);

/** The error as the client is told it. */
function tellError(formatted: GraphQLFormattedError, fault: unknown, log: Logger, traceId: string | null): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  const { message, locations, path } = formatted;
  const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (code === sourceLostCode) log.warn({ err: unwrapResolverError(fault) }, "a stream of a subgraph was lost");
  if (toldCodes.has(code)) return { message, ...where, extensions: { code } };
  const errorId = randomUUID();
  log.error({ err: unwrapResolverError(fault), errorId, path, ...(traceId === null ? {} : { trace_id: traceId }) }, "an operation failed");
  return {
    message: "Something went wrong here; the error id leads to it",
    ...where,
    extensions: { code: "INTERNAL_SERVER_ERROR", errorId },
  };
}

/** As `tellError`, for faults that did not go through the request pipeline. `traceId` goes into the log with it. */
export function tellFault(fault: unknown, log: Logger, traceId: string | null = null): GraphQLFormattedError {
  const error = fault instanceof GraphQLError ? fault : new GraphQLError("fault", { originalError: fault instanceof Error ? fault : null });
  return tellError(error.toJSON(), fault, log, traceId);
}
