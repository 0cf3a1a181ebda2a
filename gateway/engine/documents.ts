/** Parses and validates what clients send; what is wrong is told with a code, and never names what the schema hides. */
import { type DocumentNode, GraphQLError, parse, specifiedRules, validate } from "graphql";
import type { Generation } from "../federation/generation.ts";
import { requireSlicing } from "../limits/cost/slicing-rule.ts";
import { checkRequestLimits, checkText, usualLimits } from "../limits/request-limits.ts";
import { OperationRefused, refuse } from "./refusal.ts";

/** More errors of one document tell nobody more. */
const mostErrors = 20;

/** Throws OperationRefused with GRAPHQL_PARSE_FAILED. */
export function parseDocument(text: string): DocumentNode {
  const tooMuch = checkText(text, usualLimits);
  if (tooMuch) throw new OperationRefused([tooMuch]);
  if (text.trim() === "") throw refuse("There is no query; send the GraphQL document as query", "BAD_REQUEST");
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (fault) {
    if (!(fault instanceof GraphQLError)) throw fault;
    throw new OperationRefused([withCode(fault, "GRAPHQL_PARSE_FAILED")]);
  }
  // Before anything walks its fragments: that takes a time that grows with what they expand to.
  const tooBig = checkRequestLimits(document, usualLimits);
  if (tooBig) throw new OperationRefused([tooBig]);
  return document;
}

/** What is wrong with a document by the schema's rules (GraphQL specification, 5). */
export function validateDocument(
  { apiSchema, costRules }: Pick<Generation, "apiSchema" | "costRules">,
  document: DocumentNode,
): readonly GraphQLError[] {
  const rules = [...specifiedRules, requireSlicing(costRules)];
  return validateAll(() => validate(apiSchema, document, rules, { maxErrors: mostErrors })).map((error) =>
    withCode(error, "GRAPHQL_VALIDATION_FAILED"),
  );
}

/** The rule of subscriptions' single field throws what is wrong with a directive, rather than leave it to the rules of directives. */
function validateAll(check: () => readonly GraphQLError[]): readonly GraphQLError[] {
  try {
    return check();
  } catch (fault) {
    if (fault instanceof GraphQLError) return [fault];
    throw fault;
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  // What is suggested instead may be what the caller must not know of.
  return new GraphQLError(error.message.replace(/ Did you mean .*\?$/, ""), {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.source ? { source: error.source, positions: error.positions ?? [] } : {}),
    extensions: { code },
  });
}
