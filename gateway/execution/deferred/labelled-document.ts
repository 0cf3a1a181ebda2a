/**
 * An operation whose deferred fragments each have a label of their own. A fragment that is spread at several places is deferred at
 * each of them, and the planner knows what it defers by its label alone; so such fragments are written out where they are spread.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";

/** The `@defer` of a selection, if it has one. */
export function deferOf({ directives = [] }: SelectionNode): DirectiveNode | undefined {
  return directives.find(({ name }) => name.value === "defer");
}

/** The label that a deferred selection of a labelled document has, or null when it has none. */
export function ownLabel(defer: DirectiveNode): string | null {
  const label = defer.arguments?.find(({ name }) => name.value === "label")?.value;
  return label?.kind === Kind.STRING ? label.value : null;
}

/** The label that the client gave, which stands behind our number. */
export function clientLabel(label: string): string | undefined {
  const end = label.indexOf(":");
  return end < 0 ? undefined : label.slice(end + 1);
}

/**
 * The same document when nothing in it is deferred; otherwise one of the operation alone, to be planned or to be written from:
 * both have the same labels. Throws GraphQLError for what may not be
 * deferred, or not under such a label (GraphQL incremental delivery, validation of `@defer`).
 */
export function withOwnLabels(document: DocumentNode, operation: OperationDefinitionNode, isToBePlanned: boolean): DocumentNode {
  if (!isDeferring(document)) return document;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const isRunInTurn = operation.operation !== OperationTypeNode.QUERY;
  let count = 0;

  const labelled = (selection: FragmentSpreadNode | InlineFragmentNode, isOnRoot: boolean): readonly DirectiveNode[] => {
    const { directives = [] } = selection;
    const defer = deferOf(selection);
    if (!defer) return directives;
    if (isOnRoot && isRunInTurn)
      throw refusal(`@defer cannot stand on the root of a ${operation.operation}; put it on what the root fields give`, defer);
    const given = defer.arguments?.find(({ name }) => name.value === "label")?.value;
    if (given?.kind === Kind.VARIABLE) throw refusal("The label of @defer cannot be a variable; write it as a string", defer);
    const value = `${count++}${given?.kind === Kind.STRING ? `:${given.value}` : ""}`;
    const others = (defer.arguments ?? []).filter(({ name }) => name.value !== "label");
    const label = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "label" }, value: { kind: Kind.STRING, value } } as const;
    return directives.map((one) => (one === defer ? { ...defer, arguments: [...others, label] } : one));
  };
  const label = (selection: SelectionNode, isOnRoot: boolean): SelectionNode => {
    if (selection.kind === Kind.FIELD) {
      return selection.selectionSet ? { ...selection, selectionSet: labelAll(selection.selectionSet, false) } : selection;
    }
    const directives = labelled(selection, isOnRoot);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return selection;
    const { typeCondition } = fragment;
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(typeCondition ? { typeCondition } : {}),
      directives,
      selectionSet: labelAll(fragment.selectionSet, isOnRoot),
    };
  };
  const labelAll = ({ selections, ...rest }: SelectionSetNode, isOnRoot: boolean): SelectionSetNode => {
    const all = selections.map((selection) => label(selection, isOnRoot));
    // Whether a part is deferred at an object hangs on its type, which the planner would fetch no sooner than the part.
    if (isToBePlanned && !isOnRoot) all.push(...all.flatMap(typeOf));
    return { ...rest, selections: all };
  };
  const own = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === operation.name?.value,
  );
  const { selectionSet } = own ?? operation;
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: labelAll(selectionSet, true) }] };
}

/** The document with all of it to be answered at once; the same document when nothing in it is deferred. */
export function withoutDefer(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: ({ name }) => (name.value === "defer" ? null : undefined) });
}

function isDeferring(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ name }) => {
      if (name.value === "defer") found = true;
    },
  });
  return found;
}

/** Asks for the type of the object that a selection is deferred for, as far as that is narrowed. */
function typeOf(selection: SelectionNode): readonly SelectionNode[] {
  if (selection.kind !== Kind.INLINE_FRAGMENT || !deferOf(selection)) return [];
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } } as const;
  const { typeCondition } = selection;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [typename] } as const;
  return typeCondition ? [typename, { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }] : [typename];
}

function refusal(message: string, node: DirectiveNode): GraphQLError {
  return new GraphQLError(message, { nodes: [node], extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
}
