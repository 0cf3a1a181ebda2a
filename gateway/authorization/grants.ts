/** Which rules a caller satisfies: by being known, by the scopes of its token, and by what policies say. */
import { type GraphQLSchema, getArgumentValues, getVariableValues, type OperationDefinitionNode } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Meeting } from "./filter-operation.ts";
import type { Policies, Policy } from "./policies/policy.ts";
import { type Demand, satisfies } from "./rule.ts";

export interface GrantOptions {
  readonly schema: GraphQLSchema;
  readonly policies: Policies;
  readonly log: Logger;
}

/** The operation that meets the rules, for the arguments of its fields. */
export interface Asking {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One outcome for each meeting, in their order. Null for `asking` is introspection. */
export function grant(
  options: GrantOptions,
  meetings: readonly Meeting[],
  caller: Caller | null,
  asking: Asking | null,
): readonly boolean[] {
  const scopes = new Set(caller?.scopes);
  const ask = askOnce(options, caller, asking);
  return meetings.map((meeting) =>
    satisfies(meeting.rule, (demand: Demand) => {
      if (demand === "authenticated") return caller !== null;
      const [kind, name] = [demand.slice(0, demand.indexOf(":")), demand.slice(demand.indexOf(":") + 1)];
      return kind === "scope" ? scopes.has(name) : ask(name, meeting);
    }),
  );
}

/** Asks a policy once for the operation, or for each meeting when it looks at the field. An unknown policy refuses. */
function askOnce(
  { schema, policies, log }: GrantOptions,
  caller: Caller | null,
  asking: Asking | null,
): (policy: string, meeting: Meeting) => boolean {
  const known = new Map<string, boolean>();
  const variablesOf = (): Readonly<Record<string, unknown>> => {
    const { coerced, errors } = getVariableValues(schema, asking?.operation.variableDefinitions ?? [], asking?.variables ?? {});
    if (errors?.[0]) throw errors[0];
    return coerced ?? {};
  };
  const decide = (policy: Policy, { coordinate, field }: Meeting): boolean => {
    if (!policy.perField) return policy.decide({ caller, field: null, args: {} });
    const args = field ? getArgumentValues(field.definition, field.node, variablesOf()) : {};
    return policy.decide({ caller, field: coordinate, args });
  };
  return (name, meeting) => {
    const policy = policies.get(name);
    if (!policy) return false;
    if (policy.perField && !asking) return true;
    const outcome = known.get(name);
    if (outcome !== undefined) return outcome;
    let decided = false;
    try {
      decided = decide(policy, meeting);
    } catch (fault) {
      log.warn({ err: fault, policy: name }, "a policy could not decide, so it refused");
    }
    if (!policy.perField) known.set(name, decided);
    return decided;
  };
}
