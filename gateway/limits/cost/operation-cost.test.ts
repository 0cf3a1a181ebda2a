import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { costOf } from "./cost.fixture.ts";

describe("the cost of an operation before it is run", () => {
  const costs: readonly (readonly [points: number, text: string, variables?: Readonly<Record<string, unknown>>])[] = [
    // An object, and each object of a list.
    [1, '{ order(id: "1") { id name } }'],
    [20, "{ orders { id } }"],
    [5, "{ orders(first: 5) { id } }"],
    [5, "query ($n: Int) { orders(first: $n) { id } }", { n: 5 }],
    [20, "query ($n: Int) { orders(first: $n) { id } }"],
    [20, "query ($n: Int) { orders(first: $n) { id } }", { n: null }],
    [8, "query ($n: Int = 8) { orders(first: $n) { id } }"],
    [3, "query ($n: Int = 8) { orders(first: $n) { id } }", { n: 3 }],
    [10, "{ unsaid { id } }"],
    // The type's weight, and the field's before it.
    [5 * (1 + 6 * 3), "{ orders(first: 5) { parts { number } } }"],
    [5 * (1 + 25), "{ orders(first: 5) { stock { amount } } }"],
    // Leaves that say something.
    [8, "{ count }"],
    [5 * (1 + 2 * 2), "{ orders(first: 5) { codes } }"],
    // Pages: the page, and as many nodes and edges as it has.
    [1 + 4 + 4 * 2 + 10, "{ page(first: 4) { nodes { id } edges { node { id } } total } }"],
    [1 + 6, "{ page(last: 6) { nodes { id } } }"],
    [1 + 9, "{ page(first: 9, last: 6) { nodes { id } } }"],
    [1 + 30, "{ page { nodes { id } } }"],
    // Nothing given where nothing must be.
    [4, "{ sliced(size: 4) { id } }"],
    [7, "{ sliced { id } }"],
    // Arguments and input fields that are given.
    [4 * 9, "{ search { name } }"],
    [4 * 9 + 15, '{ search(text: "a") { name } }'],
    [4 * 9 + 15, "query ($t: String) { search(text: $t) { name } }", { t: "a" }],
    [4 * 9, "query ($t: String) { search(text: $t) { name } }"],
    [2 + 10, '{ orders(first: 2, filter: { text: "a", any: [{ text: "b" }, { any: [] }] }) { id } }'],
    [2 + 5, "query ($f: Filter) { orders(first: 2, filter: $f) { id } }", { f: { any: { text: "a" } } }],
    // The dearest of the possible types.
    [3 * (1 + 25), "{ things { ... on Order { stock { amount } } name } }"],
    [3 * 9, "{ things { ... on Order { codes } name } }"],
    // Each field once, however often it is selected.
    [
      1 + 25,
      '{ order(id: "1") { ...A ...A stock { amount } } order(id: "1") { stock { amount } } } fragment A on Order { stock { amount } }',
    ],
    // What is left out costs nothing.
    [1, '{ order(id: "1") { stock @skip(if: true) { amount } id } }'],
    [1, 'query ($s: Boolean!) { order(id: "1") { stock @include(if: $s) { amount } id } }', { s: false }],
    [26, 'query ($s: Boolean!) { order(id: "1") { stock @include(if: $s) { amount } id } }', { s: true }],
    // Never less than a point for an operation, nor for a field on its root.
    [1, "{ __typename }"],
    [3, "{ __typename a: plain b: orders(first: 0) { id } }"],
    [1, "{ plain @skip(if: true) }"],
    [50, "{ __schema { types { name } } }"],
    [11, 'mutation { release(id: "1") { id } }'],
    [26, "subscription { orderChanged { stock { amount } } }"],
  ];
  for (const [points, text, variables = {}] of costs) {
    it(`is ${points} for ${text} ${Object.keys(variables).length > 0 ? JSON.stringify(variables) : ""}`, () => {
      assert.equal(costOf(text).estimate(variables), points);
    });
  }

  it("is for a hundred aliases what a hundred operations cost", () => {
    for (const field of ['order(id: "1") { stock { amount } }', "orders(first: 0) { id }", "plain", "__typename"]) {
      const aliases = Array.from({ length: 100 }, (_, at) => `a${at}: ${field}`).join(" ");
      assert.equal(costOf(`{ ${aliases} }`).estimate({}), 100 * costOf(`{ ${field} }`).estimate({}), field);
    }
  });

  it("takes variables that are no slices for none, and leaves them to their check", () => {
    const cost = costOf("query ($n: Int) { orders(first: $n) { id } }");
    for (const n of ["many", -3, {}, [5], Number.NaN]) assert.equal(cost.estimate({ n }), 20, String(n));
  });

  it("is worked out at once where every level can be answered with several types", () => {
    const levels = 19;
    const text = `query ($n: Int) { things { ${"next(first: $n) { ".repeat(levels)} name ${"}".repeat(levels)} } }`;
    const began = performance.now();
    const cost = costOf(text);
    assert.equal(cost.estimate({ n: 1 }), 3 * 9 * (levels + 1));
    assert.ok(performance.now() - began < 200);
  });

  it("is endless rather than wrong where lists are multiplied beyond number", () => {
    const text = `{ things { ${"next(first: 2147483647) { ".repeat(40)} name ${"}".repeat(40)} } }`;
    assert.equal(costOf(text).estimate({}), Number.POSITIVE_INFINITY);
  });
});

