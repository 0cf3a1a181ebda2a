/** Scalars and enums as JSON, each checked to be what the API schema says. */
import { type GraphQLLeafType, isEnumType } from "graphql";

/** The value's JSON, or null when it is none of the type. */
export type WriteLeaf = (value: unknown) => string | null;

const integer = /^-?[0-9]+$/;

export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(new Set(type.getValues().map(({ name }) => name)));
  switch (type.name) {
    case "Boolean":
      return (value) => (value === true ? "true" : value === false ? "false" : null);
    case "Int":
      return writeInteger;
    case "Float":
      return (value) => (typeof value === "number" && Number.isFinite(value) ? String(value) : null);
    case "ID":
      return (value) => (typeof value === "string" ? JSON.stringify(value) : writeInteger(value));
    case "String":
      return (value) => (typeof value === "string" ? JSON.stringify(value) : null);
    default:
      // A scalar of the subgraph's own: what it serializes to is its business.
      return (value) => (typeof value === "string" ? JSON.stringify(value) : (JSON.stringify(value) ?? null));
  }
}

function writeInteger(value: unknown): string | null {
  return typeof value === "number" && integer.test(String(value)) ? String(value) : null;
}

/** A value that the API schema hides is as one that does not exist. */
function enumWriter(names: ReadonlySet<string>): WriteLeaf {
  const texts = new Map([...names].map((name) => [name, JSON.stringify(name)]));
  return (value) => texts.get(value as string) ?? null;
}
