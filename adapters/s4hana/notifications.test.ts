import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createNotifications } from "./notifications.ts";

const event = (object: string, data: unknown) => ({
  type: `sap.s4.beh.${object.toLowerCase()}.v1.${object}.Changed.v1`,
  source: "/s4",
  data,
});
const never = new AbortController().signal;

describe("S/4HANA's notifications", () => {
  it("end the wait with their keys, each once", async () => {
    const notifications = createNotifications();
    const announced = notifications.wait(60_000, never);
    for (const number of ["1000123", "1000124", "1000123"]) notifications.take(event("ProductionOrder", { ProductionOrder: number }));
    notifications.take(event("MaterialDocument", { MaterialDocumentYear: "2026", MaterialDocument: "4900000001" }));
    assert.deepEqual(await announced, {
      keys: new Map([
        ["orders", new Set(["1000123", "1000124"])],
        ["documents", new Set(["2026/4900000001"])],
      ]),
      isMore: false,
    });
    assert.deepEqual(await notifications.wait(1, never), { keys: new Map(), isMore: false }, "told once");
  });

  it("that come between two waits are told by the next", async () => {
    const notifications = createNotifications();
    notifications.take(event("InspectionLot", { InspectionLot: "42" }));
    assert.deepEqual((await notifications.wait(60_000, never)).keys, new Map([["lots", new Set(["42"])]]));
  });

  for (const data of [null, undefined, "text", {}, { ProductionOrder: 7 }, { ProductionOrder: "" }]) {
    it(`ask for everything when the key is missing: ${JSON.stringify(data)}`, async () => {
      const notifications = createNotifications();
      assert.equal(notifications.take(event("ProductionOrder", data)), true);
      assert.equal((await notifications.wait(60_000, never)).isMore, true);
    });
  }

  it("ask for everything when there are too many, and keep none of them", async () => {
    const notifications = createNotifications();
    for (let number = 0; number < 1_000; number += 1) notifications.take(event("PurchaseOrder", { PurchaseOrder: String(number) }));
    const { keys, isMore } = await notifications.wait(60_000, never);
    assert.equal(isMore, true);
    assert.ok([...keys.values()].every(({ size }) => size <= 200));
  });

  it("of other objects are not taken", () => {
    assert.equal(createNotifications().take({ type: "com.example.other", source: "/", data: {} }), false);
    assert.equal(createNotifications().take(event("SalesOrder", { SalesOrder: "1" })), false);
  });
});
