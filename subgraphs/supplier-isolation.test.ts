import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type GraphQLField, type GraphQLSchema, getNamedType, isLeafType, isObjectType, isRequiredArgument } from "graphql";
import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import { type SubgraphName, subgraphNames } from "#schema/sdl.ts";
import { type PlantsUnderTest, planner, startPlants, supplier100007 } from "./canonical-plants.fixture.ts";
import { type Asking, askSubgraphs, idOf } from "./execution.fixture.ts";
import { createSubgraphs } from "./index.ts";

/** Arguments that find something for a planner at every root field. */
const argumentsOf: Readonly<Record<string, string>> = {
  productionOrder: '(plant: "1010", number: "1000123")',
  plant: '(code: "1010")',
  material: '(number: "8000")',
  materialAvailability: '(plant: "1010", material: "4711")',
  supplier: '(number: "100007")',
  purchaseOrderLine: '(plant: "1010", purchaseOrder: "4500000018", item: "10")',
  batch: '(plant: "1010", material: "8000", number: "B1")',
  node: `(id: "${idOf("ProductionOrder", "1010/1000123")}")`,
};

/** What a supplier may see some rows of; everything else is none of its business. */
const suppliersTypes = ["Plant", "Material", "Supplier", "SupplierCommitment", "PurchaseOrderLine"];

/** Every entity of the plants that is not supplier 100007's. */
const foreign: readonly (readonly [SubgraphName, string, string])[] = [
  ["production-orders", "ProductionOrder", idOf("ProductionOrder", "1010/1000123")],
  ["production-orders", "ProductionOrder", idOf("ProductionOrder", "2010/1000123")],
  ["material-availability", "MaterialAvailability", idOf("MaterialAvailability", "1010/4711")],
  ["material-availability", "Material", encodeGlobalId("Material", "8000")],
  ["supplier-commitments", "Supplier", encodeGlobalId("Supplier", "100001")],
  ["supplier-commitments", "SupplierCommitment", idOf("SupplierCommitment", "1010/4500000018/10/1")],
  ["supplier-commitments", "PurchaseOrderLine", idOf("PurchaseOrderLine", "1010/4500000018/10")],
  ["quality-disposition", "Batch", idOf("Batch", "1010/8000/B1")],
  ["quality-disposition", "Batch", idOf("Batch", "1010/4711/C1")],
  ["quality-disposition", "QualityDisposition", idOf("QualityDisposition", "1010/8000/B1")],
  ["quality-disposition", "InspectionLot", idOf("InspectionLot", "1010/10000001")],
];

