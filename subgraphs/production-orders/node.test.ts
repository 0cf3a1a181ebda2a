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

describe("node", () => {
  const ids = [
    ["ProductionOrder", "1010/1000123"],
    ["MaterialAvailability", "1010/4711"],
    ["SupplierCommitment", "1010/4500000017/10/1"],
    ["PurchaseOrderLine", "1010/4500000017/10"],
    ["InspectionLot", "1010/10000001"],
    ["Batch", "1010/8000/B1"],
    ["Batch", "1010/4711/C2"],
    ["Batch", "1010/8000/B9"],
    ["QualityDisposition", "1010/8000/B1"],
  ] as const;
  const all = [
    ...ids.map(([type, path]) => [type, idOf(type, path)] as const),
    ...(
      [
        ["Material", "8000"],
        ["Supplier", "100001"],
        ["Plant", "1010"],
      ] as const
    ).map(([type, number]) => [type, encodeGlobalId(type, number)] as const),
  ];
  const find = (caller: Caller, id: string): Promise<unknown> =>
    asking.dataOf("production-orders", caller, "query ($id: ID!) { node(id: $id) { __typename id } }", { id }).then(({ node }) => node);

  for (const [type, id] of all) {
    it(`finds a ${type} again: ${Buffer.from(id, "base64url")}`, async () =>
      assert.deepEqual(await find(planner, id), { __typename: type, id }));
  }

  it("finds nothing by an id that names nothing", async () => {
    const none = [
      ...ids.map(([type, path]) => idOf(type, `${path.replace(/^1010/, "2010")}9`)),
      encodeGlobalId("Material", "1"),
      encodeGlobalId("Plant", "1"),
    ];
    for (const id of [...none, "nonsense", idOf("Batch", "1010/4711/GONE"), idOf("Batch", "1010/4711/B1")])
      assert.equal(await find(planner, id), null, id);
  });

  it("finds nothing of a plant that is not the caller's", async () => {
    for (const id of [
      idOf("ProductionOrder", "2010/1000123"),
      idOf("PurchaseOrderLine", "2010/4500000017/10"),
      encodeGlobalId("Plant", "2010"),
    ]) {
      assert.notEqual(await find(planner, id), null);
      assert.equal(await find(plannerOf1010, id), null);
    }
  });
});
