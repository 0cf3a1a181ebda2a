/** The fields of a selection for one type of object, in the order of the answer (GraphQL specification, 6.3.2, CollectFields). */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
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
  /** The label of a selection that is deferred, null for one that is not; absent where nothing is. */
  readonly deferredAs?: ((selection: SelectionNode) => string | null) | undefined;
}

export interface CollectedField {
  readonly responseName: string;
  /** Every selection of the field under this name; they are alike but for what they select. */
  readonly nodes: FieldNode[];
  /** What each of them selects, and of which type: the field of an interface and the one of an object may differ in it. */
  readonly selections: TypedSelection[];
  /** Type that the selection names the field of: it says what the field's type is. */
  readonly definedOn: GraphQLCompositeType;
}

/** A selection, and the type that it is written for. */
export interface TypedSelection {
  readonly selectionSet: SelectionSetNode;
  readonly declared: GraphQLCompositeType;
}

/** `runtime` is the type of the object, which is of each type that a selection is written for. What is deferred is told of, and left out. */
export function collectFields(
  scope: OperationScope,
  typed: readonly TypedSelection[],
  runtime: GraphQLCompositeType,
  onDeferred?: (label: string, selection: TypedSelection) => void,
): readonly CollectedField[] {
  const fields = new Map<string, CollectedField>();
  const visit = (selectionSet: SelectionSetNode, definedOn: GraphQLCompositeType): void => {
    for (const selection of selectionSet.selections) {
      if (!scope.isIncluded(selection)) continue;
      if (selection.kind === "Field") {
        const responseName = selection.alias?.value ?? selection.name.value;
        const field = fields.get(responseName) ?? { responseName, nodes: [], selections: [], definedOn };
        fields.set(responseName, field);
        field.nodes.push(selection);
        field.selections.push(...selectionOf(selection, definedOn));
        continue;
      }
      const fragment = selection.kind === "FragmentSpread" ? scope.fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const condition = fragment.typeCondition ? scope.schema.getType(fragment.typeCondition.name.value) : definedOn;
      if (!isCompositeType(condition) || !applies(scope.schema, condition, runtime)) continue;
      const label = scope.deferredAs?.(selection) ?? null;
      if (label === null) visit(fragment.selectionSet, condition);
      else onDeferred?.(label, { selectionSet: fragment.selectionSet, declared: condition });
    }
  };
  for (const { selectionSet, declared } of typed) visit(selectionSet, declared);
  return [...fields.values()];
}

function selectionOf({ name, selectionSet }: FieldNode, definedOn: GraphQLCompositeType): readonly TypedSelection[] {
  const field = "getFields" in definedOn ? definedOn.getFields()[name.value] : undefined;
  const declared = field && getNamedType(field.type);
  return selectionSet && isCompositeType(declared) ? [{ selectionSet, declared }] : [];
}

function applies(schema: GraphQLSchema, condition: GraphQLCompositeType, runtime: GraphQLNamedType): boolean {
  if (condition === runtime) return true;
  return isAbstractType(condition) && "getFields" in runtime && schema.isSubType(condition, runtime as never);
}
