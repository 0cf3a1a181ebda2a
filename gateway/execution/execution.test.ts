import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { getOperationAST, parse } from "graphql";
import { loadGeneration, type PlacedSubgraph } from "../federation/generation.ts";
import { type CompiledOperation, compileOperation } from "./compiled-operation.ts";
import { composeBoth, permitting } from "./equivalence/both-executors.fixture.ts";
import { plants } from "./equivalence/plants.fixture.ts";
import type { FetchAnswer, FetchDocument } from "./plan/fetch-port.ts";

type Answer = (document: FetchDocument, variables: Readonly<Record<string, unknown>>) => FetchAnswer | Promise<FetchAnswer>;

const { generation } = composeBoth(plants);

/** The plants' supergraph over subgraphs that answer what a test says. */
function compileOver(answers: Readonly<Record<string, Answer>>, text: string): CompiledOperation {
  const told = loadGeneration(generation.sdl, place, permitting);

  function place(name: string): PlacedSubgraph {
    const answer = answers[name] ?? (() => Promise.reject(new Error(`${name} is not asked`)));
    return {
      source: { prepare: (document) => async (variables) => answer(document, variables) },
      schema: null,
      events: null,
      close: async () => undefined,
    };
  }
  return compile(text, told);
}

function compile(text: string, over = generation): CompiledOperation {
  const document = parse(text);
  const operation = getOperationAST(document);
  assert.ok(operation);
  return compileOperation(over, { fetched: document, written: document }, operation);
}

const request = (more: object = {}) => ({
  variables: {},
  context: {},
  caller: null,
  signal: new AbortController().signal,
  ...more,
});

const dataOf = async (operation: CompiledOperation): Promise<unknown> => JSON.parse((await operation.run(request())).data ?? "null");

describe("representations of entities", () => {
  it("are asked for once, however often and wherever the entity stands", async () => {
    const asked: unknown[] = [];
    const material = (number: string) => ({ material: { __typename: "Material", number } });
    const operation = compileOver(
      {
        orders: () => ({ data: { a: [material("M1"), material("M1"), material("M2")], b: [material("M2")] } }),
        stock: (_, { representations }) => {
          asked.push(representations);
          return { data: { _entities: [{ available: 1 }, { available: 2 }] } };
        },
      },
      `{ a: orders { material { available } } b: orders { material { available } } }`,
    );
    assert.deepEqual(await dataOf(operation), {
      a: [{ material: { available: 1 } }, { material: { available: 1 } }, { material: { available: 2 } }],
      b: [{ material: { available: 2 } }],
    });
    assert.deepEqual(asked, [
      [
        { __typename: "Material", number: "M1" },
        { __typename: "Material", number: "M2" },
      ],
    ]);
  });

  it("are not asked for when nobody waits any more", async () => {
    const left = new AbortController();
    let isAsked = false;
    const operation = compileOver(
      {
        orders: () => {
          left.abort();
          return { data: { orders: [{ material: { __typename: "Material", number: "M1" } }] } };
        },
        stock: () => {
          isAsked = true;
          return {};
        },
      },
      `{ orders { material { available } } }`,
    );
    await operation.run(request({ signal: left.signal }));
    assert.equal(isAsked, false);
  });
});

