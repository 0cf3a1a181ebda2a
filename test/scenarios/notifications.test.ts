import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ask, type GraphqlAnswer, type Listener, listen } from "../support/clients.ts";
import { type Demo, onlyPlants, startDemo } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

/** Longer than any test: what arrives was notified of. */
const pollSeconds = 3_600;
const withinMs = 30_000;

const subscriptions = {
  "release-order": `subscription { productionOrderChanged(plants: ["1010"]) { productionOrder { number state } } }`,
  "confirm-operation": `subscription { productionOrderChanged(plants: ["1010"]) { productionOrder { number confirmation } } }`,
  "move-stock": `subscription { materialAvailabilityChanged(plants: ["1010"]) { materialAvailability { material { number } } } }`,
  "slip-supplier-date": `subscription { supplierCommitmentChanged(plants: ["1010"]) { supplierCommitment { purchaseOrder confirmedDate } } }`,
  "hold-lot": `subscription { qualityDispositionChanged(plants: ["1010"]) { qualityDisposition { disposition batch { number } } } }`,
};

describe("notifications of an ERP", () => {
  let demo: Demo;
  let token: string;
  let secret: string;
  before(async () => {
    demo = await startDemo({
      landscape: (text) => onlyPlants("1010")(text).replace(/(s4-1010:[\s\S]*?pollSeconds:) 2/, `$1 ${pollSeconds}`),
    });
    token = await demo.token("planner");
    const environment = JSON.parse(readFileSync(join(demo.folder, "data/simulated-environment.json"), "utf8")) as Record<string, string>;
    secret = String(environment.S4HANA_WEBHOOK_SECRET);
    await eventually(
      () => stateOf("s4-1010"),
      (state) => state === "LIVE",
      withinMs,
    );
  });
  after(() => demo[Symbol.asyncDispose]());

  async function stateOf(system: string): Promise<string | undefined> {
    const { systems } = (await (await fetch(`${demo.address}/health/ready`)).json()) as { systems: { system: string; state: string }[] };
    return systems.find((each) => each.system === system)?.state;
  }
  /** Lets the plant live until the listener hears of it: an event may find nothing fit to happen to. */
  async function until(listener: Listener, event: string): Promise<GraphqlAnswer> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const { happened } = await demo.control("S4HANA", "/life", { event });
      if (happened !== null) return listener.waitFor(() => true, withinMs);
    }
    throw new Error(`nothing in S4HANA was fit for ${event}`);
  }
  function notify(order: string, bearer: string): Promise<Response> {
    const type = "sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1";
    return fetch(`${demo.address}/webhooks/s4-1010`, {
      method: "POST",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/cloudevents+json" },
      body: JSON.stringify({ specversion: "1.0", id: order, source: "/test", type, data: { ProductionOrder: order } }),
    });
  }
  async function priorityOf(order: string): Promise<number> {
    const { data } = await ask(demo.address, token, `{ productionOrder(plant: "1010", number: "${order}") { priority } }`);
    return data.productionOrder.priority;
  }

  for (const [event, subscription] of Object.entries(subscriptions)) {
    it(`bring ${event} to subscribers without a poll`, async () => {
      await using listener = await listen(demo.address, token, subscription);
      const { errors } = await until(listener, event);
      assert.equal(errors, undefined);
    });
  }

  it("have what they name read at once, and only when they show the secret", async () => {
    const { data } = await ask(
      demo.address,
      token,
      `{ productionOrders(first: 2, filter: { plants: ["1010"] }) { nodes { number priority } } }`,
    );
    const [order, other] = data.productionOrders.nodes as { number: string; priority: number }[];
    assert.ok(order && other);
    // The ERP changes it and sends no notification of its own.
    await demo.control("S4HANA", "/fault", { name: "same-second", orders: [order.number, other.number] });
    const stranger = await notify(order.number, "x".repeat(secret.length));
    assert.equal(stranger.status, 401);
    assert.equal(await priorityOf(order.number), order.priority);
    assert.equal((await notify(order.number, secret)).status, 202);
    await eventually(
      () => priorityOf(order.number),
      (priority) => priority !== order.priority,
      withinMs,
    );
  });

  it("are to be sent again later while the ERP cannot be read", async () => {
    await demo.control("S4HANA", "/fault", { name: "down" });
    try {
      // The first one is taken: only in reading what it tells of does it turn out that the ERP is away.
      await notify("1000001", secret);
      await eventually(
        () => stateOf("s4-1010"),
        (state) => state === "UNREACHABLE",
        withinMs,
      );
      const refused = await notify("1000001", secret);
      assert.equal(refused.status, 503);
      assert.match(refused.headers.get("retry-after") ?? "", /^\d+$/);
    } finally {
      await demo.control("S4HANA", "/fault", { name: "down", off: true });
    }
  });
});
