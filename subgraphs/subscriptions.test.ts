import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { SubgraphName } from "#schema/sdl.ts";
import {
  balance,
  change,
  commitment,
  order,
  type PlantsUnderTest,
  planner,
  startPlants,
  stock,
  supplier100007,
} from "./canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs } from "./execution.fixture.ts";

const subscriptions = {
  order: ["production-orders", "productionOrderChanged", "cursor kind productionOrder { number priority }"],
  stock: [
    "material-availability",
    "materialAvailabilityChanged",
    "cursor kind materialAvailability { availableNow { value } material { number } }",
  ],
  commitment: [
    "supplier-commitments",
    "supplierCommitmentChanged",
    "cursor kind supplierCommitment { purchaseOrder supplier { number } state }",
  ],
  quality: ["quality-disposition", "qualityDispositionChanged", "cursor kind qualityDisposition { disposition batch { number } }"],
} as const satisfies Record<string, readonly [SubgraphName, string, string]>;

describe("a subscription", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
  });
  after(() => under[Symbol.asyncDispose]());

  /** What a subscriber hears first when these changes are told while it listens. */
  async function firstHeard(
    of: keyof typeof subscriptions,
    args: string,
    changes: readonly CanonicalChange[],
    caller: Caller = planner,
  ): Promise<Answer["data"]> {
    const [subgraph, field, selection] = subscriptions[of];
    const events = await asking.listen(subgraph, caller, `subscription { ${field}${args} { ${selection} } }`);
    assert.ok("next" in events, JSON.stringify(events));
    const heard = events.next();
    under.tell(...changes);
    const { value } = await heard;
    await events.return(undefined);
    assert.deepEqual(value.errors, []);
    return value.data[field];
  }

  it("tells an order as it is now, and only what was asked for", async () => {
    const heard = await firstHeard("order", '(plants: ["1010"], orders: ["1000124"])', [
      order("1010", "1000123", { priority: 2 }),
      order("1010", "1000124", { priority: 3 }),
    ]);
    assert.deepEqual([heard.kind, heard.productionOrder], ["UPSERTED", { number: "1000124", priority: 3 }]);
  });

  it("tells orders by their material", async () => {
    const heard = await firstHeard("order", '(materials: ["7000"])', [
      order("1010", "1000123", { priority: 4 }),
      order("1010", "1000130", { material: "7000" }),
    ]);
    assert.equal(heard.productionOrder.number, "1000130");
  });

  it("tells that an order is gone", async () => {
    const heard = await firstHeard("order", '(orders: ["1000130"])', [change("production-order", "1010", "1000130", null)]);
    assert.deepEqual([heard.kind, heard.productionOrder], ["DELETED", null]);
  });

  it("tells stock where a batch lies, and where it lay until now", async () => {
    const of = '(batches: ["C2"])';
    const without = [stock("1010", "8000", [balance("BLOCKED", "90", "B1")]), stock("1010", "4711", [balance("UNRESTRICTED", "1", "C1")])];
    assert.equal((await firstHeard("stock", of, without)).materialAvailability.material.number, "4711");
    const back = await firstHeard("stock", of, [stock("1010", "4711", [balance("UNRESTRICTED", "2", "C2")])]);
    assert.deepEqual(back.materialAvailability, { availableNow: { value: "2" }, material: { number: "4711" } });
  });

  it("tells each event of a long subscription from the views as they then are", async () => {
    const events = await asking.listen(
      "material-availability",
      planner,
      'subscription { materialAvailabilityChanged(materials: ["5000"]) { materialAvailability { availableNow { value } } } }',
    );
    assert.ok("next" in events);
    for (const value of ["1", "2", "3"]) {
      const heard = events.next();
      under.tell(stock("1010", "5000", [balance("UNRESTRICTED", value)]));
      assert.deepEqual((await heard).value.data.materialAvailabilityChanged, { materialAvailability: { availableNow: { value } } });
    }
    await events.return(undefined);
  });

  it("tells a supplier its own commitments only", async () => {
    const changes = [
      commitment("1010", "4500000018/10/1", "100001", "4711", { state: "SHIPPED" }),
      commitment("1010", "4500000017/10/2", "100007", "4711", { state: "SHIPPED" }),
    ];
    const heard = await firstHeard("commitment", "", changes, supplier100007);
    assert.deepEqual(heard.supplierCommitment, { purchaseOrder: "4500000017", supplier: { number: "100007" }, state: "SHIPPED" });
  });

  it("tells what was decided on a batch", async () => {
    const heard = await firstHeard("quality", '(batches: ["C9"])', [stock("1010", "4712", [balance("BLOCKED", "4", "C9")])]);
    assert.deepEqual(heard.qualityDisposition, { disposition: "ON_HOLD", batch: { number: "C9" } });
  });

  it("goes on from a cursor with what was missed, in order", async () => {
    const { cursor } = await firstHeard("stock", '(materials: ["4712"])', [stock("1010", "4712", [balance("UNRESTRICTED", "1")])]);
    await firstHeard("stock", '(materials: ["6001"])', [stock("1010", "6000", []), stock("1010", "6001", [])]);
    const events = await asking.listen(
      "material-availability",
      planner,
      `subscription { materialAvailabilityChanged(after: "${cursor}") { materialAvailability { material { number } } } }`,
    );
    assert.ok("next" in events);
    const heard = [await events.next(), await events.next()].map(
      ({ value }) => value.data.materialAvailabilityChanged.materialAvailability.material.number,
    );
    await events.return(undefined);
    assert.deepEqual(heard, ["6000", "6001"]);
  });

  it("refuses a cursor that is none by name", async () => {
    const events = await asking.listen(
      "production-orders",
      planner,
      'subscription { productionOrderChanged(after: "nonsense") { cursor } }',
    );
    if ("next" in events)
      await assert.rejects(events.next(), { message: /^after: /, extensions: { code: "BAD_USER_INPUT", argument: "after" } });
    else assert.equal(events.errors[0]?.code, "BAD_USER_INPUT");
  });
});
