/** Errors of fetches as errors of the operation: with the path in the answer, and the subgraph's name for the log. */
import { GraphQLError } from "graphql";
import { answeredName } from "../own-names.ts";
import type { FetchError } from "./fetch-port.ts";

/** A subgraph's answer that tells no code has failed in this one. */
const fetchFailed = "DOWNSTREAM_SERVICE_ERROR";

type Path = readonly (string | number)[];

/** An error that a subgraph told. `path` is where it is in the answer of the gateway. */
export function toOperationError(told: FetchError, subgraph: string, path: Path | undefined): GraphQLError {
  const message = told.message || `Error while fetching subquery from service "${subgraph}"`;
  return new GraphQLError(message, {
    ...(path ? { path: path.map((element) => (typeof element === "string" ? answeredName(element) : element)) } : {}),
    extensions: { code: fetchFailed, ...told.extensions, serviceName: subgraph },
  });
}

/** There was no answer that could be used. */
export function toFailedFetch(fault: unknown, subgraph: string): GraphQLError {
  return new GraphQLError(`The subgraph "${subgraph}" gave no answer that can be used`, {
    originalError: fault instanceof Error ? fault : new Error(String(fault)),
    extensions: { code: fetchFailed, serviceName: subgraph },
  });
}
