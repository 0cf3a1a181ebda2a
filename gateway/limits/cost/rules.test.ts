import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "graphql";
import { readSupergraphSdl } from "#schema/sdl.ts";
import { shopRules } from "./cost.fixture.ts";
import { readCostRules } from "./rules.ts";

describe("what a supergraph says of cost", () => {
  it("is read under the names that its subgraphs gave the directives", () => {
    assert.deepEqual(Object.fromEntries(shopRules.weights), {
      "Query.search(text)": 15,
      "Query.count": 8,
      "Filter.text": 5,
      "Page.total": 10,
      Part: 3,
      Tool: 9,
      Code: 2,
      "Order.stock": 25,
    });
    assert.deepEqual(shopRules.listSizes.get("Query.page"), {
      assumedSize: 30,
      slicingArguments: ["first", "last"],
      sizedFields: ["nodes", "edges"],
      requireOneSlicingArgument: true,
    });
    assert.equal(shopRules.listSizes.get("Query.sliced")?.requireOneSlicingArgument, false);
  });

  it("is there for every list of our own graph", () => {
    const { weights, listSizes } = readCostRules(parse(readSupergraphSdl()));
    assert.deepEqual(listSizes.get("Query.productionOrders"), {
      assumedSize: null,
      slicingArguments: ["first"],
      sizedFields: ["edges", "nodes"],
      requireOneSlicingArgument: true,
    });
    assert.equal(listSizes.get("ProductionOrder.components")?.assumedSize, 20);
    assert.equal(weights.get("ProductionOrderConnection.totalCount"), 10);
  });

  it("is nothing where directives of the same names are the user's own", () => {
    const { weights, listSizes } = readCostRules(parse("directive @cost(weight: Int) on OBJECT type Query @cost(weight: 3) { a: Int }"));
    assert.equal(weights.size + listSizes.size, 0);
  });
});
