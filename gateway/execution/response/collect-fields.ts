/** The fields of a selection for one type of object, in the order of the answer (GraphQL specification, 6.3.2, CollectFields). */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export interface OperationScope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether `@skip` and `@include` leave a selection in. */
  readonly isIncluded: (selection: SelectionNode) => boolean;
}

export interface CollectedField {
  readonly responseName: string;
  /** Every selection of the field under this name; they are alike but for what they select. */
  readonly nodes: FieldNode[];
  /** Type that the selection names the field of: it says what the field's type is. */
  readonly definedOn: GraphQLCompositeType;
}

/** `declared` is the type that the selection is written for, `runtime` the one of the object, which is of that type. */
export function collectFields(
  scope: OperationScope,
  selectionSets: readonly SelectionSetNode[],
  declared: GraphQLCompositeType,
  runtime: GraphQLCompositeType,
): readonly CollectedField[] {
  const fields = new Map<string, CollectedField>();
  const visit = (selectionSet: SelectionSetNode, definedOn: GraphQLCompositeType): void => {
    for (const selection of selectionSet.selections) {
      if (!scope.isIncluded(selection)) continue;
      if (selection.kind === "Field") {
        const responseName = selection.alias?.value ?? selection.name.value;
        const known = fields.get(responseName);
        if (known) known.nodes.push(selection);
        else fields.set(responseName, { responseName, nodes: [selection], definedOn });
        continue;
      }
      const fragment = selection.kind === "FragmentSpread" ? scope.fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const condition = fragment.typeCondition ? scope.schema.getType(fragment.typeCondition.name.value) : definedOn;
      if (isCompositeType(condition) && applies(scope.schema, condition, runtime)) visit(fragment.selectionSet, condition);
    }
  };
  for (const selectionSet of selectionSets) visit(selectionSet, declared);
  return [...fields.values()];
}

function applies(schema: GraphQLSchema, condition: GraphQLCompositeType, runtime: GraphQLNamedType): boolean {
  if (condition === runtime) return true;
  return isAbstractType(condition) && "getFields" in runtime && schema.isSubType(condition, runtime as never);
}
