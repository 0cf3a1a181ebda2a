/** How many entries a field is taken to answer with, by its slicing arguments (GraphQL Cost Directives, section 8). */
import { type FieldNode, type GraphQLField, Kind, type ValueNode, valueFromASTUntyped, visit } from "graphql";
import type { Formula, Term, Variables } from "./formula.ts";
import type { ListSize } from "./rules.ts";

/** Entries of a list of which nothing is said. */
export const unknownListSize = 10;

type Field = GraphQLField<unknown, unknown>;

/** The largest of the slicing arguments, else the size that is assumed. Null counts as not given: a default stands for it. */
export function sizeOf(formula: Formula, { slicingArguments, assumedSize }: ListSize, field: Field, node: FieldNode): Term {
  const slices = slicingArguments.map((name) => ({ value: valueIn(node, name), standing: defaultOf(field, name) }));
  const largest = (variables: Variables): number => {
    const given = slices.flatMap(({ value, standing }) => asSize(value && valueFromASTUntyped(value, variables)) ?? asSize(standing) ?? []);
    return given.length > 0 ? Math.max(...given) : (assumedSize ?? unknownListSize);
  };
  return slices.some(({ value }) => value && hasVariable(value)) ? formula.fromVariables(largest) : largest({});
}

/** Whether the operation itself gives a slicing argument. */
export function isGiven(node: FieldNode, name: string): boolean {
  const value = valueIn(node, name);
  return value !== undefined && value.kind !== Kind.NULL;
}

/** What the schema has for an argument that is not given. */
export function defaultOf(field: Field, name: string): unknown {
  return field.args.find((argument) => argument.name === name)?.defaultValue;
}

/** Whether a value is only known with the variables of a request. */
export function hasVariable(value: ValueNode): boolean {
  let found = false;
  visit(value, {
    Variable: () => {
      found = true;
    },
  });
  return found;
}

function valueIn({ arguments: given = [] }: FieldNode, name: string): ValueNode | undefined {
  return given.find((argument) => argument.name.value === name)?.value;
}

/** What is no size is refused when the variables or the resolver's arguments are checked. */
function asSize(value: unknown): number | null {
  return typeof value === "number" && value >= 0 ? value : null;
}
