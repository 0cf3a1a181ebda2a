import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import { hasReached, readPositions } from "#schema/canonical/log-positions.ts";
import { type Beginning, eventPlace, type PlacedEvent, progress } from "#schema/canonical/stream.ts";
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
import { type Answer, type Asking, askSubgraphs, idOf } from "./execution.fixture.ts";

const subscriptions = {
  order: ["production-orders", "productionOrderChanged", "id kind productionOrder { number priority }"],
  stock: [
    "material-availability",
    "materialAvailabilityChanged",
    "id kind materialAvailability { availableNow { value } material { number } }",
  ],
  commitment: [
    "supplier-commitments",
    "supplierCommitmentChanged",
    "id kind supplierCommitment { purchaseOrder supplier { number } state }",
  ],
  quality: ["quality-disposition", "qualityDispositionChanged", "id kind qualityDisposition { disposition batch { number } }"],
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
    assert.deepEqual(heard, {
      id: idOf("ProductionOrder", "1010/1000124"),
      kind: "UPSERTED",
      productionOrder: { number: "1000124", priority: 3 },
    });
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
    assert.deepEqual([heard.id, heard.kind, heard.productionOrder], [idOf("ProductionOrder", "1010/1000130"), "DELETED", null]);
  });

  /** What is told to be gone while these changes are told. */
  async function gone(of: keyof typeof subscriptions, args: string, changes: readonly CanonicalChange[], caller: Caller): Promise<string> {
    const [subgraph, field] = subscriptions[of];
    const events = await asking.listen(subgraph, caller, `subscription { ${field}${args} { id kind } }`);
    assert.ok("next" in events);
    let heard = events.next();
    under.tell(...changes);
    for (; ; heard = events.next()) {
      const { id, kind } = (await heard).value.data[field];
      if (kind === "UPSERTED") continue;
      await events.return(undefined);
      return id;
    }
  }
  const isGone = (kind: "production-order" | "supplier-commitment", key: string): CanonicalChange => ({
    ...change(kind, "1010", key, null),
    version: "9",
  });

  it("tells a supplier, and nobody else's supplier, that its commitment is gone", async () => {
    const [foreign, own] = ["4500000071/10/1", "4500000072/10/1"] as const;
    const changes = [
      commitment("1010", foreign, "100001", "4711", {}),
      commitment("1010", own, "100007", "4711", {}),
      isGone("supplier-commitment", foreign),
      isGone("supplier-commitment", own),
    ];
    const id = await gone("commitment", '(materials: ["4711"])', changes, supplier100007);
    assert.equal(id, idOf("SupplierCommitment", `1010/${own}`));
  });

  it("tells of what is gone only to those who asked for it", async () => {
    const changes = [
      order("1010", "1000140", { material: "7001" }),
      order("1010", "1000141", { material: "7002" }),
      isGone("production-order", "1000140"),
      isGone("production-order", "1000141"),
    ];
    assert.equal(await gone("order", '(materials: ["7002"])', changes, planner), idOf("ProductionOrder", "1010/1000141"));
  });

  it("tells stock where a batch lies, and where it lay until now", async () => {
    const of = '(batches: ["C2"])';
    const without = [stock("1010", "8000", [balance("BLOCKED", "90", "B1")]), stock("1010", "4711", [balance("UNRESTRICTED", "1", "C1")])];
    assert.equal((await firstHeard("stock", of, without)).materialAvailability.material.number, "4711");
    const back = await firstHeard("stock", of, [stock("1010", "4711", [balance("UNRESTRICTED", "2", "C2")])]);
    assert.equal(back.id, idOf("MaterialAvailability", "1010/4711"));
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
    assert.equal(heard.id, idOf("QualityDisposition", "1010/4712/C9"));
    assert.deepEqual(heard.qualityDisposition, { disposition: "ON_HOLD", batch: { number: "C9" } });
  });

  const stockChanged = 'subscription { materialAvailabilityChanged(plants: ["1010"]) { kind } }';
  /** The entity that is told next, whatever progress is told before it. */
  const nextPlace = async (events: AsyncIterator<PlacedEvent>): Promise<string | undefined> => {
    for (;;) {
      const { value } = await events.next();
      if (value?.[eventPlace]) return value[eventPlace].entity;
    }
  };
  const fromNow: Beginning = { after: null, snapshot: false };

  it("goes on after a position with what was missed, in order", async () => {
    const before = await asking.stream("material-availability", planner, stockChanged, fromNow);
    const { value: begun } = await before.next();
    await before.return?.();
    under.tell(stock("1010", "6000", []), stock("1010", "6001", []));
    const after = begun?.[progress]?.positions ?? null;
    const events = await asking.stream("material-availability", planner, stockChanged, { ...fromNow, after });
    const heard = [await nextPlace(events), await nextPlace(events)];
    await events.return?.();
    assert.deepEqual(heard, ["1010/6000", "1010/6001"]);
  });

  it("says how far it has come when there is nothing to tell", async () => {
    const events = await asking.stream("material-availability", planner, stockChanged, fromNow);
    const { value: begun } = await events.next();
    const next = events.next();
    under.tell(order("1010", "1000123", { priority: 9 }));
    const come = readPositions((await next).value?.[progress]?.positions ?? "");
    await events.return?.();
    const started = readPositions(begun?.[progress]?.positions ?? "");
    assert.ok(come && started && hasReached(come, started) && !hasReached(started, come));
  });

  it("tells the present state first when it is asked to, and then what changes", async () => {
    const present = await asking.dataOf(
      "material-availability",
      planner,
      '{ materialAvailabilities(filter: { plants: ["1010"] }) { totalCount } }',
    );
    const events = await asking.stream("material-availability", planner, stockChanged, { after: null, snapshot: true });
    const told: PlacedEvent[] = [];
    for (let event = await events.next(); !event.done && !event.value[progress]; event = await events.next()) told.push(event.value);
    const next = nextPlace(events);
    under.tell(stock("1010", "6001", [balance("UNRESTRICTED", "3")]));
    const changed = await next;
    await events.return?.();
    assert.equal(told.length, present.materialAvailabilities.totalCount);
    assert.equal(new Set(told.map((event) => event[eventPlace]?.entity)).size, told.length);
    assert.deepEqual(
      told.map((event) => event[eventPlace]?.positions === null),
      told.map((_, index) => index < told.length - 1),
    );
    assert.equal(changed, "1010/6001");
  });

  it("refuses a cursor that is none by name", async () => {
    const events = await asking.listen("production-orders", planner, 'subscription { productionOrderChanged(after: "nonsense") { kind } }');
    if ("next" in events)
      await assert.rejects(events.next(), { message: /^after: /, extensions: { code: "BAD_USER_INPUT", argument: "after" } });
    else assert.equal(events.errors[0]?.code, "BAD_USER_INPUT");
  });
});
