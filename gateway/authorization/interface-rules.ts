/**
 * Rules that stand on interfaces. Composition since Federation 2.12 writes onto an interface what all its implementations
 * demand together; that is no more than their own rules say when each is asked for. Any other rule on an interface is its
 * author's, and holds for every implementation: a fragment on one of them must not get around it.
 */
import { type DocumentNode, type InterfaceTypeDefinitionNode, Kind, type ObjectTypeDefinitionNode } from "graphql";
import { type AccessRules, type Demand, joinRules, type Rule, satisfies } from "./rule.ts";

type WithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** More ways to satisfy a rule than this are not worked out; a rule on an interface then counts as its author's. */
const mostWays = 10_000;

/** The rules without those that composition derived, and with the authors' given to every implementation. */
export function withAuthorsInterfaceRules(rules: AccessRules, supergraph: DocumentNode): AccessRules {
  const types = new Map(rules.types);
  const fields = new Map(rules.fields);
  const definitions = supergraph.definitions.filter(
    (one): one is WithFields => one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
  for (const definition of definitions) {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const name = definition.name.value;
    const implementations = definitions.filter((one) => one.interfaces?.some((parent) => parent.name.value === name));
    const objects = implementations.filter(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION).map((one) => one.name.value);
    const names = implementations.map((one) => one.name.value);
    settle(rules.types, types, name, objects, names);
    for (const field of definition.fields ?? []) {
      const of = (type: string): string => `${type}.${field.name.value}`;
      settle(rules.fields, fields, of(name), objects.map(of), names.map(of));
    }
  }
  return { types, fields };
}

/** Settles one place on an interface: its rule goes when `objects` demand it together, else `all` that implement it take it over. */
function settle(
  written: ReadonlyMap<string, Rule>,
  rules: Map<string, Rule>,
  place: string,
  objects: readonly string[],
  all: readonly string[],
): void {
  const own = written.get(place);
  if (!own) return;
  if (objects.length > 0 && implies(joinRules(objects.map((one) => written.get(one) ?? [])), own)) rules.delete(place);
  else for (const one of all) rules.set(one, joinRules([rules.get(one) ?? [], own]));
}

/** Whether whoever satisfies `rule` satisfies `other` too. */
function implies(rule: Rule, other: Rule): boolean {
  let ways: readonly ReadonlySet<Demand>[] = [new Set<Demand>()];
  for (const anyOf of rule) {
    if (ways.length * anyOf.length > mostWays) return false;
    ways = withoutSupersets(ways.flatMap((way) => anyOf.map((all) => new Set([...way, ...all]))));
  }
  return ways.every((way) => satisfies(other, (demand) => way.has(demand)));
}

function withoutSupersets(ways: readonly ReadonlySet<Demand>[]): readonly ReadonlySet<Demand>[] {
  const kept: ReadonlySet<Demand>[] = [];
  for (const way of ways.toSorted((a, b) => a.size - b.size)) {
    if (!kept.some((smaller) => [...smaller].every((demand) => way.has(demand)))) kept.push(way);
  }
  return kept;
}
