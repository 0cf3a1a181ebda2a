/** Makes up operations that are valid for a schema, of fields, aliases, fragments and conditions. */
import fc from "fast-check";
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from "graphql";

/** Draws numbers; fast-check makes them smaller when it looks for the smallest case that fails. */
export type Draw = (below: number) => number;

/** An operation's text with the variables `$yes` and `$no`, which may stand in any condition. */
export function operations(schema: GraphQLSchema, deepest: number): fc.Arbitrary<string> {
  return draws(60).map((draw) => operation(schema, deepest, draw));
}

/** Numbers to draw; when they have all been drawn they come again. */
export function draws(count: number): fc.Arbitrary<Draw> {
  return fc.array(fc.nat(1_000_000), { minLength: count, maxLength: count, size: "max" }).map((numbers) => {
    let next = 0;
    return (below) => (numbers[next++ % numbers.length] as number) % below;
  });
}

/** One operation. */
export function operation(schema: GraphQLSchema, deepest: number, draw: Draw): string {
  const root = schema.getQueryType();
  if (!root) throw new Error("the schema has no query");
  return `query ($yes: Boolean = true, $no: Boolean = false) ${selection(schema, root, deepest, draw)}`;
}

function selection(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number, draw: Draw): string {
  const parts = Array.from({ length: 1 + draw(4) }, () => part(schema, type, depth, draw)).filter((text) => text !== "");
  return `{ ${parts.length > 0 ? parts.join(" ") : "__typename"} }`;
}

function part(schema: GraphQLSchema, type: GraphQLCompositeType, depth: number, draw: Draw): string {
  const kind = draw(10);
  if (kind === 0) return `${draw(2) === 0 ? `t${draw(2)}: ` : ""}__typename${condition(draw)}`;
  if (kind <= 2 && depth > 0) {
    const narrowed = pick(conditionsOf(schema, type), draw) ?? type;
    return `... on ${narrowed.name}${condition(draw)} ${selection(schema, narrowed, depth - 1, draw)}`;
  }
  if (!("getFields" in type)) return "__typename";
  const field = pick(Object.values(type.getFields()), draw);
  return field ? fieldText(schema, type, field, depth, draw) : "__typename";
}

function fieldText(
  schema: GraphQLSchema,
  on: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  draw: Draw,
): string {
  const type = getNamedType(field.type);
  if (isCompositeType(type) && depth === 0) return "";
  const args = field.args.flatMap(({ name, type: wanted }) => {
    const isGiven = isNonNullType(wanted) || draw(2) === 0;
    const value = literal(getNamedType(wanted).name, draw);
    return isGiven && value !== null ? [`${name}: ${value}`] : [];
  });
  const given = args.length > 0 ? `(${args.join(", ")})` : "";
  // One response name must mean the same everywhere, so an alias tells on what and with which arguments.
  const alias = given !== "" || draw(4) === 0 ? `${on.name}_${field.name}_${args.join("").replace(/\W/g, "")}: ` : "";
  const below = isCompositeType(type) ? ` ${selection(schema, type, depth - 1, draw)}` : "";
  const plain = isObjectType(on) && alias === "" ? `${on.name}_${field.name}: ` : alias;
  return `${plain}${field.name}${given}${condition(draw)}${below}`;
}

function condition(draw: Draw): string {
  const kind = draw(12);
  if (kind > 3) return "";
  return ` @${kind < 2 ? "skip" : "include"}(if: ${["$yes", "$no", "true", "false"][draw(4)]})`;
}

function literal(type: string, draw: Draw): string | null {
  if (type === "Int") return String(draw(4));
  if (type === "ID") return `"${draw(5)}"`;
  if (type === "String") return `"${["H87", "KGM"][draw(2)]}"`;
  return null;
}

function conditionsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
  // Apollo's executor loses its way when an object is widened to an interface and narrowed again, so that is not asked of it.
  return isAbstractType(type)
    ? [...schema.getPossibleTypes(type), ...schema.getPossibleTypes(type).flatMap((one) => one.getInterfaces())]
    : [type];
}

function pick<T>(among: readonly T[], draw: Draw): T | undefined {
  return among[draw(Math.max(1, among.length))];
}
