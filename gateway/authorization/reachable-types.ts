/** Which types of a schema can be come by from its roots: as what a field gives or takes, or as one of an interface's or union's types. */
import { type DirectiveDefinitionNode, Kind, type TypeDefinitionNode, visit } from "graphql";

/** Names of the types reached from the roots and from the directives' arguments. */
export function reachableTypes(
  types: readonly TypeDefinitionNode[],
  directives: readonly DirectiveDefinitionNode[],
  roots: readonly string[],
): ReadonlySet<string> {
  const nodes = new Map(types.map((node) => [node.name.value, node]));
  const implementations = implementationsOf(types);
  const reached = new Set<string>();
  const waiting = [...roots, ...directives.flatMap(namesIn)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const node = nodes.get(name);
    if (node) waiting.push(...namesIn(node), ...(implementations.get(name) ?? []));
  }
  return reached;
}

/** Names of all types that a definition mentions: of its fields, arguments, interfaces and members. */
function namesIn(node: TypeDefinitionNode | DirectiveDefinitionNode): readonly string[] {
  const names: string[] = [];
  visit(node, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}

function implementationsOf(types: readonly TypeDefinitionNode[]): ReadonlyMap<string, readonly string[]> {
  const implementations = new Map<string, string[]>();
  for (const node of types) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name } of node.interfaces ?? []) {
      implementations.set(name.value, [...(implementations.get(name.value) ?? []), node.name.value]);
    }
  }
  return implementations;
}
