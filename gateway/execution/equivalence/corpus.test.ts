import { describe, it } from "node:test";
import { composeBoth } from "./both-executors.fixture.ts";
import { plants } from "./plants.fixture.ts";

/** What each operation is there for, the operation, and its variables. */
const corpus: readonly (readonly [story: string, text: string, variables?: Record<string, unknown>])[] = [
  ["one object", `{ order(id: "1") { id state quantity } }`],
  ["an object that another subgraph adds to", `{ order(id: "1") { id buyer } }`],
  ["a chain of three subgraphs", `{ orders { material { suppliers { name city lines { order { buyer state } note } } } } }`],
  ["a list with gaps", `{ orders { parts { count material { number available } } } }`],
  ["a list of lists", `{ matrix { id buyer } }`],
  ["the same entities under two aliases", `{ a: orders { material { available } } b: orders { material { available } } }`],
  ["two arguments of one field under two aliases", `{ orders { material { a: available(unit: "KGM") b: available } } }`],
  [
    "one response name with other arguments at other places",
    `{ a: orders { material { x: available(unit: "KGM") related { x: available } } } b: orders { material { x: available(unit: "T") related { x: available(unit: "LTR") } } } }`,
  ],
  ["an interface, with what each type adds", `{ things { __typename id label ... on Order { buyer } ... on Material { available } } }`],
  [
    "a union, with gaps",
    `{ found { __typename ... on Order { id buyer } ... on Material { number weight } ... on Worker { task { ... on Order { buyer } } } } }`,
  ],
  ["fragments on an interface inside a union", `{ found { ... on Thing { id label } } }`],
  [
    "fragments that repeat fields",
    `query { order(id: "1") { ...A ...B } } fragment A on Order { id material { number } } fragment B on Order { material { label available } id }`,
  ],
  ["aliases of __typename", `{ order(id: "1") { t: __typename material { u: __typename } } things { t: __typename } }`],
  ["__typename of the root", `{ __typename a: __typename }`],
  [
    "an alias that is inherited by every object",
    `{ constructor: order(id: "1") { toString: id hasOwnProperty: buyer valueOf: material { __proto__: available } } }`,
  ],
  ["an alias __proto__", `{ __proto__: order(id: "1") { __proto__: material { id available } } }`],
  ["what an entity must tell first", `{ orders { material { heavy } } }`],
  ["what an entity must tell first, beside itself", `{ orders { material { heavy weight available } } }`],
  ["an error in a list, with its path", `{ orders { id label } }`],
  ["an error in an entity's field that may not be null", `{ orders { id buyer } }`],
  ["the same error at several places", `{ a: orders { buyer } b: orders { previous { buyer } } }`],
  ["an entity that cannot be read", `{ orders(first: 5) { material { number available } } }`],
  [
    "a null that the schema forbids, from a subgraph that is asked later",
    `{ shelf(number: "1") { materials { suppliers { id score } } } }`,
  ],
  ["an error of its own code", `{ broken order(id: "1") { id } }`],
  ["a null in a list that has none, and one deep below", `{ strict { must list deep { must } } }`],
  ["a value of an enum that the schema hides", `{ orders(first: 4) { state } }`],
  ["an order that is not there", `{ shelf(number: "x") { materials { number label weight } } }`],
  ["skip and include by literal", `{ order(id: "1") { id @skip(if: true) state @include(if: false) quantity @include(if: true) } }`],
  [
    "include by variable, true",
    `query ($yes: Boolean!) { orders { id @include(if: $yes) buyer @include(if: $yes) material @skip(if: $yes) { number } } }`,
    { yes: true },
  ],
  [
    "include by variable, false",
    `query ($yes: Boolean!) { orders { id @include(if: $yes) buyer @include(if: $yes) material @skip(if: $yes) { number available } } }`,
    { yes: false },
  ],
  ["include by a default", `query ($yes: Boolean = false) { orders { id ... @include(if: $yes) { buyer } } }`],
  [
    "include of a whole root field",
    `query ($yes: Boolean!) { a: order(id: "1") @include(if: $yes) { buyer } b: order(id: "2") @skip(if: $yes) { id } }`,
    { yes: false },
  ],
  [
    "two conditions at once",
    `query ($a: Boolean!, $b: Boolean!) { orders { id @include(if: $a) @skip(if: $b) buyer @skip(if: $b) } }`,
    { a: true, b: false },
  ],
  [
    "variables of several subgraphs",
    `query ($n: Int, $u: String) { orders(first: $n) { material { available(unit: $u) } } }`,
    { n: 2, u: "KGM" },
  ],
  [
    "variables that are left to their defaults",
    `query ($n: Int = 1, $u: String = "LTR") { orders(first: $n) { material { available(unit: $u) } } }`,
  ],
  ["an explicit null for a variable", `query ($u: String) { orders { material { available(unit: $u) } } }`, { u: "G" }],
  ["a variable that is not null and has a default", `query ($id: ID! = "2") { order(id: $id) { id buyer } }`],
  [
    "an input object with defaults inside",
    `query ($in: Words, $w: [String!]) { echo(input: $in, words: $w) }`,
    { in: { more: [{ text: "a" }, {}] }, w: "one" },
  ],
  ["mutations, one after the other", `mutation { a: finish(id: "1") { id buyer } b: start(id: "2") { state material { available } } }`],
  ["introspection of the schema", `{ __schema { queryType { name } types { name kind } directives { name } } }`],
  [
    "introspection of a type, beside data",
    `query ($name: String!) { __type(name: $name) { name fields { name } } order(id: "1") { id } }`,
    { name: "Order" },
  ],
  ["introspection of an enum that hides a value", `{ __type(name: "State") { enumValues { name } } }`],
  ["a selection far down", `{ order(id: "3") { previous { previous { previous { previous { id } id buyer } label } buyer } } }`],
  [
    "nested fragments with conditions",
    `query ($y: Boolean!) { things { ...T @include(if: $y) ... on Thing @skip(if: $y) { label } } } fragment T on Thing { ... on Material { suppliers { id } } }`,
    { y: true },
  ],
];

describe("an operation of the corpus is answered as Apollo's executor answers it", () => {
  const both = composeBoth(plants);
  for (const [story, text, variables] of corpus) {
    it(story, async () => {
      await both.compare(text, variables);
    });
  }
});

describe("an interface whose field an object narrows", () => {
  const books = [
    { __typename: "Book", id: "1", price: 2 },
    { __typename: "Book", id: "2", price: 2 },
  ];
  const both = composeBoth({
    shop: {
      sdl: `
        type Query { product: Product }
        interface Product { alike: Product }
        type Book implements Product @key(fields: "id") { id: ID! alike: Book price: Int }`,
      resolvers: {
        Query: { product: () => books[0] },
        Book: { alike: ({ id }: { id: string }) => books.find((book) => book.id !== id) },
      },
    },
  });

  it("is answered with what either of them selects", async () => {
    await both.compare("{ product { alike { __typename alike { __typename } } ... on Book { id alike { id price } } } }");
    await both.compare("{ product { ... on Book { alike { id } } alike { __typename ... on Book { price } } } }");
  });
});
