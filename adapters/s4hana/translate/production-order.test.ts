import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CodeMappings } from "../../mapping.ts";
import { MappingError } from "../../mapping.ts";
import type { Entity } from "../../protocols/odata/paging.ts";
import { createCodes } from "../codes.ts";
import { translateOrder } from "./production-order.ts";

const header: Entity = {
  ManufacturingOrder: "1000123",
  ManufacturingOrderType: "PP01",
  ManufacturingOrderImportance: "3",
  LastChangeDateTime: "20261123094500",
  Material: "000000000000004711",
  MfgOrderPlannedStartDate: "/Date(1764547200000)/",
  MfgOrderPlannedStartTime: "PT06H00M00S",
  ProductionUnit: "PC",
  TotalQuantity: "500.000",
  MfgOrderConfirmedYieldQty: "0",
};
const withStatuses = (...codes: string[]): Entity => ({
  ...header,
  to_ProductionOrderStatus: { results: codes.map((StatusCode) => ({ StatusCode })) },
});
function translate(entity: Entity, mappings: CodeMappings = {}) {
  const record = {
    type: "A_ProductionOrder_2",
    id: "1000123",
    plant: "1010",
    observedAt: "2026-11-23T10:00:00Z",
    entity,
    parts: [],
  } as const;
  const [draft] = translateOrder(record, { codes: createCodes("s4", mappings), timeZone: "Europe/Berlin" });
  assert.ok(draft?.kind === "production-order");
  return draft;
}
const failureOf = (entity: Entity): MappingError["reason"] => {
  try {
    translate(entity);
  } catch (error) {
    if (error instanceof MappingError) return error.reason;
    throw error;
  }
  throw new assert.AssertionError({ message: "it was translated" });
};

describe("an S/4HANA order's state", () => {
  const received = { to_ProductionOrderItem: { results: [{ MfgOrderItemGoodsReceiptQty: "500.000" }] } };
  for (const [codes, state] of [
    [["I0001", "I0420"], "CREATED"],
    [["I0042", "I0001"], "PARTIALLY_RELEASED"],
    [["I0002", "I0340"], "RELEASED"],
    [["I0002", "I0010", "I0321"], "IN_PROGRESS"],
    [["I0009", "I0002"], "IN_PROGRESS"],
    [["I0012", "I0009", "I0002"], "COMPLETED"],
    [["I0043", "I0002"], "ON_HOLD"],
    [["I0045", "I0321"], "TECHNICALLY_COMPLETED"],
    [["I0045"], "CANCELLED"],
    [["I0046", "I0045"], "CLOSED"],
    [["I0013", "I0046"], "DELETED"],
    [["I0076", "I0002"], "RELEASED"],
  ] as const) {
    it(`is ${state} with ${codes.join(" ")}, in any sequence`, () => {
      assert.equal(translate(withStatuses(...codes)).body.state, state);
      assert.equal(translate(withStatuses(...[...codes].reverse())).body.state, state);
    });
  }

  it("is technically completed, not cancelled, when goods were received", () => {
    assert.equal(translate({ ...withStatuses("I0045"), ...received }).body.state, "TECHNICALLY_COMPLETED");
  });

  it("is refused by code and place when a status is unknown", () => {
    const { code, field, value, text } = failureOf(withStatuses("I0002", "I9001"));
    assert.deepEqual([code, field, value], ["UNKNOWN_STATUS", "A_ProductionOrderStatus_2.StatusCode", "I9001"]);
    assert.match(text, /systems\.s4\.mappings\.orderStatus/);
    assert.equal(translate(withStatuses("I9001"), { orderStatus: { I9001: "ON_HOLD" } }).body.state, "ON_HOLD");
  });

  it("is refused when no status tells it", () => assert.equal(failureOf(withStatuses("I0028")).code, "UNKNOWN_STATUS"));
});

describe("an S/4HANA order", () => {
  it("has facets and flags beside its state", () => {
    const { body } = translate(withStatuses("I0002", "I0010", "I0074", "I0004", "I0321", "I0076"));
    assert.deepEqual([body.confirmation, body.delivery, body.readiness], ["PARTIAL", "PARTIAL", "SHORTAGE"]);
    assert.deepEqual(body.flags, ["GOODS_MOVED", "DELETION_FLAGGED"]);
  });

  it("has dates with the plant's offset, exact quantities and numbers without padding", () => {
    const { body, version, changedAt } = translate(withStatuses("I0001"));
    assert.equal(body.basicStart, "2025-12-01T06:00:00+01:00");
    assert.equal(body.basicEnd, null);
    assert.deepEqual(body.planned, { value: "500", unit: "H87", sourceUnit: "PC" });
    assert.deepEqual([body.material, body.priority], ["4711", 3]);
    assert.deepEqual([version, changedAt], ["20261123094500", "2026-11-23T09:45:00Z"]);
  });

  it("has no priority where its importance is no figure", () => {
    for (const ManufacturingOrderImportance of ["", "0", "A"])
      assert.equal(translate({ ...withStatuses("I0001"), ManufacturingOrderImportance }).body.priority, null);
  });

  for (const [field, wrong, code] of [
    ["ProductionUnit", "KAN", "UNKNOWN_UNIT"],
    ["TotalQuantity", "many", "INVALID_FIELD"],
    ["MfgOrderPlannedStartDate", "2025-12-01", "INVALID_FIELD"],
    ["MfgOrderPlannedStartTime", "PT25H00M00S", "INVALID_FIELD"],
    ["LastChangeDateTime", "yesterday", "INVALID_FIELD"],
  ] as const) {
    it(`is refused by name with ${field} "${wrong}"`, () => {
      const reason = failureOf({ ...withStatuses("I0001"), [field]: wrong });
      assert.deepEqual([reason.code, reason.field, reason.value], [code, `A_ProductionOrder_2.${field}`, wrong]);
    });
  }

  it("leaves out components that are marked for deletion", () => {
    const component = { ReservationItem: "1", Material: "4712", RequiredQuantity: "1000.000", BaseUnit: "KG" };
    const results = [component, { ...component, ReservationItem: "2", MatlCompIsMarkedForDeletion: true }];
    const { body } = translate({ ...withStatuses("I0001"), to_ProductionOrderComponent: { results } });
    assert.deepEqual(
      body.components.map(({ key, required }) => [key, required.value, required.unit]),
      [["1", "1000", "KGM"]],
    );
  });
});
