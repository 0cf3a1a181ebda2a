/** Who may see what, as the supergraph says it: `@authenticated`, `@requiresScopes` and `@policy` by type and by field. */
import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type InterfaceTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type ScalarTypeDefinitionNode,
} from "graphql";
import { withAuthorsInterfaceRules } from "./interface-rules.ts";
import { apolloSpecs, argumentOf, directiveNames, readLinkedFeatures } from "./linked-features.ts";
import { type AccessRules, type AnyOf, joinRules, type Rule } from "./rule.ts";

/** Reads a directive into the ways to satisfy it. */
type ReadDirective = (node: ConstDirectiveNode, place: string) => AnyOf;

/** A definition that may have a rule of its own. */
type Guarded = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | ScalarTypeDefinitionNode | EnumTypeDefinitionNode;

/** The features that we enforce, by their names, each with the reader of its only directive. */
export const enforcedFeatures: Readonly<Record<string, ReadDirective>> = {
  authenticated: () => [["authenticated"]],
  requiresScopes: (node, place) => readNames(node, "scopes", place).map((names) => names.map((name) => `scope:${name}` as const)),
  policy: (node, place) => readNames(node, "policies", place).map((names) => names.map((name) => `policy:${name}` as const)),
};

/** The rules of a supergraph. Throws for a directive whose argument is not a list of lists of names, telling where it stands. */
export function readRules(supergraph: DocumentNode): AccessRules {
  const extension = supergraph.definitions.find(isTypeExtensionNode);
  if (extension)
    throw new Error(`The supergraph extends ${extension.name.value}, so its rules may be incomplete; give a composed supergraph`);
  const readers = readersByName(supergraph);
  const types = new Map<string, Rule>();
  const fields = new Map<string, Rule>();
  const ruleOf = (nodes: readonly ConstDirectiveNode[] | undefined, place: string): Rule =>
    (nodes ?? []).flatMap((node) => readers.get(node.name.value)?.(node, place) ?? []);
  const add = (rules: Map<string, Rule>, place: string, rule: Rule): void => {
    if (rule.length > 0) rules.set(place, joinRules([rules.get(place) ?? [], rule]));
  };
  for (const definition of supergraph.definitions.filter(isGuarded)) {
    const name = definition.name.value;
    add(types, name, ruleOf(definition.directives, name));
    if (!("fields" in definition)) continue;
    for (const field of definition.fields ?? [])
      add(fields, `${name}.${field.name.value}`, ruleOf(field.directives, `${name}.${field.name.value}`));
  }
  return withAuthorsInterfaceRules({ types, fields }, supergraph);
}

function readersByName(supergraph: DocumentNode): ReadonlyMap<string, (node: ConstDirectiveNode, place: string) => Rule> {
  const readers = new Map<string, (node: ConstDirectiveNode, place: string) => Rule>();
  for (const feature of readLinkedFeatures(supergraph)) {
    const read = feature.identity === apolloSpecs + feature.name ? enforcedFeatures[feature.name] : undefined;
    if (!read) continue;
    for (const name of directiveNames(feature, feature.name)) readers.set(name, (node, place) => [read(node, place)]);
  }
  return readers;
}

/** A list of lists of names, where one name or one list may stand for itself (GraphQL specification, 3.11, input coercion). */
function readNames(node: ConstDirectiveNode, argument: string, place: string): readonly (readonly string[])[] {
  const value = argumentOf(node, argument);
  const invalid = (): Error =>
    new Error(`@${node.name.value} on ${place} says ${value ? print(value) : "nothing"}; give ${argument}: [["name", …], …]`);
  if (!value) throw invalid();
  const listed = (one: ConstValueNode): readonly ConstValueNode[] => (one.kind === Kind.LIST ? one.values : [one]);
  return listed(value).map((all) =>
    listed(all).map((name) => {
      if (name.kind !== Kind.STRING) throw invalid();
      return name.value;
    }),
  );
}

function isGuarded(definition: DocumentNode["definitions"][number]): definition is Guarded {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_DEFINITION:
      return true;
    default:
      return false;
  }
}
