/**
 * Makes up subgraphs that may compose: entities with keys of every kind, fields that one or more subgraphs know, that require or
 * provide others, that are enums, lists, interfaces, unions or interface objects. What an object holds follows from what it is, so that
 * all subgraphs agree; some of it is missing, null where it may not be, or fails.
 */
import { GraphQLError } from "graphql";
import type { Service } from "./both-executors.fixture.ts";
import type { Draw } from "./operations.fixture.ts";

interface Field {
  readonly name: string;
  /** As the SDL has it, such as `[E1!]!`. */
  readonly type: string;
  readonly args: string;
  /** Subgraphs that resolve it. */
  readonly owners: readonly number[];
  /** What the field says of itself beside its type, such as what it requires. */
  readonly directives: string;
  /** Its parts that a requirement has to name; empty for a leaf. */
  readonly parts: string;
}

interface Entity {
  readonly name: string;
  /** The keys by which each subgraph knows it; none for a subgraph that does not. */
  readonly keys: readonly (readonly string[])[];
  readonly fields: Field[];
  /** Fields that a subgraph names without resolving them, by subgraph. */
  readonly external: readonly Map<string, string>[];
}

/** An object of a subgraph: `n` tells one of a type from the others. */
interface Thing {
  readonly __typename: string;
  readonly n: number;
}

const leaves = ["Int", "String", "Float", "Boolean", "ID", "Color"];
const wrappings = ["T", "T", "T", "T!", "[T]", "[T!]", "[T!]!", "[[T]]"];
const keyKinds = [["id"], ["id code"], ["ref { a b }"], ["id", "code"]] as const;

/** Subgraphs by name. Not everything that is drawn composes. */
export function services(draw: Draw): Readonly<Record<string, Service>> {
  const count = 2 + draw(2);
  const subgraphs = Array.from({ length: count }, (_, index) => index);
  const seed = draw(1_000_000);
  const entities = Array.from({ length: 2 + draw(2) }, (_, index) => entity(`E${index}`, subgraphs, draw));
  for (const one of entities) addFields(one, entities, draw);
  for (const one of entities) addRequirements(one, draw);
  const hasNodes = draw(3) === 0;
  return Object.fromEntries(subgraphs.map((s) => [`s${s}`, service(s, entities, hasNodes ? s : null, seed, draw)]));
}

function entity(name: string, subgraphs: readonly number[], draw: Draw): Entity {
  const home = draw(subgraphs.length);
  const kinds: readonly string[] = keyKinds[draw(keyKinds.length)] ?? ["id"];
  const keys = subgraphs.map((s) => (s === home ? kinds : draw(4) === 0 ? [] : [kinds[draw(kinds.length)] ?? "id"]));
  return { name, keys, fields: [], external: subgraphs.map(() => new Map()) };
}

function knowing({ keys }: Entity): readonly number[] {
  return keys.flatMap((known, s) => (known.length > 0 ? [s] : []));
}

function addFields(to: Entity, entities: readonly Entity[], draw: Draw): void {
  const known = knowing(to);
  for (let index = 0, fields = 2 + draw(4); index < fields; index++) {
    const owner = known[draw(known.length)] ?? 0;
    const other = known[draw(known.length)] ?? owner;
    const isShared = other !== owner && draw(3) === 0;
    const owners = isShared ? [owner, other] : [owner];
    const referable = entities.filter((one) => owners.every((s) => (one.keys[s]?.length ?? 0) > 0));
    const kind = draw(10);
    const named =
      kind < 5 ? pick(leaves, draw) : kind < 6 ? "Box" : kind < 9 || isShared ? (referable[draw(referable.length)]?.name ?? "Int") : "Any";
    const type = pick(wrappings, draw).replace("T", named);
    const args = draw(6) === 0 ? "(n: Int = 1)" : "";
    const target = entities.find(({ name }) => name === named);
    const provided = target && !isShared && draw(2) === 0 ? providedField(target, owner, draw) : "";
    const parts = named === "Box" ? " { w h }" : "";
    to.fields.push({ name: `f${index}`, type, args, owners, directives: `${isShared ? " @shareable" : ""}${provided}`, parts });
  }
}

/** A field of another subgraph that this one gives along with a reference. */
function providedField(target: Entity, subgraph: number, draw: Draw): string {
  const candidates = target.fields.filter(
    ({ type, owners, args, directives }) =>
      leaves.includes(type.replaceAll(/\W/g, "")) && !owners.includes(subgraph) && args === "" && !directives.includes("@requires"),
  );
  const field = candidates[draw(Math.max(1, candidates.length))];
  if (!field) return "";
  if (!field.directives.includes("@shareable")) {
    target.fields[target.fields.indexOf(field)] = { ...field, directives: `${field.directives} @shareable` };
  }
  target.external[subgraph]?.set(field.name, field.type);
  return ` @provides(fields: "${field.name}")`;
}

