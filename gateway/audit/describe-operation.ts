/** What the audit log keeps of an operation: its name, its document, the fields of its root, and the ids that they were given. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { AuditFacts } from "./audit-log.ts";

export interface AuditedOperation {
  readonly schema: GraphQLSchema;
  /** Valid by the schema. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Stands for the document's text. */
  readonly id: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Facts of an operation. Of its arguments, only values of the type ID, and those that are declared safe: by schema coordinates (GraphQL
 * specification, 3.14), such as `Mutation.confirm(day:)` or `ConfirmInput.day`.
 */
export function describeOperation({ schema, document, operation, id, variables }: AuditedOperation, safe: ReadonlySet<string>): AuditFacts {
  const root = schema.getRootType(operation.operation);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const fields = [...rootFields(operation.selectionSet, fragments)];
  const facts: Record<string, AuditFacts[string]> = {
    ...(operation.name ? { operation: operation.name.value } : {}),
    document: id,
    fields: [...new Set(fields.map(({ name }) => name.value))],
  };
  for (const field of root ? fields : []) {
    for (const [path, value] of argumentFacts(root as GraphQLObjectType, field, variables, safe)) facts[path] = value;
  }
  return facts;
}

function* rootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Generator<FieldNode> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else {
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (inner) yield* rootFields(inner.selectionSet, fragments);
    }
  }
}

type Fact = readonly [path: string, value: AuditFacts[string]];

function* argumentFacts(
  root: GraphQLObjectType,
  field: FieldNode,
  variables: AuditedOperation["variables"],
  safe: ReadonlySet<string>,
): Generator<Fact> {
  const definition = root.getFields()[field.name.value];
  if (!definition) return;
  const values = valuesOf(() => getArgumentValues(definition, field, variables));
  const place = field.alias?.value ?? field.name.value;
  for (const { name, type } of definition.args) {
    const isSafe = safe.has(`${root.name}.${definition.name}(${name}:)`);
    yield* inputFacts(`${place}.${name}`, type, values[name], isSafe, safe);
  }
}

/** None for arguments that are refused: such an operation does nothing that there are ids of. */
function valuesOf(read: () => Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof GraphQLError) return {};
    throw fault;
  }
}

/** Facts of one value, as it came or as its literal says. */
function* inputFacts(path: string, type: GraphQLInputType, value: unknown, isSafe: boolean, safe: ReadonlySet<string>): Generator<Fact> {
  if (value === undefined || value === null) return;
  const given = getNullableType(type);
  if (isListType(given)) {
    const facts = (Array.isArray(value) ? value : [value]).flatMap((each) => [...inputFacts(path, given.ofType, each, isSafe, safe)]);
    for (const name of new Set(facts.map(([each]) => each))) {
      yield [name, facts.filter(([each]) => each === name).flatMap(([, each]) => (typeof each === "object" ? each : [String(each)]))];
    }
  } else if (isInputObjectType(given)) {
    if (typeof value !== "object") return;
    const members = new Map(Object.entries(value));
    for (const { name, type: inner } of Object.values(given.getFields())) {
      yield* inputFacts(`${path}.${name}`, inner, members.get(name), safe.has(`${given.name}.${name}`), safe);
    }
  } else if ((given.name === "ID" || isSafe) && ["string", "number", "boolean"].includes(typeof value)) {
    yield [path, value as string | number | boolean];
  }
}
