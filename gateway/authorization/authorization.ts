/** The door: who sees what of one supergraph. An operation is inspected once; each caller is permitted what of it is theirs to see. */
import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST, parse } from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { refuseUnknownFeatures } from "./fail-closed.ts";
import { type FilteredOperation, guard, type Meeting } from "./filter-operation.ts";
import { grant } from "./grants.ts";
import type { Policies } from "./policies/policy.ts";
import { errorOf, type Refusal } from "./refusal.ts";
import { findRequirements, grantKey, type Requirements } from "./requirements.ts";
import { type Demand, policiesOf, type Rule } from "./rule.ts";
import { readRules } from "./rules.ts";
import { visibleSchema } from "./visible-schema.ts";

export interface AuthorizationOptions {
  readonly policies: Policies;
  readonly log: Logger;
}

/** What a caller may run of an operation. */
export interface Permission {
  /** What may be planned and run: the operation's own document when nothing is refused; null when nothing is left to run. */
  readonly document: DocumentNode | null;
  /** What the answer is written from: the operation as asked for, its refused fields marked (`isRefusedField`), to be null. */
  readonly answerDocument: DocumentNode;
  readonly refused: readonly Refusal[];
  /** One error for each refusal, to go with the answer: code `UNAUTHORIZED_FIELD_OR_TYPE`. */
  readonly errors: readonly GraphQLError[];
  /** Scopes that would open refused places and that the caller lacks, for `insufficient_scope` (RFC 6750, section 3.1). */
  readonly missingScopes: readonly string[];
  /** With the operation's text, stands for what is permitted of it: callers with the same key may share plan and filtered document. Empty when all is. */
  readonly key: string;
}

export interface Authorization {
  /** The document must be valid for the API schema. Found once for a document and operation. */
  inspect(document: DocumentNode, operationName: string | null): Requirements;
  /** Null for a caller without a token. */
  permit(requirements: Requirements, caller: Caller | null, variables: Readonly<Record<string, unknown>>): Permission;
  /** What introspection shows the caller; the same schema for callers who may see the same. */
  visibleSchema(caller: Caller | null): GraphQLSchema;
}

/** Visible schemas that are kept; there are as many as there are kinds of callers. */
const keptSchemas = 32;

/** Throws when the supergraph has features or rules that cannot be enforced, naming them and the remedy. */
export function createAuthorization(
  supergraphSdl: string,
  apiSchema: GraphQLSchema,
  { policies, log }: AuthorizationOptions,
): Authorization {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  refuseUnknownFeatures(supergraph);
  const rules = readRules(supergraph);
  const guarded = guard(apiSchema, rules);
  const all = [...rules.types, ...rules.fields].map(([coordinate, rule]): Meeting => ({ rule, coordinate, field: null }));
  warnOfUnknownPolicies(
    all.map(({ rule }) => rule),
    policies,
    log,
  );
  const options = { schema: apiSchema, policies, log };
  const inspected = new WeakMap<DocumentNode, Map<string | null, Requirements>>();
  const schemas = new LRUCache<string, GraphQLSchema>({ max: keptSchemas });

  const show = (granted: readonly boolean[]): GraphQLSchema => {
    const key = grantKey(granted);
    let schema = schemas.get(key);
    if (!schema) {
      const refused = new Set(all.filter((_, index) => !granted[index]).map(({ rule }) => rule));
      schema = visibleSchema(guarded, (rule) => !refused.has(rule));
      schemas.set(key, schema);
    }
    return schema;
  };

  return {
    inspect(document, operationName) {
      const known = inspected.get(document) ?? new Map<string | null, Requirements>();
      inspected.set(document, known);
      let requirements = known.get(operationName);
      if (!requirements) {
        const operation = getOperationAST(document, operationName);
        if (!operation) throw new Error(`The document has no operation ${operationName ?? ""}; the request was not checked`);
        requirements = findRequirements(guarded, document, operation, policies);
        known.set(operationName, requirements);
      }
      return requirements;
    },
    permit(requirements, caller, variables) {
      const { meetings, operation } = requirements;
      return permission(requirements, grant(options, meetings, caller, { operation, variables }), caller);
    },
    visibleSchema: (caller) => show(grant(options, all, caller, null)),
  };
}

function permission(requirements: Requirements, granted: readonly boolean[], caller: Caller | null): Permission {
  const { document, answerDocument, refusals }: FilteredOperation = requirements.filter(granted);
  const refused = requirements.meetings.filter((_, index) => !granted[index]).map(({ rule }) => rule);
  return {
    document,
    answerDocument,
    refused: refusals,
    errors: refusals.map(errorOf),
    missingScopes: refusals.length > 0 ? missingScopes(refused, caller) : [],
    key: grantKey(granted),
  };
}

/** For each directive that is not satisfied, the scopes of the way that needs the fewest more. */
function missingScopes(rules: readonly Rule[], caller: Caller | null): readonly string[] {
  const missing = (all: readonly Demand[]): readonly string[] =>
    all
      .flatMap((demand) => (demand.startsWith("scope:") ? [demand.slice("scope:".length)] : []))
      .filter((name) => !caller?.scopes.includes(name));
  const nearest = rules.flat().flatMap((anyOf) => anyOf.map(missing).toSorted((a, b) => a.length - b.length)[0] ?? []);
  return [...new Set(nearest)];
}

function warnOfUnknownPolicies(rules: readonly Rule[], policies: Policies, log: Logger): void {
  for (const policy of new Set(rules.flatMap(policiesOf))) {
    if (!policies.has(policy))
      log.warn({ policy }, "the supergraph names a policy that is not known here; what needs it is refused to everybody");
  }
}
