/** Three subgraphs that have everything a plan can be made of: shared entities, interfaces, unions, requirements, gaps and faults. */
import { GraphQLError } from "graphql";
import type { Service } from "./both-executors.fixture.ts";

const orders: Service = {
  sdl: `
    type Query {
      order(id: ID!): Order
      orders(first: Int = 3): [Order!]!
      things: [Thing!]!
      found(word: String): [Found]
      matrix: [[Order]]
      me: Worker
      echo(input: Words, words: [String!]): String
      broken: String
      strict: Strict
    }
    type Mutation { finish(id: ID!): Order  start(id: ID!): Order }
    input Words { text: String = "none", more: [Words!] }
    enum State { RELEASED FINISHED HIDDEN @inaccessible }
    interface Thing { id: ID! label: String }
    type Order implements Thing @key(fields: "id") {
      id: ID!  label: String  state: State  quantity: Float!  material: Material!  parts: [Part]!  previous: Order  weight: Int @shareable
    }
    type Part { count: Int!  material: Material }
    type Material implements Thing @key(fields: "number") { number: ID! id: ID! label: String }
    type Worker implements Thing { id: ID! label: String task: Found }
    type Strict { must: String!  list: [String!]  deep: [Strict!]! }
    union Found = Order | Material | Worker`,
  resolvers: {
    Query: {
      order: (_: unknown, { id }: { id: string }) => order(id),
      orders: (_: unknown, { first }: { first: number }) => Array.from({ length: first }, (__, index) => order(String(index))),
      things: () => [order("1"), material("M1"), worker, order("2"), material("M2")],
      found: () => [worker, null, order("3"), material("M1")],
      matrix: () => [[order("1"), null], null, [order("2")]],
      me: () => worker,
      echo: (_: unknown, args: object) => JSON.stringify(args),
      broken: () => {
        throw new GraphQLError("it is broken", { extensions: { code: "BROKEN", secret: 1 } });
      },
      strict: () => ({
        must: "yes",
        list: ["a", null],
        deep: [
          { must: "a", deep: [] },
          { must: null, deep: [] },
        ],
      }),
    },
    Mutation: { finish: (_: unknown, { id }: { id: string }) => order(id), start: (_: unknown, { id }: { id: string }) => order(id) },
    Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Found: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Order: {
      __resolveReference: ({ id }: { id: string }) => order(id),
      label: ({ id }: { id: string }) => {
        if (id === "2") throw new Error(`order ${id} has lost its label`);
        return `order ${id}`;
      },
      previous: ({ id }: { id: string }) => (Number(id) > 0 ? order(String(Number(id) - 1)) : null),
    },
    Material: { __resolveReference: ({ number }: { number: string }) => material(number) },
    Worker: { task: () => order("4") },
  },
};

const stock: Service = {
  sdl: `
    type Query { shelf(number: ID!): Shelf }
    type Shelf { materials: [Material] }
    type Material @key(fields: "number") {
      number: ID!  available(unit: String = "H87"): Float  suppliers: [Supplier!]  heavy: Boolean @requires(fields: "weight")  weight: Int @external
      related: [Material!]
    }
    type Supplier @key(fields: "id") { id: ID! name: String! }`,
  resolvers: {
    Query: { shelf: () => ({ materials: [{ number: "M1" }, null, { number: "M9" }] }) },
    Material: {
      __resolveReference: ({ number, weight }: { number: string; weight?: number }) => {
        // A reference that throws at once takes the whole fetch with it, and how much is one fetch is not the same for both.
        if (number === "M3") return Promise.reject(new Error("M3 cannot be read"));
        return number === "M4" ? null : { number, weight };
      },
      available: ({ number }: { number: string }, { unit }: { unit: string }) => number.length + unit.length,
      suppliers: ({ number }: { number: string }) =>
        number === "M1"
          ? null
          : [
              { id: "S1", name: "one" },
              { id: number, name: "two" },
            ],
      heavy: ({ weight }: { weight?: number }) => (weight === undefined ? null : weight > 10),
      related: ({ number }: { number: string }) => [{ number }, { number: "M2" }],
    },
    Supplier: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `supplier ${id}` }) },
  },
};

const people: Service = {
  sdl: `
    type Query { supplier(id: ID!): Supplier }
    type Supplier @key(fields: "id") { id: ID!  city: String  score: Int!  lines: [Line!] }
    type Line { order: Order  note: String }
    type Material @key(fields: "number") { number: ID! weight: Int }
    type Order @key(fields: "id") { id: ID!  buyer: String!  weight: Int @shareable }`,
  resolvers: {
    Query: { supplier: (_: unknown, { id }: { id: string }) => ({ id }) },
    Supplier: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      city: ({ id }: { id: string }) => `city of ${id}`,
      // One supplier has no score, though the schema says that each has.
      score: ({ id }: { id: string }) => (id === "M2" ? null : id.length),
      lines: ({ id }: { id: string }) => [
        { order: { id: "1" }, note: id },
        { order: null, note: null },
      ],
    },
    Material: { __resolveReference: ({ number }: { number: string }) => ({ number, weight: number === "M2" ? 20 : 5 }) },
    Order: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      buyer: ({ id }: { id: string }) => {
        if (id === "0") throw new GraphQLError("nobody buys order 0", { extensions: { code: "NOBODY" } });
        return `buyer of ${id}`;
      },
      weight: () => 7,
    },
  },
};

const worker = { __typename: "Worker", id: "W", label: null };

function order(id: string) {
  const parts = [{ count: 1, material: material("M1") }, null, { count: 2, material: material(`M${id}`) }];
  return {
    __typename: "Order",
    id,
    state: id === "3" ? "HIDDEN" : "RELEASED",
    quantity: 1.5,
    material: material(`M${id}`),
    parts,
    weight: 7,
  };
}

function material(number: string) {
  return { __typename: "Material", number, id: `id-${number}`, label: `material ${number}` };
}

export const plants: Readonly<Record<string, Service>> = { orders, stock, people };
