import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type GraphQLObjectType, type GraphQLSchema, isRequiredArgument } from "graphql";
import { decodeGlobalId } from "#schema/canonical/global-id.ts";
import { buildSupergraphSchema } from "../support/api-schema.ts";
import { ask, type GraphqlAnswer } from "../support/clients.ts";
import { type Demo, startDemo } from "../support/demo.ts";
import { eachBelow, selectEach } from "../support/walk.ts";

const own = "100007";

/** What a supplier sees nothing of. */
const foreignTypes = ["ProductionOrder", "MaterialAvailability", "InspectionLot", "QualityDisposition", "Batch"];

describe("a supplier's token", () => {
  let demo: Demo;
  let supplier: string;
  let planner: string;
  const schema: GraphQLSchema = buildSupergraphSchema();

  before(async () => {
    demo = await startDemo();
    [supplier, planner] = await Promise.all([demo.token("supplier", own), demo.token("planner")]);
  });
  after(() => demo[Symbol.asyncDispose]());

  it("shows all of that supplier's own lines, of every plant", async () => {
    const query =
      "query ($s: [String!]) { supplierCommitments(filter: { suppliers: $s }, first: 200) { totalCount nodes { id plant { code } } } }";
    const mine = await ask(demo.address, supplier, query, { s: [own] });
    const all = await ask(demo.address, planner, query, { s: [own] });
    assert.ok(mine.data.supplierCommitments.totalCount > 0);
    assert.deepEqual(mine.data, all.data);
  });

  // A supplier is a supplier whatever else its token may do: rows are bounded by whose they are, not by scopes alone.
  for (const role of ["supplier", "planner"] as const) {
    it(`shows nothing else on any walk through the graph, with the scopes of a ${role}`, async () => {
      const token = await demo.token(role, own);
      const ids = await everyId(planner);
      assert.ok(ids.length > 100, `only ${ids.length} entities to start from`);
      let seen = 0;
      for (const walk of walksFrom(ids)) seen += assertOwn(await ask(demo.address, token, `{ ${walk} }`), walk.slice(0, 80));
      assert.ok(seen > 100, `only ${seen} objects were seen on all walks`);
    });
  }

  /** Selections from every root field and every entity, one for each field below: all of them together are more than an operation may have. */
  function* walksFrom(ids: readonly string[]): Generator<string> {
    const query = schema.getQueryType() as GraphQLObjectType;
    for (const field of Object.values(query.getFields())) {
      if (!field.args.some(isRequiredArgument)) yield* selectEach(schema, field, 5, new Set([query.name]));
    }
    for (const type of schema.getPossibleTypes(schema.getType("Node") as never)) {
      for (const id of ids.filter((candidate) => decodeGlobalId(candidate)?.type === type.name).slice(0, 5))
        for (const selected of eachBelow(schema, type, 4, new Set()))
          yield `node(id: "${id}") { ... on ${type.name} { __typename ${selected} } }`;
    }
    const named = "... on SupplierCommitment { __typename supplier { __typename number } } ... on Supplier { __typename number }";
    for (let at = 0; at < ids.length; at += 25) {
      yield ids
        .slice(at, at + 25)
        .map((id, index) => `n${index}: node(id: "${id}") { ${named} ... on Batch { __typename } }`)
        .join(" ");
    }
  }

  it("meets the same refusal for a foreign supplier as for one that does not exist", async () => {
    const query = "query ($n: String!) { supplier(number: $n) { name } }";
    const foreign = await ask(demo.address, supplier, query, { n: "100001" });
    const nobody = await ask(demo.address, supplier, query, { n: "999999" });
    for (const answer of [foreign, nobody]) assert.equal(answer.errors?.[0]?.extensions.code, "FORBIDDEN");
    assert.equal(foreign.errors?.[0]?.message.replace("100001", "X"), nobody.errors?.[0]?.message.replace("999999", "X"));
    const filtered = await ask(demo.address, supplier, '{ supplierCommitments(filter: { suppliers: ["100001"] }) { nodes { id } } }');
    assert.equal(filtered.errors?.[0]?.extensions.code, "FORBIDDEN");
  });

  /** Ids of everything that the planner sees on a broad walk. */
  async function everyId(token: string): Promise<string[]> {
    const { data } = await ask(
      demo.address,
      token,
      `{ productionOrders(first: 40) { nodes { id material { id } batch { id } inspectionLots { id } } }
        materialAvailabilities(first: 40) { nodes { id material { id } stock { batch { id } } supplierCommitments { id supplier { id } purchaseOrderLine { id } } } }
        supplierCommitments(first: 200) { nodes { id supplier { id } } } qualityDispositions(first: 40) { nodes { id } } }`,
    );
    return [...new Set([...JSON.stringify(data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => String(id)))];
  }

  /** Nothing of another supplier, and nothing of what a supplier has no business with. Gives how many objects there were. */
  function assertOwn({ data, errors }: GraphqlAnswer, where: string): number {
    // Only the ids of other suppliers are refused by name, and what needs a scope that suppliers lack; everything else is as if it did not exist.
    for (const { message, extensions } of errors ?? []) {
      if (extensions.code === "UNAUTHORIZED_FIELD_OR_TYPE") continue;
      assert.equal(extensions.code, "FORBIDDEN", message);
      assert.match(message, /^Supplier \d+ is not yours to see$/);
    }
    assert.ok(data || errors?.length, where);
    const objects = [...objectsIn(data)];
    for (const { __typename: type, number } of objects) {
      assert.ok(!foreignTypes.includes(type), `${where}: a ${type} is visible`);
      if (type === "Supplier" && number !== undefined) assert.equal(number, own, where);
    }
    return objects.length;
  }
});

/** Every object of an answer that tells its type. */
function* objectsIn(data: unknown): Generator<{ readonly __typename: string; readonly number?: string }> {
  if (typeof data !== "object" || data === null) return;
  if ("__typename" in data) yield data as { readonly __typename: string };
  for (const value of Object.values(data)) yield* objectsIn(value);
}
