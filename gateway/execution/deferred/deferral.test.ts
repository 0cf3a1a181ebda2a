import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type GraphQLError, getOperationAST, parse, validate } from "graphql";
import { type CompiledOperation, compileOperation } from "../compiled-operation.ts";
import { composeBoth } from "../equivalence/both-executors.fixture.ts";
import { plants } from "../equivalence/plants.fixture.ts";
import type { DeferredPart } from "./deferral.ts";

const { generation } = composeBoth(plants);

function compile(text: string, over = generation): CompiledOperation {
  const document = parse(text);
  const operation = getOperationAST(document);
  assert.ok(operation);
  assert.deepEqual(validate(over.apiSchema, document), []);
  return compileOperation(over, { fetched: document, written: document }, operation);
}

const request = (variables: Readonly<Record<string, unknown>> = {}) => ({
  variables,
  context: {},
  caller: null,
  signal: new AbortController().signal,
});

const withoutDefer = (text: string): string => text.replaceAll(/\(\$yes: Boolean = true\)|@defer(\([^)]*\))?/g, "");

interface Assembled {
  readonly now: unknown;
  readonly whole: unknown;
  readonly parts: readonly DeferredPart[];
  readonly errors: readonly GraphQLError[];
}

/** Puts the parts where they belong as they come, as a client does; a part whose place is not there yet fails the test. */
async function assemble(text: string, variables = {}, over = generation): Promise<Assembled> {
  const { now, later, finished } = await compile(text, over).runDeferred(request(variables));
  const whole = JSON.parse(now.data ?? "null");
  const parts: DeferredPart[] = [];
  for await (const group of later ?? []) {
    for (const part of group) {
      parts.push(part);
      const place = part.path.reduce<unknown>((value, element) => (value as Record<string | number, unknown>)[element], whole);
      assert.ok(typeof place === "object" && place !== null, `${text}: there is nothing at ${part.path.join("/")}`);
      mergeDeep(place as Record<string, unknown>, (JSON.parse(part.data) ?? {}) as object);
    }
  }
  await finished;
  return { now: JSON.parse(now.data ?? "null"), whole, parts, errors: [...now.errors, ...parts.flatMap(({ errors }) => errors)] };
}

function mergeDeep(place: Record<string, unknown>, part: object): void {
  for (const [name, value] of Object.entries(part)) {
    const known = place[name];
    if (typeof known === "object" && known !== null && typeof value === "object") mergeDeep(known as Record<string, unknown>, value);
    else place[name] = value;
  }
}

const operations: readonly (readonly [text: string, variables?: object])[] = [
  [`{ order(id: "1") { id ... @defer(label: "rest") { buyer material { number available } } } }`],
  [`{ orders(first: 3) { id ... @defer { material { suppliers { name ... @defer(label: "deep") { city } } } } } }`],
  [`{ things { id ... on Material @defer { available } ... on Worker @defer(label: "o") { label } } }`],
  [`query ($yes: Boolean = true) { order(id: "1") { ... @defer(if: $yes) { buyer } id } }`],
  [`{ ... @defer { order(id: "1") { id } } me { id } }`],
  [`query ($yes: Boolean!) { order(id: "1") { id ... @include(if: $yes) { ... @defer { buyer } } } }`, { yes: true }],
  [`query ($yes: Boolean!) { order(id: "1") { id ... @defer { buyer @skip(if: $yes) material { available } } } }`, { yes: true }],
  [`{ things { __typename ... on Thing { ... on Material { ... @defer { number available } } } } }`],
  [`{ things { ... @defer { id ... on Material { available } } } }`],
  [`{ found { ... @defer { __typename ... on Material { number weight } } } }`],
  [`{ a: order(id: "1") { ...Rest } b: order(id: "3") { ...Rest } } fragment Rest on Order { id ... @defer(label: "rest") { buyer } }`],
  [`{ order(id: "1") { id ...Rest @defer } } fragment Rest on Order { buyer ... @defer { material { ... @defer { available } } } }`],
  [`{ me { ... @defer { ... @defer { task { ... on Order { ... @defer { buyer } } } } } } }`],
  [`{ order(id: "1") { ... @defer { id } ... @defer { id buyer } } }`],
  [`{ order(id: "1") { ... @defer { id: label buyer: id } } }`],
  [`{ me { id } ... @defer { __type(name: "Order") { name } } }`],
  [`{ order(id: "1") { parts { ... @defer { material { available suppliers { name } } } } } }`],
  [`{ matrix { id ... @defer { previous { buyer: label } } } }`],
];

