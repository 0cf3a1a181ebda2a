import assert from "node:assert/strict";
import { it } from "node:test";
import { composeBoth } from "../execution/equivalence/both-executors.fixture.ts";

const services = (override: string) => ({
  old: {
    sdl: `type Query { one: One } type One @key(fields: "id") { id: ID! name: String }`,
    resolvers: { Query: { one: () => ({ id: "1" }) }, One: { name: () => "old" } },
  },
  new: { sdl: `type One @key(fields: "id") { id: ID! name: String @override(${override}) }`, resolvers: { One: { name: () => "new" } } },
});

it("a field that moves to another subgraph for some requests only is refused when the supergraph is loaded", () => {
  for (const label of ["percent(5)", "in-trial"]) {
    assert.throws(
      () => composeBoth(services(`from: "old", label: "${label}"`)),
      ({ message }: Error) => message.includes("One.name") && message.includes(`"${label}"`) && /take the label out/.test(message),
    );
  }
});

it("a field that has moved comes from where it moved to", async () => {
  const { data } = await composeBoth(services('from: "old"')).compare("{ one { id name } }");
  assert.equal(data, '{"one":{"id":"1","name":"new"}}');
});
