/** What would keep the gateway from running a document, told before it is stored. */
import { Supergraph } from "@apollo/federation-internals";
import { type DocumentNode, type GraphQLError, parse, print } from "graphql";
import { plannableSdl } from "../authorization/fail-closed.ts";
import { validateDocument } from "../engine/documents.ts";
import { readCostRules } from "../limits/cost/rules.ts";
import { checkRequestLimits, checkText, usualLimits } from "../limits/request-limits.ts";

/** Faults of a document: of its form, then of the schema's rules; none when it can be run. */
export type DocumentCheck = (document: DocumentNode) => readonly GraphQLError[];

/** A check against the schema that clients of the supergraph see. Throws what makes the supergraph unusable. */
export function createDocumentCheck(supergraphSdl: string): DocumentCheck {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const apiSchema = Supergraph.build(plannableSdl(supergraph)).apiSchema().toGraphQLJSSchema({ includeDefer: true });
  const costRules = readCostRules(supergraph);
  return (document) => {
    const tooMuch = checkText(print(document), usualLimits) ?? checkRequestLimits(document, usualLimits);
    return tooMuch ? [tooMuch] : validateDocument({ apiSchema, costRules }, document);
  };
}
