/** Which rules a caller satisfies: by being known, by the scopes of its token, and by what policies say. */
import { type GraphQLSchema, getArgumentValues, getVariableValues, type OperationDefinitionNode } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Meeting } from "./filter-operation.ts";
import type { Policies, Policy } from "./policies/policy.ts";
import { type Demand, policiesOf, satisfies } from "./rule.ts";

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

type Outcome = boolean | Promise<boolean>;

/** One outcome for each meeting, in their order. Promised only when a policy promises. Null for `asking` is introspection. */
export function grant(
  options: GrantOptions,
  meetings: readonly Meeting[],
  caller: Caller | null,
  asking: Asking | null,
): readonly boolean[] | Promise<readonly boolean[]> {
  const scopes = new Set(caller?.scopes);
  const ask = askOnce(options, caller, asking);
  const answers = meetings.map((meeting) => new Map(policiesOf(meeting.rule).map((name) => [name, ask(name, meeting)])));
  const judge = (told: readonly ReadonlyMap<string, Outcome>[]): readonly boolean[] =>
    meetings.map(({ rule }, index) =>
      satisfies(rule, (demand: Demand) => {
        if (demand === "authenticated") return caller !== null;
        const [kind, name] = [demand.slice(0, demand.indexOf(":")), demand.slice(demand.indexOf(":") + 1)];
        return kind === "scope" ? scopes.has(name) : told[index]?.get(name) === true;
      }),
    );
  if (!answers.some((told) => [...told.values()].some((outcome) => typeof outcome !== "boolean"))) return judge(answers);
  return Promise.all(answers.map(settled)).then(judge);
}

async function settled(told: ReadonlyMap<string, Outcome>): Promise<ReadonlyMap<string, boolean>> {
  const outcomes = await Promise.all([...told].map(async ([name, outcome]) => [name, await outcome] as const));
  return new Map(outcomes);
}

/** Asks a policy once for the operation, or for each meeting when it looks at the field. An unknown policy refuses. */
function askOnce({ schema, policies, log }: GrantOptions, caller: Caller | null, asking: Asking | null) {
  const known = new Map<string, Outcome>();
  const variablesOf = (): Readonly<Record<string, unknown>> => {
    const { coerced, errors } = getVariableValues(schema, asking?.operation.variableDefinitions ?? [], asking?.variables ?? {});
    if (errors?.[0]) throw errors[0];
    return coerced ?? {};
  };
  const decide = (policy: Policy, { coordinate, field }: Meeting): Outcome => {
    if (!policy.perField) return policy.decide({ caller, field: null, args: {} });
    const args = field ? getArgumentValues(field.definition, field.node, variablesOf()) : {};
    return policy.decide({ caller, field: coordinate, args });
  };
  const refuse = (name: string, fault: unknown): boolean => {
    log.warn({ err: fault, policy: name }, "a policy could not decide, so it refused");
    return false;
  };
  return (name: string, meeting: Meeting): Outcome => {
    const policy = policies.get(name);
    if (!policy) return false;
    if (policy.perField && !asking) return true;
    const outcome = known.get(name);
    if (outcome !== undefined) return outcome;
    let decided: Outcome;
    try {
      const told = decide(policy, meeting);
      decided = typeof told === "boolean" ? told : told.catch((fault: unknown) => refuse(name, fault));
    } catch (fault) {
      decided = refuse(name, fault);
    }
    if (!policy.perField) known.set(name, decided);
    return decided;
  };
}
