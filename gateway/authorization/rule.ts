/** What a type or a field demands of whoever wants to see it. */

/** One thing that may be demanded of a caller. */
export type Demand = "authenticated" | `scope:${string}` | `policy:${string}`;

/** Ways to satisfy one directive: any of them will do, and each needs all of its demands. None at all is never satisfied. */
export type AnyOf = readonly (readonly Demand[])[];

/** What a place demands: every directive on it must be satisfied. */
export type Rule = readonly AnyOf[];

export interface AccessRules {
  /** By type name. */
  readonly types: ReadonlyMap<string, Rule>;
  /** By `Type.field`. */
  readonly fields: ReadonlyMap<string, Rule>;
}

/** The rule that demands all that the rules demand. */
export function joinRules(rules: readonly Rule[]): Rule {
  const distinct = new Map(rules.flat().map((anyOf) => [JSON.stringify(anyOf), anyOf]));
  return [...distinct.values()];
}

/** Whether a rule is satisfied by somebody of whom `holds` tells which demands hold. */
export function satisfies(rule: Rule, holds: (demand: Demand) => boolean): boolean {
  return rule.every((anyOf) => anyOf.some((all) => all.every(holds)));
}

const knownPolicies = new WeakMap<Rule, readonly string[]>();

/** Names of the policies that a rule demands, each once. */
export function policiesOf(rule: Rule): readonly string[] {
  let names = knownPolicies.get(rule);
  if (!names) {
    const demands = new Set(rule.flat(2));
    names = [...demands].flatMap((demand) => (demand.startsWith("policy:") ? [demand.slice("policy:".length)] : []));
    knownPolicies.set(rule, names);
  }
  return names;
}
