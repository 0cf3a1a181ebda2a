/** The planner's texts of what is answered now and later, as writers of the objects they select from. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from "graphql";
import type { Choice } from "../conditions.ts";
import type { SubselectionWriter } from "../plan/run.ts";
import { compileSelection, type Introspect } from "../response/write-object.ts";
import type { WriteValue } from "../response/writing.ts";

const conditionPrefix = "... on ";

export interface SubselectionEnvironment {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly choose: (variables: Readonly<Record<string, unknown>>) => Choice;
  readonly introspect: Introspect;
}

/** Compiles a selection, such as `{ state material { number } }`, of the objects at a path of the operation's answer. */
export function compileSubselection(environment: SubselectionEnvironment, text: string, path: readonly string[]): SubselectionWriter {
  const { schema, fragments, choose, introspect } = environment;
  const type = typeAt(environment, path);
  const selectionSet = selectionOf(parse(text, { noLocation: true }));
  const writers = new Map<string, WriteValue>();
  return ({ variables }) => {
    const { key, isIncluded } = choose(variables);
    const known = writers.get(key);
    if (known) return known;
    const write = compileSelection({ schema, fragments, isIncluded }, type, [{ selectionSet, declared: type }], introspect);
    writers.set(key, write);
    return write;
  };
}

function selectionOf(document: DocumentNode): SelectionSetNode {
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("The planner wrote a selection that is none");
  return definition.selectionSet;
}

/** The type of the objects at a path of response names, in which `... on T` narrows it. */
function typeAt({ schema, operation, fragments }: SubselectionEnvironment, path: readonly string[]): GraphQLCompositeType {
  let type: GraphQLCompositeType | undefined = schema.getRootType(operation.operation) ?? undefined;
  let selectionSets: readonly SelectionSetNode[] = [operation.selectionSet];
  for (const element of path) {
    if (element.startsWith(conditionPrefix)) {
      const narrowed = schema.getType(element.slice(conditionPrefix.length));
      if (isCompositeType(narrowed)) type = narrowed;
      continue;
    }
    const found: { field: FieldNode; on: GraphQLCompositeType | undefined }[] = selectionSets.flatMap((set) =>
      fieldsNamed(schema, fragments, set, type, element),
    );
    const [{ field, on } = { field: undefined, on: undefined }] = found;
    const definition = field && on && "getFields" in on ? on.getFields()[field.name.value] : undefined;
    const next = definition && getNamedType(definition.type);
    if (!isCompositeType(next)) throw new Error(`The planner defers at ${path.join("/")}, which the operation does not select`);
    type = next;
    selectionSets = found.flatMap((one) => one.field.selectionSet ?? []);
  }
  if (!type) throw new Error(`The planner defers at ${path.join("/")}, of which the type is not known`);
  return type;
}

function fieldsNamed(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { selections }: SelectionSetNode,
  type: GraphQLCompositeType | undefined,
  responseName: string,
): { field: FieldNode; on: GraphQLCompositeType | undefined }[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      return (selection.alias ?? selection.name).value === responseName ? [{ field: selection, on: type }] : [];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
    return fieldsNamed(schema, fragments, fragment.selectionSet, isCompositeType(condition) ? condition : type, responseName);
  });
}
