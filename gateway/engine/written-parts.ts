/** Writes what comes after the first part of an answer. */
import type { GraphQLError, GraphQLFormattedError } from "graphql";
import type { DeferredPart } from "../execution/deferred/deferral.ts";

/** Parts as Apollo Client's incremental delivery has them, each group as one JSON text without its braces. */
export async function* writeParts(
  later: AsyncGenerator<readonly DeferredPart[]>,
  tell: (fault: GraphQLError) => GraphQLFormattedError,
): AsyncGenerator<string, undefined> {
  for await (const group of later) {
    const parts = group.map(({ label, path, data, errors }) => {
      const told = errors.length > 0 ? `,"errors":${JSON.stringify(errors.map(tell))}` : "";
      return `{"data":${data},"path":${JSON.stringify(path)}${label === undefined ? "" : `,"label":${JSON.stringify(label)}`}${told}}`;
    });
    yield `"incremental":[${parts.join(",")}]`;
  }
  return undefined;
}
