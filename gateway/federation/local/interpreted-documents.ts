/** Documents that graphql-jit would run differently from graphql-js, and which are therefore interpreted. */
import {
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
 * and has a default, which it would demand; and for input types that contain themselves, which it cannot compile.
 */
export function isLeftInterpreted(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ alias, name }) => {
      if ((alias ?? name).value === "__proto__") found = true;
    },
    VariableDefinition: ({ type, defaultValue }) => {
      if ((type.kind === Kind.NON_NULL_TYPE && defaultValue) || containsItself(schema, type)) found = true;
    },
  });
  return found;
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
