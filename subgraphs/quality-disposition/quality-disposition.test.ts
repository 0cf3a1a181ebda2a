import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { observedAt, type PlantsUnderTest, planner, startPlants } from "../canonical-plants.fixture.ts";
import { type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

let under: PlantsUnderTest;
let asking: Asking;
before(async () => {
  under = await startPlants();
  asking = askSubgraphs(under.sources);
});
after(() => under[Symbol.asyncDispose]());

describe("quality", () => {
  it("of a batch is its disposition and its lots, oldest first, with the order they inspect", async () => {
    const { batch } = await asking.dataOf(
      "quality-disposition",
      planner,
      `{ batch(plant: "1010", material: "8000", number: "B1") { restricted expiresAt quality { disposition batch { number } }
        inspectionLots { number order { id } batch { number } } } }`,
    );
    const order = { id: idOf("ProductionOrder", "1010/1000123") };
    assert.deepEqual([batch.restricted, batch.expiresAt], [false, "2027-06-30"]);
    assert.equal(batch.quality.batch.number, "B1");
    assert.deepEqual(batch.inspectionLots, [
      { number: "10000001", order, batch: { number: "B1" } },
      { number: "10000002", order, batch: { number: "B1" } },
    ]);
  });

  it("knows a batch by any row that names it, and no other", async () => {
    const paths = ["1010/4711/C2", "1010/8000/B9", "1010/4711/GONE", "2010/4711/C2"];
    const ids = paths.map((path) => idOf("Batch", path));
    const { data, errors } = await asking.entities(
      "quality-disposition",
      planner,
      "Batch",
      ids,
      "number restricted expiresAt inspectionLots { id }",
    );
    assert.deepEqual(errors, []);
    const bare = { restricted: null, expiresAt: null, inspectionLots: [] };
    assert.deepEqual(data._entities, [{ number: "C2", ...bare }, { number: "B9", ...bare }, null, null]);
  });

  it("names no order that is not there, and no batch where there is none", async () => {
    const { data } = await asking.entities(
      "quality-disposition",
      planner,
      "InspectionLot",
      [idOf("InspectionLot", "1010/10000003")],
      "order { id } batch { number }",
    );
    assert.deepEqual(data._entities, [{ order: null, batch: null }]);
  });

  it("is told below an order", async () => {
    const ids = [idOf("ProductionOrder", "1010/1000123"), idOf("ProductionOrder", "2010/1000123")];
    const { data } = await asking.entities("quality-disposition", planner, "ProductionOrder", ids, "inspectionLots { number }");
    assert.deepEqual(data._entities, [{ inspectionLots: [{ number: "10000001" }, { number: "10000002" }] }, { inspectionLots: [] }]);
  });

  it("can be listed by decision and by what is held", async () => {
    const { qualityDispositions } = await asking.dataOf(
      "quality-disposition",
      planner,
      '{ qualityDispositions(filter: { blocked: true, materials: ["8000"], batches: ["B1"] }, orderBy: { field: DECIDED_AT }) { totalCount nodes { held { value } asOf plant { id } material { id } } } }',
    );
    assert.equal(qualityDispositions.totalCount, 1);
    assert.equal(qualityDispositions.nodes[0].held.value, "100");
    assert.ok(Date.parse(qualityDispositions.nodes[0].asOf) >= Date.parse(observedAt));
  });
});
