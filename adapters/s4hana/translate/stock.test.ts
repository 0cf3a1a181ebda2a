import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MappingError } from "../../mapping.ts";
import type { Entity } from "../../protocols/odata/paging.ts";
import { createCodes } from "../codes.ts";
import type { RecordType, SourceRecord } from "../record.ts";
import { translateRecord } from "./index.ts";

const row = (InventoryStockType: string, quantity: string, Batch = "B1", StorageLocation = "0001"): Entity => ({
  Material: "4711",
  Plant: "1010",
  StorageLocation,
  Batch,
  InventoryStockType,
  InventorySpecialStockType: "",
  MaterialBaseUnit: "KG",
  MatlWrhsStkQtyInMatlBaseUnit: quantity,
});
const lot: Entity = {
  InspectionLot: "010000000042",
  Plant: "1010",
  Material: "4711",
  Batch: "B1",
  ManufacturingOrder: "000001000123",
  InspectionLotQuantity: "480.000",
  InspectionLotQuantityUnit: "KG",
  InspLotCreatedOnLocalDate: "/Date(1764547200000)/",
  InspLotCreatedOnLocalTime: "PT15H30M00S",
};
const decided = (code: string): Entity => ({ InspectionLot: "010000000042", InspectionLotUsageDecisionCode: code });

function translate(type: RecordType, entity: Entity, parts: readonly Entity[]) {
  const record: SourceRecord = { type, id: "4711", plant: "1010", observedAt: "2026-11-23T10:00:00Z", entity, parts };
  return translateRecord(record, { codes: createCodes("s4", {}), timeZone: "Europe/Berlin" });
}
const stockOf = (parts: readonly Entity[]) => {
  const [draft] = translate("A_MatlStkInAcctMod", {}, parts);
  assert.ok(draft?.kind === "material-availability");
  return draft.body.stock;
};
const lotOf = (...parts: readonly Entity[]) => {
  const [draft] = translate("A_InspectionLot", lot, parts);
  assert.ok(draft?.kind === "inspection-lot");
  return draft;
};
describe("S/4HANA stock", () => {
  it("is told by place, batch and status, whatever the sequence of its rows, without rows of nothing", () => {
    const rows = [row("01", "100.500"), row("07", "2", "B2"), row("02", "0.000", "B3")];
    assert.deepEqual(
      stockOf(rows).map(({ batch, status, quantity }) => [batch, status, quantity.value]),
      [
        ["B1", "UNRESTRICTED", "100.5"],
        ["B2", "BLOCKED", "2"],
      ],
    );
    assert.deepEqual(stockOf([...rows].reverse()), stockOf(rows));
    assert.deepEqual(stockOf([]), []);
  });

  it("is refused for a stock type that nobody has mapped", () => {
    assert.throws(
      () => stockOf([row("99", "1")]),
      (error) => error instanceof MappingError && error.reason.code === "UNKNOWN_CODE",
    );
  });
});

describe("an S/4HANA inspection lot", () => {
  it("is pending until it is decided", () => {
    const { body, changedAt } = lotOf();
    assert.deepEqual([body.number, body.order, body.disposition, body.decisionCode], ["10000000042", "1000123", "PENDING", null]);
    assert.deepEqual([body.createdAt, changedAt], ["2025-12-01T15:30:00+01:00", "2025-12-01T15:30:00+01:00"]);
  });

  for (const [code, disposition] of [
    ["A", "ACCEPTED"],
    ["R", "REJECTED"],
  ] as const) {
    it(`is ${disposition} with usage decision ${code}`, () => assert.equal(lotOf(decided(code)).body.disposition, disposition));
  }

  it("is refused with a usage decision that nobody has mapped", () => {
    assert.throws(
      () => lotOf(decided("OK")),
      (error) => error instanceof MappingError && /mappings\.usageDecision/.test(error.message),
    );
  });
});