function addRequirements(to: Entity, draw: Draw): void {
  const known = knowing(to);
  for (let index = 0, fields = draw(3); index < fields; index++) {
    const s = known[draw(known.length)] ?? 0;
    const candidates = to.fields.filter(
      ({ type, owners, args, parts }) =>
        !owners.includes(s) && args === "" && !isNested(type, parts) && (parts !== "" || leaves.includes(type.replaceAll(/\W/g, ""))),
    );
    const needed = [...new Set([pick(candidates, draw), pick(candidates, draw)])].filter((one) => one !== undefined);
    if (needed.length === 0) continue;
    for (const { name, type } of needed) to.external[s]?.set(name, type);
    const fieldSet = needed.map(({ name, parts }) => name + parts).join(" ");
    to.fields.push({
      name: `r${index}`,
      type: pick(["String", "String!"], draw),
      args: "",
      owners: [s],
      directives: ` @requires(fields: "${fieldSet}")`,
      parts: "",
    });
  }
}

/** Apollo's executor takes nothing from lists of lists of objects, so nothing requires such. */
function isNested(type: string, parts: string): boolean {
  return parts !== "" && type.startsWith("[[");
}

/** `nodes` says which part a subgraph has in the interface that another one knows as an object; null for none. */
function service(s: number, entities: readonly Entity[], nodes: number | null, seed: number, draw: Draw): Service {
  const known = entities.filter(({ keys }) => (keys[s]?.length ?? 0) > 0);
  const thing = known.filter(({ keys }) => keys[s]?.some((key) => key.startsWith("id")));
  const names = known.map(({ name }) => name);
  const abstract = [...(names.length > 0 ? ["Any"] : []), ...(thing.length > 0 ? ["Named"] : [])];
  const roots = Array.from({ length: 1 + draw(3) }, (_, index) => {
    const type = pick(wrappings, draw).replace("T", pick([...names, ...names, ...abstract, "Int"], draw));
    return { name: `q${s}x${index}`, type };
  });
  const types = known.map((one) => entitySdl(one, s, thing.includes(one)));
  const sdl = [
    "enum Color { RED GREEN BLUE @inaccessible }",
    "type Box @shareable { w: Int h: Int! label: String }",
    "type Ref @shareable { a: ID! b: Int! }",
    ...(names.length > 0 ? [`union Any = ${names.join(" | ")}`] : []),
    ...(thing.length > 0 ? ["interface Named { id: ID! }"] : []),
    ...types,
    ...nodesSdl(nodes),
    `type Query { ${roots.map(({ name, type }) => `${name}(n: Int = 0): ${type}`).join(" ")} ${nodes === null || nodes > 1 ? "" : `nodes${s}: [Node]`} }`,
  ].join("\n");
  const source = new Source(
    seed,
    s,
    names,
    thing.map(({ name }) => name),
  );
  const resolvers: Record<string, Record<string, unknown>> = {
    Query: Object.fromEntries(
      roots.map(({ name, type }) => [name, (_: unknown, { n }: { n: number }) => source.value(type, ["Query", name, n])]),
    ),
    Box: { w: source.leafOf("Int", "w"), h: source.leafOf("Int!", "h"), label: source.leafOf("String", "label") },
    ...Object.fromEntries(known.map((one) => [one.name, source.resolversOf(one)])),
    ...source.nodeResolvers(nodes),
  };
  for (const name of abstract) resolvers[name] = { __resolveType: ({ __typename }: Thing) => __typename };
  if (nodes !== null && nodes <= 1) {
    Object.assign(resolvers.Query ?? {}, { [`nodes${s}`]: () => [0, 1, 2, 3].map((n) => source.node(n)) });
  }
  return { sdl, resolvers };
}

function entitySdl({ name, keys, fields, external }: Entity, s: number, isNamed: boolean): string {
  const own = keys[s] ?? [];
  const keyed = new Set(own.flatMap((key) => key.split(" ")));
  const keyFields = [
    ...(keyed.has("id") ? ["id: ID!"] : []),
    ...(keyed.has("code") ? ["code: String!"] : []),
    ...(keyed.has("ref") ? ["ref: Ref!"] : []),
  ];
  const resolved = fields.filter(({ owners }) => owners.includes(s));
  const told = [...(external[s] ?? [])].filter(([field]) => !resolved.some((one) => one.name === field));
  return `type ${name}${isNamed ? " implements Named" : ""} ${own.map((key) => `@key(fields: "${key}")`).join(" ")} {
    ${keyFields.join(" ")}
    ${resolved.map((field) => `${field.name}${field.args}: ${field.type}${field.directives}`).join("\n    ")}
    ${told.map(([field, type]) => `${field}: ${type} @external`).join(" ")} }`;
}

function nodesSdl(part: number | null): readonly string[] {
  if (part === 0) {
    return [
      'interface Node @key(fields: "id") { id: ID! size: Int }',
      'type N0 implements Node @key(fields: "id") { id: ID! size: Int left: String }',
      'type N1 implements Node @key(fields: "id") { id: ID! size: Int right: Int! }',
    ];
  }
  if (part === 1) return ['type Node @key(fields: "id") @interfaceObject { id: ID! extra: String many: [Int!] }'];
  if (part === 2) return ['type N0 @key(fields: "id") { id: ID! later: Color! }'];
  return [];
}

