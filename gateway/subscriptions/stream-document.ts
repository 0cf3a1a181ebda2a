/**
 * Where a client's subscription is to begin is the gateway's business: `after` and `snapshot` are read from the operation and
 * taken out of it, so that whoever asks for the same is one audience, wherever each of them began.
 */
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  TypeInfo,
  type ValueNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from "graphql";

export interface StreamDocument {
  /** The operation without what says where it begins. */
  readonly document: DocumentNode;
  /** Names of the variables that what is left uses. */
  readonly variables: readonly string[];
  /** Where the client wants to begin; null when the field cannot be begun anywhere but now. */
  readonly beginningOf: ((variables: Readonly<Record<string, unknown>>) => ClientBeginning) | null;
}

/** What the client said. */
export interface ClientBeginning {
  /** A cursor of an earlier event; null for none. */
  readonly after: string | null;
  readonly snapshot: boolean;
}

/** `resumable`: names of root fields whose streams resume. The document must be valid. */
export function toStreamDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  resumable: ReadonlySet<string>,
): StreamDocument {
  const types = new TypeInfo(schema);
  let after: ValueNode | undefined;
  let snapshot: ValueNode | undefined;
  let isResumable = false;
  const subscription = schema.getSubscriptionType();
  const left = visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        if (types.getParentType() !== subscription || !resumable.has(node.name.value)) return undefined;
        isResumable = true;
        after ??= argument(node, "after");
        snapshot ??= argument(node, "snapshot");
        return { ...node, arguments: (node.arguments ?? []).filter(({ name }) => name.value !== "after" && name.value !== "snapshot") };
      },
    }),
  );
  const read = reader(operation);
  return {
    document: left,
    variables: usedVariables(left),
    beginningOf: isResumable
      ? (variables) => {
          const cursor = read(after, variables);
          return { after: typeof cursor === "string" ? cursor : null, snapshot: read(snapshot, variables) === true };
        }
      : null,
  };
}

/** The names of root fields of the subscription type that take where to begin. */
export function beginsAnywhere(schema: GraphQLSchema, field: string): boolean {
  const args = schema.getSubscriptionType()?.getFields()[field]?.args ?? [];
  return args.some(({ name, type }) => name === "after" && String(type) === "String") && args.some(({ name }) => name === "snapshot");
}

function argument(node: FieldNode, name: string): ValueNode | undefined {
  return node.arguments?.find((one: ArgumentNode) => one.name.value === name)?.value;
}

/** Reads a value of the operation with the variables of a request, their defaults included. */
function reader({ variableDefinitions = [] }: OperationDefinitionNode) {
  const defaults = Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
  return (value: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): unknown =>
    value ? valueFromASTUntyped(value, { ...defaults, ...variables }) : null;
}

function usedVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return [...names].sort();
}
