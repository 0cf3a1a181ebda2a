import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ask, type GraphqlAnswer, type Listener, listen } from "../support/clients.ts";
import { type Demo, startDemo } from "../support/demo.ts";

const subscriptions = {
  order: `subscription ($plants: [String!], $orders: [String!], $after: String) { productionOrderChanged(plants: $plants, orders: $orders, after: $after) {
    kind productionOrder { number state plant { code name } components { material { description } availability { byStatus { status quantity { value } } } } batch { quality { disposition } } } } }`,
  stock: `subscription ($plants: [String!], $materials: [String!], $after: String) { materialAvailabilityChanged(plants: $plants, materials: $materials, after: $after) {
    kind materialAvailability { plant { code name } material { number description } byStatus { status quantity { value unit } } supplierCommitments { state supplier { name } } } } }`,
  commitment: `subscription ($plants: [String!], $suppliers: [String!], $after: String) { supplierCommitmentChanged(plants: $plants, suppliers: $suppliers, after: $after) {
    kind supplierCommitment { purchaseOrder item state confirmedDate supplier { number name } material { number description } plant { code name } } } }`,
  quality: `subscription ($plants: [String!], $batches: [String!], $after: String) { qualityDispositionChanged(plants: $plants, batches: $batches, after: $after) {
    kind qualityDisposition { disposition held { value } plant { code name } material { number description } batch { number inspectionLots { number disposition } } } } }`,
};

const erps = [
  ["S4HANA", "1010"],
  ["ECC", "2010"],
  ["EBS", "3010"],
] as const;

const cursorOf = (event: GraphqlAnswer): string => String(event.extensions?.cursor);

describe("changes arrive as the plants live", () => {
  let demo: Demo;
  let token: string;

  before(async () => {
    demo = await startDemo();
    token = await demo.token("planner");
  });
  after(() => demo[Symbol.asyncDispose]());

  /** Lets the plant live until the listener hears of it: an event may find nothing fit to happen to. */
  async function until(
    listener: Listener,
    erp: "S4HANA" | "ECC" | "EBS",
    event: string,
    isMeant: (event: GraphqlAnswer) => boolean = () => true,
  ): Promise<GraphqlAnswer> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const { happened } = await demo.control(erp, "/life", { event });
      if (happened !== null) return listener.waitFor(isMeant, 15_000);
    }
    throw new Error(`nothing in ${erp} was fit for ${event}`);
  }

  for (const [erp, plant] of erps) {
    it(`of production orders in plant ${plant}, with fields of other subgraphs`, async () => {
      await using listener = await listen(demo.address, token, subscriptions.order, { plants: [plant] });
      const event = await until(listener, erp, "release-order");
      assert.equal(event.errors, undefined);
      const { productionOrder } = event.data.productionOrderChanged;
      assert.equal(productionOrder.plant.code, plant);
      assert.equal(productionOrder.state, "RELEASED");
      assert.ok(productionOrder.components.some((component: { availability: unknown }) => component.availability));
    });

    it(`of stock in plant ${plant}`, async () => {
      await using listener = await listen(demo.address, token, subscriptions.stock, { plants: [plant] });
      const event = await until(listener, erp, "move-stock");
      assert.equal(event.errors, undefined);
      const { materialAvailability } = event.data.materialAvailabilityChanged;
      assert.equal(materialAvailability.plant.code, plant);
      assert.ok(materialAvailability.material.description);
    });

    it(`of supplier dates in plant ${plant}`, async () => {
      await using listener = await listen(demo.address, token, subscriptions.commitment, { plants: [plant] });
      // Stock that was received a moment ago changes lines too, confirmed or not.
      const isConfirmed = ({ data }: GraphqlAnswer): boolean => data.supplierCommitmentChanged.supplierCommitment.confirmedDate !== null;
      const event = await until(listener, erp, "slip-supplier-date", isConfirmed);
      assert.equal(event.errors, undefined);
      const { supplierCommitment } = event.data.supplierCommitmentChanged;
      assert.equal(supplierCommitment.plant.code, plant);
      assert.ok(supplierCommitment.supplier.name);
    });

    it(`of holds in plant ${plant}`, async () => {
      await using listener = await listen(demo.address, token, subscriptions.quality, { plants: [plant] });
      const event = await until(listener, erp, "hold-lot");
      assert.equal(event.errors, undefined);
      const { qualityDisposition } = event.data.qualityDispositionChanged;
      assert.equal(qualityDisposition.plant.code, plant);
      assert.ok(["ON_HOLD", "REJECTED"].includes(qualityDisposition.disposition), qualityDisposition.disposition);
    });
  }

  it("only those that were asked for", async () => {
    await using other = await listen(demo.address, token, subscriptions.order, { plants: ["2010"] });
    await using own = await listen(demo.address, token, subscriptions.order, { plants: ["1010"] });
    await until(own, "S4HANA", "release-order");
    assert.equal(other.events.length, 0);
  });

  it("that were missed, in order and once, to whoever comes back with a cursor", async () => {
    const heard: string[] = [];
    let cursor: string;
    {
      await using listener = await listen(demo.address, token, subscriptions.stock, { plants: ["1010"] });
      cursor = cursorOf(await until(listener, "S4HANA", "move-stock"));
    }
    await using witness = await listen(demo.address, token, subscriptions.stock, { plants: ["1010"] });
    for (let moves = 0; moves < 5; moves++) {
      const seen = witness.events.length;
      await demo.control("S4HANA", "/life", { event: "move-stock" });
      await witness.waitFor(() => witness.events.length > seen, 15_000).catch(() => undefined);
    }
    await using back = await listen(demo.address, token, subscriptions.stock, { plants: ["1010"], after: cursor });
    const last = witness.events.at(-1);
    assert.ok(last, "stock was moved while the client was away");
    await back.waitFor((event) => cursorOf(event) === cursorOf(last));
    heard.push(...back.events.map(cursorOf));
    assert.deepEqual(heard, witness.events.map(cursorOf));
    assert.equal(new Set(heard).size, heard.length);
  });

  it("and a cursor that is none is refused by name, without closing the socket", async () => {
    await using listener = await listen(demo.address, token, subscriptions.order, { after: "nonsense" });
    const reason = JSON.stringify([await Promise.race([listener.ended, listener.waitFor((event) => event.errors !== undefined)])]);
    assert.match(reason, /BAD_USER_INPUT/);
    assert.match(reason, /after/);
  });

  it("are what a query then answers", async () => {
    await using listener = await listen(demo.address, token, subscriptions.order, { plants: ["3010"] });
    const event = await until(listener, "EBS", "confirm-operation");
    const { number, state } = event.data.productionOrderChanged.productionOrder;
    const { data } = await ask(demo.address, token, `{ productionOrder(plant: "3010", number: "${number}") { state confirmation } }`);
    assert.equal(data.productionOrder.state, state);
  });
});
