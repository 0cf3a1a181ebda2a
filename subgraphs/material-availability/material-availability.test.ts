import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import { type PlantsUnderTest, planner, plannerOf1010, startPlants } from "../canonical-plants.fixture.ts";
import { type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

let under: PlantsUnderTest;
let asking: Asking;
before(async () => {
  under = await startPlants();
  asking = askSubgraphs(under.sources);
});
after(() => under[Symbol.asyncDispose]());

describe("stock", () => {
  it("is summed by status, and told with its material", async () => {
    const { materialAvailability } = await asking.dataOf(
      "material-availability",
      planner,
      `{ materialAvailability(plant: "1010", material: "4711") { id material { number description baseUnit availability { plant { id } } }
        availableNow { value unit } byStatus { status quantity { value } } stock { batch { id } status } } }`,
    );
    assert.deepEqual(materialAvailability, {
      id: idOf("MaterialAvailability", "1010/4711"),
      material: {
        number: "4711",
        description: "Casing",
        baseUnit: "H87",
        availability: [{ plant: { id: encodeGlobalId("Plant", "1010") } }, { plant: { id: encodeGlobalId("Plant", "2010") } }],
      },
      availableNow: { value: "10", unit: "H87" },
      byStatus: [
        { status: "UNRESTRICTED", quantity: { value: "10" } },
        { status: "BLOCKED", quantity: { value: "3" } },
      ],
      stock: [
        { batch: { id: idOf("Batch", "1010/4711/C1") }, status: "UNRESTRICTED" },
        { batch: { id: idOf("Batch", "1010/4711/C2") }, status: "UNRESTRICTED" },
        { batch: { id: idOf("Batch", "1010/4711/C1") }, status: "BLOCKED" },
      ],
    });
  });

  it("of a material is that of the caller's plants, and of those it names", async () => {
    const query = 'query ($plants: [String!]) { material(number: "4711") { availability(plants: $plants) { id } } }';
    const count = async (caller: Caller, plants: readonly string[] | null): Promise<number> =>
      (await asking.dataOf("material-availability", caller, query, { plants })).material.availability.length;
    assert.equal(await count(planner, null), 2);
    assert.equal(await count(planner, ["2010"]), 1);
    assert.equal(await count(plannerOf1010, null), 1);
    assert.equal(await count(plannerOf1010, ["2010"]), 0);
  });

  it("can be listed by batch, by status and by what is blocked", async () => {
    for (const [filter, expected] of [
      ['{ batches: ["C2"] }', 1],
      ["{ statuses: [BLOCKED] }", 2],
      ["{ blocked: false }", 1],
      ['{ materials: ["4711"] }', 2],
    ] as const) {
      const { materialAvailabilities } = await asking.dataOf(
        "material-availability",
        planner,
        `{ materialAvailabilities(filter: ${filter}) { totalCount } }`,
      );
      assert.equal(materialAvailabilities.totalCount, expected, filter);
    }
  });

  it("of a material without master data has its number, and a material that nothing names is none", async () => {
    const { data } = await asking.entities(
      "material-availability",
      planner,
      "Material",
      [encodeGlobalId("Material", "9000")],
      "number description",
    );
    assert.deepEqual(data._entities, [{ number: "9000", description: null }]);
    const { material } = await asking.dataOf("material-availability", planner, '{ material(number: "9000") { id } }');
    assert.equal(material, null);
  });
});