/** What a subgraph tells of objects. */
class Source {
  readonly #seed: number;
  readonly #subgraph: number;
  readonly #members: readonly string[];
  readonly #named: readonly string[];

  constructor(seed: number, subgraph: number, members: readonly string[], named: readonly string[]) {
    this.#seed = seed;
    this.#subgraph = subgraph;
    this.#members = members;
    this.#named = named;
  }

  resolversOf({ name: type, fields }: Entity): Record<string, unknown> {
    const resolvers: Record<string, unknown> = {
      id: ({ n }: Thing) => `${type}-${n}`,
      code: ({ n }: Thing) => `c${n}`,
      ref: ({ n }: Thing) => ({ a: String(n), b: n }),
      // A reference that throws at once takes the whole fetch with it, and how much is one fetch is not the same for both.
      __resolveReference: async (told: Record<string, unknown>) => {
        const n = numberOf(told);
        if (this.#hash([type, n, this.#subgraph]) % 13 === 0) return null;
        if (this.#hash([type, n, "lost", this.#subgraph]) % 29 === 0) throw new Error(`${type} ${n} cannot be read`);
        return { ...told, __typename: type, n };
      },
    };
    for (const field of fields) {
      resolvers[field.name] = field.directives.includes("@requires")
        ? (told: object) => JSON.stringify(told, Object.keys(told).concat("w", "h").sort())
        : ({ n }: Thing, args: { n?: number }) => this.value(field.type, [type, n, field.name, args.n ?? 0]);
    }
    return resolvers;
  }

  nodeResolvers(part: number | null): Record<string, Record<string, unknown>> {
    if (part === null || part > 2) return {};
    const byId = async ({ id }: { id: string }) => {
      const n = Number(id.slice(5));
      return this.#hash(["Node", n, this.#subgraph]) % 7 === 0 ? null : this.node(n);
    };
    const fieldsOf = (types: Record<string, string>) =>
      Object.fromEntries(Object.entries(types).map(([name, type]) => [name, ({ n }: Thing) => this.value(type, ["Node", n, name])]));
    if (part === 1) return { Node: { __resolveReference: byId, ...fieldsOf({ extra: "String", many: "[Int!]" }) } };
    if (part === 2) return { N0: { __resolveReference: byId, ...fieldsOf({ later: "Color!" }) } };
    return {
      Node: { __resolveReference: byId, __resolveType: ({ __typename }: Thing) => __typename },
      N0: { __resolveReference: byId, ...fieldsOf({ size: "Int", left: "String" }) },
      N1: { __resolveReference: byId, ...fieldsOf({ size: "Int", right: "Int!" }) },
    };
  }

  node(n: number): Thing & { readonly id: string } {
    return { __typename: this.#subgraph === 1 ? "Node" : `N${n % 2}`, n, id: `node-${n}` };
  }

  leafOf(type: string, name: string) {
    return ({ n }: Thing) => this.value(type, ["Box", n, name]);
  }

  /** A value of a type, which follows from where it is. */
  value(type: string, at: readonly unknown[]): unknown {
    const hash = this.#hash(at);
    if (hash % 23 === 0) throw new GraphQLError(`${at.join(" ")} cannot be read`, { extensions: { code: `C${hash % 3}` } });
    const isRequired = type.endsWith("!");
    if (hash % (isRequired ? 31 : 9) === 0) return null;
    const bare = isRequired ? type.slice(0, -1) : type;
    if (bare.startsWith("[")) return Array.from({ length: hash % 4 }, (_, index) => this.#item(bare.slice(1, -1), [...at, index]));
    return this.#single(bare, hash);
  }

  /** As a value, but an item that fails is an Error in its place. */
  #item(type: string, at: readonly unknown[]): unknown {
    try {
      return this.value(type, at);
    } catch (fault) {
      return fault;
    }
  }

  #single(type: string, hash: number): unknown {
    const n = hash % 5;
    switch (type) {
      case "Int":
        return n;
      case "Float":
        return n + 0.5;
      case "Boolean":
        return n > 2;
      case "Color":
        return ["RED", "GREEN", "BLUE", "RED", "GREEN"][n];
      case "String":
      case "ID":
        return `t${n}`;
      case "Any":
        return { __typename: this.#members[hash % this.#members.length], n };
      case "Named":
        return { __typename: this.#named[hash % this.#named.length], n };
      default:
        return { __typename: type, n };
    }
  }

  #hash(at: readonly unknown[]): number {
    let hash = this.#seed | 1;
    for (const letter of at.join("\u0000")) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return (hash ^ (hash >>> 13)) >>> 0;
  }
}

/** The number of an object, by whichever key it is told. */
function numberOf(told: Record<string, unknown>): number {
  if (typeof told.id === "string") return Number(told.id.slice(told.id.indexOf("-") + 1));
  if (typeof told.code === "string") return Number(told.code.slice(1));
  return Number((told.ref as { readonly a?: string } | undefined)?.a);
}

function pick<T>(among: readonly T[], draw: Draw): T {
  return among[draw(Math.max(1, among.length))] as T;
}