describe("a supplier", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
  });
  after(() => under[Symbol.asyncDispose]());

  for (const name of subgraphNames.filter((each) => each !== "partners" && each !== "sync-operations")) {
    it(`sees nothing foreign at any root field of ${name}, however deep it asks`, async () => {
      const { schema } = createSubgraphs(under.sources)[name];
      const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) => !field.name.startsWith("_"));
      assert.ok(roots.length > 0);
      let seenByPlanner = 0;
      for (const field of roots) {
        const operation = `{ ${field.name}${argumentsOf[field.name] ?? ""} ${below(schema, field, 5)} }`;
        const answer = await asking.ask(name, supplier100007, operation);
        assert.deepEqual(answer.errors, [], operation);
        for (const object of objectsIn(answer.data)) assertOwn(object, field.name);
        seenByPlanner += [...objectsIn((await asking.ask(name, planner, operation)).data)].length;
      }
      assert.ok(seenByPlanner > roots.length, "the same operations find something for a planner");
    });
  }

  it("meets null for the id of anything foreign, from node and between subgraphs", async () => {
    for (const [subgraph, type, id] of foreign) {
      const found = await asking.entities(subgraph, planner, type, [id], "id");
      assert.deepEqual(found.data._entities, [{ id }], `${type} is there for a planner`);
      const { data, errors } = await asking.entities(subgraph, supplier100007, type, [id], "id");
      assert.deepEqual([data, errors], [{ _entities: [null] }, []], type);
      if (type === "Supplier") continue;
      const { data: node } = await asking.ask("production-orders", supplier100007, "query ($id: ID!) { node(id: $id) { id } }", { id });
      assert.deepEqual(node, { node: null }, type);
    }
  });

  it("meets nothing foreign below a stub of another subgraph's entity", async () => {
    const stock = [idOf("MaterialAvailability", "1010/4711")];
    const { data } = await asking.entities(
      "supplier-commitments",
      supplier100007,
      "MaterialAvailability",
      stock,
      "supplierCommitments { supplier { number } }",
    );
    assert.deepEqual(data._entities[0].supplierCommitments, [{ supplier: { number: "100007" } }, { supplier: { number: "100007" } }]);
    const orders = [idOf("ProductionOrder", "1010/1000123")];
    const lots = await asking.entities("quality-disposition", supplier100007, "ProductionOrder", orders, "inspectionLots { id }");
    assert.deepEqual(lots.data._entities, [{ inspectionLots: [] }]);
  });

  it("is refused in the same words for a foreign supplier and for one that does not exist, wherever it names one", async () => {
    for (const number of ["100001", "999999"]) {
      const refused = [
        await asking.ask("supplier-commitments", supplier100007, `{ supplier(number: "${number}") { id } }`),
        await asking.ask(
          "supplier-commitments",
          supplier100007,
          `{ supplierCommitments(filter: { suppliers: ["100007", "${number}"] }) { totalCount } }`,
        ),
        await asking.ask("production-orders", supplier100007, `{ node(id: "${encodeGlobalId("Supplier", number)}") { id } }`),
        await asking.listen(
          "supplier-commitments",
          supplier100007,
          `subscription { supplierCommitmentChanged(suppliers: ["${number}"]) { kind } }`,
        ),
      ];
      for (const answer of refused) {
        assert.ok("errors" in answer);
        assert.deepEqual(answer.errors, [{ message: `Supplier ${number} is not yours to see`, code: "FORBIDDEN" }]);
      }
    }
  });

  it("sees its own lines of every plant, the materials on them, itself, and the plants' names", async () => {
    const { data, errors } = await asking.ask(
      "supplier-commitments",
      supplier100007,
      '{ supplier(number: "100007") { name commitments { totalCount } } supplierCommitments(filter: { suppliers: ["100007"] }) { totalCount } }',
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(data, { supplier: { name: "Seidel", commitments: { totalCount: 4 } }, supplierCommitments: { totalCount: 4 } });
    const materials = await asking.entities(
      "material-availability",
      supplier100007,
      "Material",
      [encodeGlobalId("Material", "4711")],
      "description availability { id }",
    );
    assert.deepEqual(materials.data._entities, [{ description: "Casing", availability: [] }]);
    const plants = await asking.entities("production-orders", supplier100007, "Plant", [encodeGlobalId("Plant", "2010")], "name");
    assert.deepEqual(plants.data._entities, [{ name: "Toledo" }]);
  });
});

interface Told {
  readonly __typename: string;
  readonly number?: string;
  readonly purchaseOrder?: string;
}

function assertOwn(told: Told, where: string): void {
  const isPart = !["ProductionOrder", "MaterialAvailability", "InspectionLot", "QualityDisposition", "Batch", ...suppliersTypes].includes(
    told.__typename,
  );
  assert.ok(isPart || suppliersTypes.includes(told.__typename), `${where}: a ${told.__typename} is visible`);
  if (told.__typename === "Supplier" && told.number !== undefined) assert.equal(told.number, "100007", where);
  if (told.purchaseOrder !== undefined) assert.equal(told.purchaseOrder, "4500000017", where);
  if (told.__typename === "Material" && told.number !== undefined) assert.ok(["4711", "4712"].includes(told.number), where);
}

/** Every object of an answer, itself included. */
function* objectsIn(data: unknown): Generator<Told> {
  if (typeof data !== "object" || data === null) return;
  if ("__typename" in data) yield data as Told;
  for (const value of Object.values(data)) yield* objectsIn(value);
}

/** A selection of everything below a field, `depth` levels down. */
function below(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return "";
  if (!isObjectType(type)) return "{ __typename }";
  const fields = Object.values(type.getFields()).filter((inner) => !inner.args.some(isRequiredArgument));
  const reachable = fields.filter((inner) => depth > 0 || isLeafType(getNamedType(inner.type)));
  return `{ __typename ${reachable.map((inner) => `${inner.name} ${below(schema, inner, depth - 1)}`).join(" ")} }`;
}