describe("what an operation defers", () => {
  for (const [text, variables = {}] of operations) {
    it(`comes later and makes the same whole: ${text}`, async () => {
      const { now, whole, parts } = await assemble(text, variables);
      assert.ok(parts.length > 0);
      assert.notDeepEqual(now, whole);
      const { data } = await compile(withoutDefer(text)).run(request(variables as Record<string, unknown>));
      assert.deepEqual(whole, JSON.parse(data ?? "null"));
    });
  }

  it("comes at once when the condition says so", async () => {
    const { whole, parts } = await assemble(operations[3]?.[0] ?? "", { yes: false });
    assert.deepEqual(parts, []);
    assert.deepEqual(whole, { order: { buyer: "buyer of 1", id: "1" } });
  });

  it("does not come where a condition on the way to it leaves it out", async () => {
    const ways = [
      `query ($no: Boolean!) { order(id: "1") { id ... @include(if: $no) { ... @defer { buyer } } } }`,
      `query ($no: Boolean!) { order(id: "1") { id ... @defer { label ... @include(if: $no) { ... @defer { buyer } } } } }`,
      `query ($no: Boolean!) { order(id: "1") { id ... @include(if: $no) @defer { buyer } } }`,
      `query ($no: Boolean!) { me { id } order(id: "1") @include(if: $no) { id ... @defer { buyer } } }`,
    ];
    for (const text of ways) {
      const { whole } = await assemble(text, { no: false });
      const { data } = await compile(withoutDefer(text)).run(request({ no: false }));
      assert.deepEqual(whole, JSON.parse(data ?? "null"), text);
    }
  });

  it("comes only where each type on the way to it is the one that was asked for", async () => {
    const { parts } = await assemble(`{ things { id ... on Thing { ... on Order { material { ... @defer { available } } } } } }`);
    assert.deepEqual(
      parts.map(({ path }) => path),
      [
        ["things", 0, "material"],
        ["things", 3, "material"],
      ],
    );
  });

  it("has the label that the client gave, wherever it stands", async () => {
    const { parts } = await assemble(operations[10]?.[0] ?? "");
    assert.deepEqual(parts.map(({ path, label }) => [path[0], label]).sort(), [
      ["a", "rest"],
      ["b", "rest"],
    ]);
  });

  it("does not come where the object has become null", async () => {
    const { now, parts } = await assemble(`{ strict { must deep { must deep { must } ... @defer { list } } } }`);
    assert.deepEqual(now, { strict: null });
    assert.deepEqual(parts, []);
  });

  it("tells what went wrong with the object that it is about", async () => {
    const { parts } = await assemble(`{ orders(first: 3) { id ... @defer { buyer } } }`);
    assert.deepEqual(
      parts.map(({ path, data, errors }) => [path, data, errors.map((error) => error.path)]),
      [
        [["orders", 0], "null", [["orders", 0, "buyer"]]],
        [["orders", 1], `{"buyer":"buyer of 1"}`, []],
        [["orders", 2], `{"buyer":"buyer of 2"}`, []],
      ],
    );
  });

  it("does not come before what it is a part of, though it needs less", async () => {
    let open = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      open = resolve;
    });
    const id = { id: "1" };
    const { generation: over } = composeBoth({
      a: { sdl: `type Query { one: One } type One @key(fields: "id") { id: ID! }`, resolvers: { Query: { one: () => id } } },
      b: {
        sdl: `type One @key(fields: "id") { id: ID! slow: Inner } type Inner { late: String }`,
        resolvers: { One: { slow: () => slow.then(() => ({ late: "late" })) } },
      },
      c: {
        sdl: `type One @key(fields: "id") { id: ID! quick: String }`,
        resolvers: {
          One: {
            quick: () => {
              open();
              return "quick";
            },
          },
        },
      },
    });
    const text = `{ one { id ... @defer(label: "outer") { slow { late } ... @defer(label: "inner") { quick } } } }`;
    const { parts, whole } = await assemble(text, {}, over);
    assert.deepEqual(
      parts.map(({ label }) => label),
      ["outer", "inner"],
    );
    assert.deepEqual(whole, { one: { id: "1", slow: { late: "late" }, quick: "quick" } });
  });

  it("comes where only another subgraph knows of which type the object is", async () => {
    const nodes = [{ id: "0" }, { id: "1" }];
    const typed = ({ id }: { id: string }) => ({ __typename: `N${id}`, id, left: `left ${id}` });
    const { generation: over } = composeBoth({
      a: {
        sdl: `interface Node @key(fields: "id") { id: ID! }
          type N0 implements Node @key(fields: "id") { id: ID! left: String }
          type N1 implements Node @key(fields: "id") { id: ID! left: String }
          type Query { unused: String }`,
        resolvers: { Node: { __resolveReference: typed, __resolveType: ({ __typename }: { __typename: string }) => __typename } },
      },
      b: {
        sdl: `type Node @key(fields: "id") @interfaceObject { id: ID! extra: String } type Query { nodes: [Node] }`,
        resolvers: { Query: { nodes: () => nodes }, Node: { extra: () => "more" } },
      },
    });
    const { now, whole } = await assemble(`{ nodes { id ... on N0 @defer { left extra } } }`, {}, over);
    assert.deepEqual(now, { nodes });
    assert.deepEqual(whole, { nodes: [{ id: "0", left: "left 0", extra: "more" }, { id: "1" }] });
  });

  it("comes at once when the planner cannot plan it apart", async () => {
    const unable = {
      ...generation,
      planner: {
        buildQueryPlan: (operation: Parameters<typeof generation.planner.buildQueryPlan>[0]) => {
          if (String(operation).includes("@defer")) throw new Error("unplannable");
          return generation.planner.buildQueryPlan(operation);
        },
      } as unknown as typeof generation.planner,
    };
    const { whole, parts } = await assemble(`{ order(id: "1") { id ... @defer { buyer } } }`, {}, unable);
    assert.deepEqual(parts, []);
    assert.deepEqual(whole, { order: { id: "1", buyer: "buyer of 1" } });
  });

  it("comes with an error when it cannot be answered, and nothing waits for ever", async () => {
    const { parts } = await assemble(`query ($name: String = "Order") { me { id } ... @defer { __type(name: $name) { name } } }`);
    assert.deepEqual(
      parts.map(({ data }) => data),
      [`{"__type":{"name":"Order"}}`],
    );
    const failing = {
      ...generation,
      sources: { ...generation.sources, people: { prepare: () => () => Promise.reject(new Error("gone")) } },
    };
    const { whole, errors } = await assemble(`{ order(id: "1") { id ... @defer { buyer ... @defer { label } } } }`, {}, failing);
    assert.deepEqual(whole, { order: { id: "1" } });
    assert.equal(errors.length, 1);
  });

  it("is refused on the root of a mutation, whose fields are run in turn, and under a label that is a variable", () => {
    assert.throws(() => compile(`mutation { ... @defer { finish(id: "1") { id } } start(id: "2") { id } }`), /root of a mutation/);
    assert.throws(() => compile(`query ($l: String) { me { ... @defer(label: $l) { id } } }`), /label of @defer cannot be a variable/);
  });
});
