import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse, validate } from "graphql";
import { shopRules, shopSchema } from "./cost.fixture.ts";
import { requireSlicing } from "./slicing-rule.ts";

const faultsOf = (text: string): readonly string[] =>
  validate(shopSchema, parse(text), [requireSlicing(shopRules)]).map(({ message }) => message);

describe("a list that must be sliced", () => {
  const valid = [
    "{ page(first: 2) { total } }",
    "{ page(last: 2, first: null) { total } }",
    "query ($n: Int) { page(first: $n) { total } }",
    "{ orders { id } }",
    "{ orders(first: 3) { id } }",
    "{ sliced { id } }",
    "{ unsaid { id } }",
  ];
  for (const text of valid) it(`is in ${text}`, () => assert.deepEqual(faultsOf(text), []));

  it("is refused by name without a slice", () => {
    assert.deepEqual(faultsOf("{ page { total } }"), [
      "Query.page needs exactly one of the arguments first, last; without one of them its length is unknown",
    ]);
  });

  it("is refused by name with several, also where a fragment has it", () => {
    assert.deepEqual(faultsOf("{ ...F } fragment F on Query { page(first: 1, last: 2) { total } }"), [
      "Query.page needs exactly one of the arguments first, last; it has first and last; leave all but one out",
    ]);
  });
});
