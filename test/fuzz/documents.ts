/** Documents that follow the grammar and the schema, mostly, and every few words do not. */
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";

export interface Fuzzed {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly isSubscription: boolean;
}

/** Gives numbers from 0 to 1. */
export type Chance = () => number;

const names = ["a", "__proto__", "constructor", "prototype", "toString", "data", "errors", "_", "__x", "id", "hasOwnProperty", "then"];
const texts = [
  '"1010"',
  '""',
  '"\\u0000"',
  '"\\uD83D\\uDE00"',
  '"\\uD83D"',
  '"é\u{1F600}\u202E"',
  '"""block "" \\""" """',
  '"__proto__"',
  `"${"x".repeat(2_000)}"`,
];
const numbers = [
  "0",
  "-1",
  "1",
  "2147483647",
  "2147483648",
  "99999999999999999999999999",
  "1e400",
  "-0",
  "0.1",
  "1E+2",
  "-9007199254740993",
];
const wildValues: readonly unknown[] = [
  null,
  true,
  -1,
  2 ** 53,
  1e300,
  "",
  "1010",
  "\u0000",
  "\uD83D",
  "é",
  [],
  [[]],
  {},
  { __proto__: 1 },
  [null, {}],
  "x".repeat(5_000),
];
const directives = [
  "@skip(if: true)",
  "@include(if: $b)",
  "@include(if: false)",
  "@defer",
  '@defer(label: "l")',
  "@unknown",
  "@skip",
  "@deprecated",
  "@skip(if: 1)",
  "@include(if: true) @include(if: true)",
];

export function createDocuments(schema: GraphQLSchema, chance: Chance): () => Fuzzed {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const often = (probability: number): boolean => chance() < probability;
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));

  const value = createValues(chance);
  const args = (of: readonly GraphQLArgument[]): string => {
    const given = of.filter((one) => isNonNullType(one.type) || often(0.3)).map((one) => `${one.name}: ${value(one.type, 0)}`);
    return given.length > 0 ? `(${given.join(", ")})` : "";
  };
  const selection = (type: GraphQLOutputType, depth: number): string => {
    const named = getNamedType(type);
    if (!isObjectType(named) && !isInterfaceType(named)) return often(0.02) ? "{ id }" : "";
    const fields = Object.values(named.getFields());
    const parts = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => {
      const kind = chance();
      if (kind < 0.06) return `...${pick(["F0", "F1", "F2", "FX"])}`;
      if (kind < 0.12)
        return `... on ${often(0.8) ? named.name : pick(types).name} ${directive()} ${depth > 0 ? selection(named, depth - 1) : "{ __typename }"}`;
      if (kind < 0.16)
        return pick([
          "__typename",
          "nothing",
          "__schema { types { name } }",
          '__type(name: "Query") { name }',
          "_entities",
          "_service { sdl }",
        ]);
      const field = pick(fields);
      if (depth === 0 && selectsMore(field.type)) return "__typename";
      const alias = often(0.15) ? `${pick(names)}: ` : "";
      return `${alias}${field.name}${args(field.args)} ${directive()} ${selection(field.type, depth - 1)}`;
    });
    return `{ ${parts.join(" ")} }`;
  };
  const directive = (): string => (often(0.08) ? pick(directives) : "");
  const selectsMore = (type: GraphQLOutputType): boolean => {
    const named = getNamedType(type);
    return isObjectType(named) || isInterfaceType(named);
  };
  const fragment = (name: string): string => {
    const type = pick(types);
    return `fragment ${name} on ${type.name} ${directive()} ${selection(type, 3)}`;
  };

  return () => {
    const kind = pick(["query", "query", "query", "query", "mutation", "subscription"] as const);
    const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[kind];
    const depth = often(0.05) ? 30 : 1 + Math.floor(chance() * 7);
    const variables = "($b: Boolean, $v: String, $i: Int = 1)";
    let query = `${kind} ${often(0.3) ? pick(names) : ""}${variables} ${root ? selection(root, depth) : "{ a }"} ${["F0", "F1", "F2"].map(fragment).join(" ")}`;
    if (often(0.02)) query = `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: plants { ...D0 }`).join(" ")} } ${doubling}`;
    if (often(0.03)) query = bracketed(pick([50, 99, 2_000]));
    if (often(0.1)) query = mangle(query, chance);
    return {
      query,
      variables: {
        b: pick<unknown>([true, false, true, null, "yes"]),
        v: pick(wildValues),
        ...(often(0.2) ? { [pick(names)]: pick(wildValues) } : {}),
      },
      isSubscription: kind === "subscription",
    };
  };
}

/** Values for a type, as they are written in a document; now and then of another. */
function createValues(chance: Chance): (type: GraphQLInputType | null, depth: number) => string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const often = (probability: number): boolean => chance() < probability;
  const value = (type: GraphQLInputType | null, depth: number): string => {
    if (often(0.06)) return pick([...texts, ...numbers, "null", "$b", "$v", "{}", "[[[[]]]]", "ENUM", "{ a: { a: 1 } }"]);
    if (type && isNonNullType(type)) return value(type.ofType, depth);
    if (type && isListType(type)) return `[${Array.from({ length: Math.floor(chance() * 4) }, () => value(type.ofType, depth)).join(" ")}]`;
    if (type && isEnumType(type)) return pick(type.getValues()).name;
    if (type && isInputObjectType(type)) {
      if (depth > 4) return "{}";
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || often(0.4));
      return `{ ${fields.map((field) => `${field.name}: ${value(field.type, depth + 1)}`).join(" ")} }`;
    }
    const name = type ? getNamedType(type).name : "";
    if (name === "Int" || name === "Float") return often(0.7) ? String(Math.floor(chance() * 50)) : pick(numbers);
    if (name === "Boolean") return pick(["true", "false"]);
    return pick(texts);
  };
  return value;
}

/** Each fragment spreads the next one twice: two to the power of forty fields. */
const doubling = Array.from({ length: 40 }, (_, index) => `fragment D${index} on Plant { ...D${index + 1} ...D${index + 1} }`).join(" ");

function bracketed(depth: number): string {
  return `{ plants ${"{ a ".repeat(depth)}${"}".repeat(depth)} }`;
}

/** The text with a few characters taken out, doubled, or changed. */
function mangle(text: string, chance: Chance): string {
  let mangled = text;
  for (let times = 1 + Math.floor(chance() * 3); times > 0; times--) {
    const at = Math.floor(chance() * mangled.length);
    const piece = ["", "\u0000", "{", "}", '"', "\\", "$", "\uFEFF", "#", "\uD83D", mangled.slice(at, at + 20).repeat(3)][
      Math.floor(chance() * 11)
    ];
    mangled = `${mangled.slice(0, at)}${piece}${mangled.slice(at + Math.floor(chance() * 3))}`;
  }
  return mangled;
}
