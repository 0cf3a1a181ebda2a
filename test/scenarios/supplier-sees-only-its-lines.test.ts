import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { buildSupergraphSchema } from "../support/api-schema.ts";
import { ask, type GraphqlAnswer } from "../support/clients.ts";
import { type Demo, startDemo } from "../support/demo.ts";

const own = "100007";

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

  it("shows nothing else on any walk through the graph, from every root field and every entity", async () => {
    const ids = await everyId(planner);
    assert.ok(ids.length > 100, `only ${ids.length} entities to start from`);
    const selection = selectDeep(schema, schema.getQueryType() as GraphQLObjectType, 5, new Set());
    const roots = await ask(demo.address, supplier, `{ ${selection} }`);
    assertOwn(roots, "root fields");
    const nodeTypes = schema.getPossibleTypes(schema.getType("Node") as never);
    const fragments = nodeTypes.map((type) => `... on ${type.name} { ${selectDeep(schema, type as GraphQLObjectType, 4, new Set())} }`);
    for (let at = 0; at < ids.length; at += 25) {
      const some = ids.slice(at, at + 25);
      const nodes = some.map(
        (id, index) =>
          `n${index}: node(id: "${id}") { ${index === 0 ? fragments.join(" ") : "... on SupplierCommitment { __typename supplier { Supplier_number: number } } ... on Supplier { __typename Supplier_number: number } ... on Batch { __typename }"} }`,
      );
      const answer = await ask(demo.address, supplier, `{ ${nodes.join(" ")} }`);
      assertOwn(answer, `ids ${some[0]}…`);
    }
  });

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

  /** Nothing of another supplier, and nothing of what a supplier has no business with. */
  function assertOwn({ data, errors }: GraphqlAnswer, where: string): void {
    // Only the ids of other suppliers are refused by name, and what needs a scope that suppliers lack; everything else is as if it did not exist.
    for (const { message, extensions } of errors ?? []) {
      if (extensions.code === "UNAUTHORIZED_FIELD_OR_TYPE") continue;
      assert.equal(extensions.code, "FORBIDDEN", message);
      assert.match(message, /^Supplier \d+ is not yours to see$/);
    }
    assert.ok(data, where);
    const text = JSON.stringify(data);
    for (const [, number] of text.matchAll(/"Supplier_number":"(\d+)"/g)) assert.equal(number, own, where);
    for (const type of ["ProductionOrder", "MaterialAvailability", "InspectionLot", "QualityDisposition", "Batch"]) {
      assert.ok(!text.includes(`"__typename":"${type}"`), `${where}: a ${type} is visible`);
    }
  }
});

/** A selection of everything below a type, `depth` levels down; fields with required arguments are left to other tests. */
function selectDeep(schema: GraphQLSchema, type: GraphQLObjectType, depth: number, path: ReadonlySet<string>): string {
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const selected = fields.flatMap((field) => selectField(schema, type, field, depth, new Set([...path, type.name])));
  return ["__typename", ...selected].join(" ");
}

function selectField(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  path: ReadonlySet<string>,
): string[] {
  const type = getNamedType(field.type);
  // Fields of one name have other types elsewhere, so each is asked for under its type's name too.
  const alias = `${parent.name}_${field.name}: ${field.name}`;
  if (isLeafType(type)) return [alias];
  if (depth === 0 || isAbstractType(type) || !isObjectType(type) || path.has(type.name)) return [];
  const page = field.args.some((argument) => argument.name === "first") ? "(first: 5)" : "";
  return [`${alias}${page} { ${selectDeep(schema, type, depth - 1, path)} }`];
}
