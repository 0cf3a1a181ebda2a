/** Parses and validates what clients send; what is wrong is told with a code, and never names what the schema hides. */
import { type DocumentNode, GraphQLError, parse, validate } from "graphql";
import type { Generation } from "../federation/generation.ts";
import { OperationRefused, refuse } from "./refusal.ts";

/** More errors of one document tell nobody more. */
const mostErrors = 20;

/** Throws OperationRefused with GRAPHQL_PARSE_FAILED. */
export function parseDocument(text: string): DocumentNode {
  if (text.trim() === "") throw refuse("There is no query; send the GraphQL document as query", "BAD_REQUEST");
  try {
    return parse(text);
  } catch (fault) {
    if (!(fault instanceof GraphQLError)) throw fault;
    throw new OperationRefused([withCode(fault, "GRAPHQL_PARSE_FAILED")]);
  }
}

/** What is wrong with a document by the schema's rules (GraphQL specification, 5). */
export function validateDocument({ apiSchema }: Generation, document: DocumentNode): readonly GraphQLError[] {
  return validate(apiSchema, document, undefined, { maxErrors: mostErrors }).map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED"));
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  // What is suggested instead may be what the caller must not know of.
  return new GraphQLError(error.message.replace(/ Did you mean .*\?$/, ""), {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.source ? { source: error.source, positions: error.positions ?? [] } : {}),
    extensions: { code },
  });
}
