/** A shop whose subgraphs say what they cost, under names of their own, and the cost of operations over it. */
import { composeServices } from "@apollo/composition";
import { Supergraph } from "@apollo/federation-internals";
import { type GraphQLSchema, getOperationAST, parse } from "graphql";
import { compileCost, type OperationCost } from "./operation-cost.ts";
import { type CostRules, readCostRules } from "./rules.ts";

const orders = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", { name: "@cost", as: "@price" }, { name: "@listSize", as: "@long" }])
  type Query {
    order(id: ID!): Order
    orders(first: Int = 20, filter: Filter): [Order!]! @long(slicingArguments: ["first"])
    page(first: Int, last: Int): Page! @long(slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], assumedSize: 30)
    sliced(size: Int): [Order!]! @long(slicingArguments: ["size"], requireOneSlicingArgument: false, assumedSize: 7)
    unsaid: [Order!]!
    search(text: String @price(weight: 15)): [Thing!]! @long(assumedSize: 4)
    things(first: Int): [Thing!]! @long(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 3)
    count: Int! @price(weight: 8)
    plain: Int
  }
  type Mutation { release(id: ID!): Order }
  type Subscription { orderChanged: Order }
  input Filter { text: String @price(weight: 5) any: [Filter!] }
  type Page { nodes: [Order!]! edges: [Edge!]! total: Int @price(weight: 10) }
  type Edge { node: Order! }
  interface Thing { next(first: Int): [Thing!]! name: String }
  type Order implements Thing @key(fields: "id") {
    id: ID! name: String codes: [Code!]! @long(assumedSize: 2)
    parts: [Part!]! @long(assumedSize: 6)
    next(first: Int): [Thing!]! @long(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 2)
  }
  type Part @price(weight: 3) { number: String order: Order }
  type Tool implements Thing @price(weight: 9) {
    name: String
    next(first: Int): [Thing!]! @long(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 2)
  }
  scalar Code @price(weight: 2)
`;

const stock = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", { name: "@cost", as: "@price" }, { name: "@listSize", as: "@long" }])
  type Order @key(fields: "id") { id: ID! stock: Stock @price(weight: 25) }
  type Stock { amount: Int }
`;

const composed = composeServices(
  Object.entries({ orders, stock }).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })),
);
if (composed.errors) throw new Error(composed.errors.map(({ message }) => message).join("\n"));

export const shopSchema: GraphQLSchema = Supergraph.build(composed.supergraphSdl).apiSchema().toGraphQLJSSchema();
export const shopRules: CostRules = readCostRules(parse(composed.supergraphSdl));

/** The cost of an operation over the shop. */
export function costOf(text: string): OperationCost {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`no single operation in ${text}`);
  return compileCost(shopSchema, shopRules, document, operation);
}