describe("a subgraph that lies", () => {
  const text = `{ order(id: "1") { id quantity material { number available suppliers { name } } parts { count } } }`;
  const order = () => ({ id: "1", quantity: 1, parts: [], material: { __typename: "Material", number: "M1" } });
  const lies: readonly (readonly [what: string, answers: Readonly<Record<string, Answer>>, data: unknown])[] = [
    ["with no data at all", { orders: () => ({}) }, { order: null }],
    ["with a text for an object", { orders: () => ({ data: { order: "nothing" } }) }, { order: null }],
    ["with a list for an object", { orders: () => ({ data: { order: [] } }) }, { order: null }],
    ["with an object for a list", { orders: () => ({ data: { order: { ...order(), parts: {} } } }) }, { order: null }],
    ["with a text for a number", { orders: () => ({ data: { order: { ...order(), quantity: "many" } } }) }, { order: null }],
    [
      "with fewer entities than it was asked for",
      { orders: () => ({ data: { order: order() } }), stock: () => ({ data: { _entities: [] } }) },
      { order: { id: "1", quantity: 1, material: { number: "M1", available: null, suppliers: null }, parts: [] } },
    ],
    [
      "with entities that are none",
      { orders: () => ({ data: { order: order() } }), stock: () => ({ data: { _entities: ["M1"] } }) },
      { order: { id: "1", quantity: 1, material: { number: "M1", available: null, suppliers: null }, parts: [] } },
    ],
    [
      "with keys that every object inherits",
      {
        orders: () => ({ data: { order: order() } }),
        stock: () => ({
          data: JSON.parse(`{"_entities":[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"available":3}]}`),
        }),
      },
      { order: { id: "1", quantity: 1, material: { number: "M1", available: 3, suppliers: null }, parts: [] } },
    ],
    [
      "by rejecting",
      { orders: () => ({ data: { order: order() } }), stock: () => Promise.reject(new Error("reset by peer at 10.0.0.1")) },
      { order: { id: "1", quantity: 1, material: { number: "M1", available: null, suppliers: null }, parts: [] } },
    ],
  ];
  for (const [what, answers, data] of lies) {
    it(`${what} harms nothing but its own part`, async () => {
      assert.deepEqual(await dataOf(compileOver(answers, text)), data);
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    });
  }
});

describe("a selection that widens an object to an interface and narrows it again", () => {
  it("is answered as the specification says", async () => {
    assert.deepEqual(await dataOf(compile(`{ me { ... on Thing { ... on Worker { id } ... on Order { state } } } }`)), { me: { id: "W" } });
  });
});

describe("introspection in a fragment", () => {
  it("is answered beside data", async () => {
    const text = `query ($yes: Boolean!) { ... @include(if: $yes) { __type(name: "Order") { name } } ...Me } fragment Me on Query { me { id } s: __schema { queryType { name } } }`;
    const { data } = await compile(text).run(request({ variables: { yes: true } }));
    assert.equal(data, `{"__type":{"name":"Order"},"me":{"id":"W"},"s":{"queryType":{"name":"Query"}}}`);
  });
});

describe("a condition that is null though it has a default", () => {
  it("is refused as the argument that may not be null", async () => {
    const text = `query ($yes: Boolean = true) { order(id: "1") { id buyer @include(if: $yes) } }`;
    const { data, errors } = await compile(text).run(request({ variables: { yes: null } }));
    assert.equal(data, null);
    assert.match(errors[0]?.message ?? "", /^Argument "if" of non-null type "Boolean!" must not be null; .*\$yes/);
    assert.equal(errors[0]?.extensions.code, "BAD_USER_INPUT");
    assert.deepEqual(await dataOf(compile(text)), { order: { id: "1", buyer: "buyer of 1" } });
  });
});

