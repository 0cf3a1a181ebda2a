/** Puts a filtered operation together again: the fragments and variables that it still uses, and nothing else. */
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from "graphql";

/** What a fragment becomes where it is spread on certain types. */
export interface FragmentVariant {
  readonly fragment: FragmentDefinitionNode;
  /** Shared by all spreads of the variant, which are made before it is known what it can be called. */
  readonly name: { -readonly [Key in keyof NameNode]: NameNode[Key] };
  /** Null when nothing is left of it. */
  readonly kept: SelectionSetNode | null;
  readonly shown: SelectionSetNode;
}

/** `part` says which of the variants' selections the document is made of. Only what runs loses variables: an answer's conditions need theirs. */
export function assembleDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variants: readonly FragmentVariant[],
  part: "kept" | "shown",
): DocumentNode {
  nameVariants(document, variants);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const { fragment, name, [part]: selectionSet } of variants) {
    if (selectionSet === fragment.selectionSet) fragments.set(fragment.name.value, fragment);
    else if (selectionSet) fragments.set(name.value, { ...fragment, name, selectionSet });
  }
  const used = usesOf(operation, fragments);
  const definitions: DefinitionNode[] = [part === "kept" ? withVariables(operation, used.variables) : operation];
  for (const [name, fragment] of fragments) if (used.fragments.has(name)) definitions.push(fragment);
  return { kind: Kind.DOCUMENT, definitions };
}

/** An unchanged fragment keeps its name; of the changed ones the first has it if it is free, and the others one of their own. */
function nameVariants(document: DocumentNode, variants: readonly FragmentVariant[]): void {
  const taken = new Set(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [one.name.value] : [])));
  const claimed = new Set(
    variants.filter(({ fragment, kept }) => kept === fragment.selectionSet).map(({ fragment }) => fragment.name.value),
  );
  for (const { fragment, name, kept } of variants) {
    if (kept === fragment.selectionSet) continue;
    const own = fragment.name.value;
    name.value = own;
    for (let count = 2; claimed.has(name.value) || (name.value !== own && taken.has(name.value)); count++) name.value = `${own}_${count}`;
    claimed.add(name.value);
  }
}

/** Fragments and variables that an operation uses, itself or through fragments. */
function usesOf(
  operation: OperationDefinitionNode,
  definitions: ReadonlyMap<string, FragmentDefinitionNode>,
): { readonly fragments: ReadonlySet<string>; readonly variables: ReadonlySet<string> } {
  const fragments = new Set<string>();
  const variables = new Set<string>();
  const read = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread({ name }) {
        if (fragments.has(name.value)) return;
        fragments.add(name.value);
        const fragment = definitions.get(name.value);
        if (fragment) read(fragment);
      },
    });
  };
  read(operation);
  return { fragments, variables };
}

function withVariables(operation: OperationDefinitionNode, used: ReadonlySet<string>): OperationDefinitionNode {
  const { variableDefinitions = [] } = operation;
  return { ...operation, variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)) };
}
