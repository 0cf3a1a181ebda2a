/** The operations of a client, each as one document with the fragments that it uses, from whatever files they are in. */
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from "graphql";
import { layOut } from "#gateway/kept";
import { placeOf } from "./place.ts";

export interface ClientOperation {
  readonly name: string;
  readonly document: DocumentNode;
  /** As it is stored. */
  readonly text: string;
}

/** Each different operation once, in the order of the documents. What is no operation or fragment, such as a client's schema, is left aside. */
export function collectOperations(documents: readonly DocumentNode[], faults: string[]): readonly ClientOperation[] {
  const definitions = documents.flatMap((document) => document.definitions);
  const fragments = collectFragments(definitions, faults);
  const operations = new Map<string, ClientOperation>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const operation = completeOperation(definition, fragments, faults);
    if (operation) operations.set(operation.text, operation);
  }
  return [...operations.values()];
}

function collectFragments(definitions: readonly DefinitionNode[], faults: string[]): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const name = definition.name.value;
    const first = fragments.get(name);
    if (!first) fragments.set(name, definition);
    else if (print(first) !== print(definition)) {
      faults.push(`${placeOfNode(definition)}: fragment ${name} is not what it is at ${placeOfNode(first)}; give one of them another name`);
    }
  }
  return fragments;
}

/** Null when it cannot be completed. */
function completeOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  faults: string[],
): ClientOperation | null {
  if (!operation.name) {
    faults.push(`${placeOfNode(operation)}: the operation has no name; give it one, by which people will know it`);
    return null;
  }
  const used = new Set<FragmentDefinitionNode>();
  let isWhole = true;
  const take = (node: DefinitionNode): void => {
    visit(node, {
      FragmentSpread: (spread) => {
        const fragment = fragments.get(spread.name.value);
        if (!fragment) {
          faults.push(`${placeOfNode(spread)}: there is no fragment ${spread.name.value} in these files; name the file that has it too`);
          isWhole = false;
        } else if (!used.has(fragment)) {
          used.add(fragment);
          take(fragment);
        }
      },
    });
  };
  take(operation);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...used] };
  return isWhole ? { name: operation.name.value, document, text: layOut(document) } : null;
}

function placeOfNode({ loc }: { readonly loc?: DocumentNode["loc"] }): string {
  return loc ? placeOf(loc.source, loc.start) : "";
}
