/** Selections that go as deep into a graph as they may: from a type or a field to all that is below it, no type twice on one way. */
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

/** A selection of everything below a type, `depth` levels down; fields with required arguments are left to others. */
export function selectDeep(schema: GraphQLSchema, type: GraphQLObjectType, depth: number, path: ReadonlySet<string> = new Set()): string {
  return ["__typename", ...eachBelow(schema, type, depth, path)].join(" ");
}

/** The same, each field of the type by itself. */
export function eachBelow(schema: GraphQLSchema, type: GraphQLObjectType, depth: number, path: ReadonlySet<string>): readonly string[] {
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  return fields.flatMap((field) => selectField(schema, field, depth, new Set([...path, type.name])));
}

/** The field, once with each of what is below it. */
export function selectEach(schema: GraphQLSchema, field: Field, depth: number, path: ReadonlySet<string>): readonly string[] {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return selectField(schema, field, depth, path);
  return eachBelow(schema, type, depth - 1, path).map((below) => `${field.name}${pageOf(field)} { __typename ${below} }`);
}

/** The field with everything below it; nothing where it goes no deeper. */
export function selectField(schema: GraphQLSchema, field: Field, depth: number, path: ReadonlySet<string>): readonly string[] {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return [field.name];
  if (depth === 0 || isAbstractType(type) || !isObjectType(type) || path.has(type.name)) return [];
  return [`${field.name}${pageOf(field)} { ${selectDeep(schema, type, depth - 1, path)} }`];
}

function pageOf(field: Field): string {
  return field.args.some((argument) => argument.name === "first") ? "(first: 5)" : "";
}
