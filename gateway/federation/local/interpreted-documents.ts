/** Documents that graphql-jit would run differently from graphql-js, and which are therefore interpreted. */
import {
  type DirectiveNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  type TypeNode,
  typeFromAST,
  visit,
} from "graphql";

/**
 * True for a response key `__proto__`, which compiled code would take for the prototype; for a variable that is non-null
 * and has a default, which it would demand; for input types that contain themselves, which it cannot compile; and for `@skip`
 * or `@include` on a whole selection, which it forgets for what is selected below when the same field is also selected elsewhere.
 */
export function isLeftInterpreted(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ alias, name, directives, selectionSet }) => {
      if ((alias ?? name).value === "__proto__" || (selectionSet && isConditional(directives))) found = true;
    },
    InlineFragment: ({ directives }) => {
      if (isConditional(directives)) found = true;
    },
    FragmentSpread: ({ directives }) => {
      if (isConditional(directives)) found = true;
    },
    VariableDefinition: ({ type, defaultValue }) => {
      if ((type.kind === Kind.NON_NULL_TYPE && defaultValue) || containsItself(schema, type)) found = true;
    },
  });
  return found;
}

function isConditional(directives: readonly DirectiveNode[] = []): boolean {
  return directives.some(({ name }) => name.value === "skip" || name.value === "include");
}

function containsItself(schema: GraphQLSchema, node: TypeNode): boolean {
  // typeFromAST is declared for each kind of node apart.
  const type = typeFromAST(schema, node as never) as GraphQLInputType | undefined;
  const isOnPath = (input: GraphQLInputType, path: readonly unknown[]): boolean => {
    const named = getNamedType(input);
    if (path.includes(named)) return true;
    if (!isInputObjectType(named)) return false;
    return Object.values(named.getFields()).some((field) => isOnPath(field.type, [...path, named]));
  };
  return type !== undefined && isOnPath(type, []);
}