describe("the cost of an operation after it was run", () => {
  it("is that of the objects that are in the answer", () => {
    const cost = costOf("{ orders(first: 50) { id parts { number } stock { amount } codes } count }");
    assert.equal(cost.estimate({}), 50 * (1 + 18 + 25 + 4) + 8);
    const part = { number: "P" };
    const data = {
      orders: [
        { id: "1", parts: [part, part], stock: { amount: 1 }, codes: [] },
        { id: "2", parts: [], stock: null, codes: [] },
      ],
      count: 2,
    };
    assert.equal(cost.actual({}, data), 1 + 2 * 3 + 25 + 4 + (1 + 4) + 8);
  });

  it("tells objects of several types apart by what they say they are", () => {
    const cost = costOf("{ things { __typename name ... on Order { parts { number } } } }");
    const data = {
      things: [
        { __typename: "Tool", name: "t" },
        { __typename: "Order", name: "o", parts: [{ number: "P" }] },
        { __typename: "Unheard", name: "?" },
      ],
    };
    assert.equal(cost.actual({}, data), 9 + (1 + 3) + 1);
  });

  it("is a point for each field on the root of which nothing was found", () => {
    const cost = costOf('{ a: order(id: "1") { id } b: order(id: "2") { id } }');
    assert.equal(cost.actual({}, { a: null, b: null }), 2);
    assert.equal(cost.actual({}, {}), 2);
  });

  it("counts only what was selected, under names that every object inherits too", () => {
    const cost = costOf('{ constructor: order(id: "1") { toString: stock { amount } } __proto__: order(id: "2") { id } }');
    assert.equal(cost.actual({}, { more: [{}, {}] }), 2);
    const data = JSON.parse('{ "constructor": { "toString": { "amount": 1 } }, "__proto__": { "id": "2" } }');
    assert.equal(cost.actual({}, data), 1 + 25 + 1);
  });

  it("is never more than before, where lists are no longer than they say", () => {
    const order = fc.record({
      __typename: fc.constant("Order"),
      stock: fc.option(fc.record({ amount: fc.integer() })),
      parts: fc.array(fc.record({ number: fc.string() }), { maxLength: 6 }),
    });
    const tool = fc.record({ __typename: fc.constant("Tool"), name: fc.string() });
    const cost = costOf(
      "query ($n: Int) { things(first: $n) { __typename name ... on Order { stock { amount } parts { number } } } page(first: $n) { nodes { parts { number } } } }",
    );
    fc.assert(
      fc.property(fc.nat(12), fc.infiniteStream(fc.oneof(order, tool)), fc.infiniteStream(order), fc.nat(), (n, things, nodes, missing) => {
        const data = { things: [...things.take(n)], page: { nodes: [...nodes.take(Math.max(0, n - (missing % 3)))] } };
        const actual = cost.actual({ n }, data);
        assert.ok(actual >= 2 && actual <= cost.estimate({ n }), `${actual} of ${cost.estimate({ n })}`);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
