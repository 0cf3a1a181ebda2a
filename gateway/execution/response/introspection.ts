/** `__schema` and `__type`, answered from a schema: the API's, or what of it a caller may see. */
import {
  type DocumentNode,
  executeSync,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from "graphql";
import type { CollectedField } from "./collect-fields.ts";

export type IntrospectField = (field: CollectedField, schema: GraphQLSchema, variables: Readonly<Record<string, unknown>>) => string;

/** Answers introspection of one operation; answers that hang on no variable are kept for as long as their schema is. */
export function createIntrospection(operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): IntrospectField {
  const kept = new WeakMap<GraphQLSchema, Map<CollectedField, string>>();
  return (field, schema, variables) => {
    const known = kept.get(schema)?.get(field);
    if (known !== undefined) return known;
    const document = documentOf(field, operation, fragments);
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    const text = JSON.stringify(data?.[field.responseName] ?? null);
    const [definition] = document.definitions;
    if (definition?.kind === Kind.OPERATION_DEFINITION && (definition.variableDefinitions?.length ?? 0) === 0) {
      const ofSchema = kept.get(schema) ?? new Map<CollectedField, string>();
      kept.set(schema, ofSchema.set(field, text));
    }
    return text;
  };
}

function documentOf(field: CollectedField, operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): DocumentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: field.nodes } as const;
  const used = new Set<string>();
  const note = { Variable: ({ name }: { name: { value: string } }) => void used.add(name.value) };
  visit(selectionSet, note);
  for (const fragment of fragments) visit(fragment, note);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions, selectionSet }, ...fragments],
  };
}