describe("what subgraphs need to be told of an object", () => {
  const product = { id: "1", name: "pen", weight: 7, box: { color: "red" } };
  const { generation: over } = composeBoth({
    catalog: {
      sdl: `
        type Query { product: Product  products: [Product] }
        type Product @key(fields: "id") { id: ID! name: String weight: Int price(currency: String): Int box: Box boxes: [Box] }
        type Box { size(unit: String): Int color: String }`,
      resolvers: {
        Query: { product: () => product, products: () => [product] },
        Product: {
          __resolveReference: (reference: object) => ({ ...product, ...reference }),
          price: (_: unknown, { currency }: { currency?: string }) => {
            if (currency === "XXX") throw new Error("no such currency");
            return currency === "USD" ? 2 : currency === "EUR" ? 10 : 7;
          },
        },
        Box: { size: (_: unknown, { unit }: { unit?: string }) => (unit === "cm" ? 100 : 1) },
      },
    },
    shipping: {
      sdl: `
        type Product @key(fields: "id") { id: ID! weight: Int @external price(currency: String): Int @external box: Box @external
          shipping: Int @requires(fields: "price(currency: \\"USD\\")") duty: Int @requires(fields: "price(currency: \\"EUR\\")")
          tax: Int @requires(fields: "price") heavy: Int @requires(fields: "weight")
          volume: Int @requires(fields: "box { size(unit: \\"cm\\") }") label: Int @requires(fields: "box { size }") }
        type Box { size(unit: String): Int @external }`,
      resolvers: {
        Product: {
          shipping: ({ price }: { price: number }) => price * 100,
          duty: ({ price }: { price: number }) => price * 1_000,
          tax: ({ price }: { price: number }) => price * 10,
          heavy: ({ weight }: { weight: number }) => weight * 10,
          volume: ({ box }: { box: { size: number } }) => box.size ** 3,
          label: ({ box }: { box: { size: number } }) => box.size,
        },
      },
    },
  });
  const run = async (text: string) => compile(text, over).run(request());

  it("is kept apart from what the client asks for with other arguments", async () => {
    const { data, errors } = await run('{ product { price(currency: "EUR") dollars: price(currency: "USD") shipping _asked_x: id } }');
    assert.deepEqual(errors, []);
    assert.deepEqual(JSON.parse(data ?? ""), { product: { price: 10, dollars: 2, shipping: 200, _asked_x: "1" } });
  });

  // Apollo's executor answers these wrongly, so each is told what is right by the resolvers above.
  const asked: readonly (readonly [what: string, fields: string, product: object])[] = [
    ["required without arguments", 'price(currency: "USD") tax', { price: 2, tax: 70 }],
    ["deep down", 'box { size(unit: "in") } volume', { box: { size: 1 }, volume: 1_000_000 }],
    ["under a required name", "price: weight shipping", { price: 7, shipping: 200 }],
    ["under a required name that takes no arguments", "weight: name heavy", { weight: "pen", heavy: 70 }],
    ["under a required name deep down", "box { size: color } volume", { box: { size: "red" }, volume: 1_000_000 }],
    ["as a leaf under the name of an object", "box: name volume", { box: "pen", volume: 1_000_000 }],
    ["under the name of a key", "id: name heavy", { id: "pen", heavy: 70 }],
    ["under the name of the type's name", "__typename: name heavy", { __typename: "pen", heavy: 70 }],
    ["of the type's name under the name of a key", "id: __typename heavy", { id: "Product", heavy: 70 }],
  ];
  for (const [what, fields, expected] of asked) {
    it(`is kept apart from what the client asks for ${what}`, async () => {
      const { data, errors } = await run(`{ product { ${fields} } products { ${fields} } }`);
      assert.deepEqual(errors, []);
      assert.equal(data, JSON.stringify({ product: expected, products: [expected] }));
    });
  }

  const contrary: readonly (readonly [fields: string, one: object, other: object, told: RegExp])[] = [
    ["shipping duty", { shipping: 200 }, { duty: 10_000 }, /price with \(currency: "(USD|EUR)"\) and with .*ask in two operations/],
    ["duty tax", { duty: 10_000 }, { tax: 70 }, /price .*without arguments.*ask in two operations/],
    ["volume label", { volume: 1_000_000 }, { label: 1 }, /box\/size .*without arguments.*ask in two operations/],
  ];
  for (const [fields, one, other, told] of contrary) {
    it(`is refused rather than given to somebody who requires it otherwise: ${fields}`, async () => {
      const [first, second] = fields.split(" ");
      assert.deepEqual(JSON.parse((await run(`{ product { ${first} } }`)).data ?? ""), { product: one });
      assert.deepEqual(JSON.parse((await run(`{ products { ${second} } }`)).data ?? ""), { products: [other] });
      assert.throws(() => compile(`{ products { ${fields} } }`, over), told);
    });
  }

  it("fails under the name that the client gave", async () => {
    const { errors } = await run('{ product { price(currency: "XXX") } }');
    assert.deepEqual(errors[0]?.path, ["product", "price"]);
  });
});
