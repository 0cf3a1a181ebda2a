import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Entity } from "../../protocols/odata/paging.ts";
import { createCodes } from "../codes.ts";
import { translatePurchaseOrder } from "./supplier-commitment.ts";

const line = (ScheduleLine: string, ScheduleLineDeliveryDate: string, quantity: string, open = quantity): Entity => ({
  ScheduleLine,
  ScheduleLineDeliveryDate,
  ScheduleLineOrderQuantity: quantity,
  OpenPurchaseOrderQuantity: open,
  PurchaseOrderQuantityUnit: "PC",
});
const promise = (DeliveryDate: string, ConfirmedQuantity: string): Entity => ({ DeliveryDate, ConfirmedQuantity });

/** Commitments of item 00010, by schedule line. */
function translate(lines: readonly Entity[], promises: readonly Entity[] = [], item: Entity = {}) {
  const position = { PurchaseOrderItem: "00010", Plant: "1010", Material: "8000", _PurchaseOrderScheduleLineTP: lines, ...item };
  const foreign = { ...position, PurchaseOrderItem: "00020", Plant: "1020" };
  const entity = {
    PurchaseOrder: "4500000017",
    Supplier: "0000017300",
    LastChangeDateTime: "2026-11-23T09:45:00.1Z",
    _PurchaseOrderItem: [position, foreign],
    _SupplierAddress: { AddresseeFullName: "Muster AG" },
  };
  const confirmed = { SuplrConfRefPurchaseOrderItem: "00010", _SupplierConfirmationLineTP: promises };
  const parts = promises.length === 0 ? [] : [{ LastChangeDateTime: "2026-11-23T10:00:00Z", _SupplierConfirmationItemTP: [confirmed] }];
  const record = { type: "PurchaseOrder", id: "4500000017", plant: "1010", observedAt: "2026-11-23T10:00:00Z", entity, parts } as const;
  const drafts = translatePurchaseOrder(record, { codes: createCodes("s4", {}), timeZone: "Europe/Berlin" });
  return { drafts, lines: drafts.flatMap((draft) => (draft.kind === "supplier-commitment" ? [draft] : [])) };
}
const stateOf = (...given: Parameters<typeof translate>): string | undefined => translate(...given).lines[0]?.body.state;

describe("an S/4HANA purchase order", () => {
  it("gives its plant's lines, its supplier and its materials", () => {
    const { drafts, lines } = translate([line("0001", "2026-12-01", "100.000")]);
    assert.deepEqual(
      lines.map(({ key, sourceKey }) => [key, sourceKey]),
      [["4500000017/10/1", "4500000017/00010/0001"]],
    );
    const supplier = drafts.find(({ kind }) => kind === "supplier");
    assert.deepEqual(supplier?.body, { number: "17300", name: "Muster AG" });
    assert.ok(drafts.some(({ kind, key }) => kind === "material" && key === "8000"));
  });

  it("is as new as its newest part, and versions sort as text", () => {
    const [first] = translate([line("0001", "2026-12-01", "100")]).lines;
    const [later] = translate([line("0001", "2026-12-01", "100")], [promise("2026-12-01", "100")]).lines;
    assert.ok(first && later && later.version > first.version);
  });
});

describe("what a supplier said to an S/4HANA schedule line", () => {
  const asked = [line("0001", "2026-12-01", "100")];
  for (const [state, promises, item, lines] of [
    ["UNCONFIRMED", [], {}, asked],
    ["ACKNOWLEDGED", [], { PurgDocOrderAcknNumber: "AB-1" }, asked],
    ["CONFIRMED", [promise("2026-11-30", "100")], {}, asked],
    ["CONFIRMED_WITH_CHANGES", [promise("2026-12-02", "100")], {}, asked],
    ["PARTIALLY_CONFIRMED", [promise("2026-12-01", "60")], {}, asked],
    ["REJECTED", [], { ItemIsRejectedBySupplier: true }, asked],
    ["PARTIALLY_RECEIVED", [], {}, [line("0001", "2026-12-01", "100", "40")]],
    ["RECEIVED", [], {}, [line("0001", "2026-12-01", "100", "0")]],
    ["CLOSED", [], { IsCompletelyDelivered: true }, asked],
    ["CANCELLED", [], { PurchasingDocumentDeletionCode: "L" }, asked],
  ] as const) {
    it(`is ${state}`, () => assert.equal(stateOf(lines, promises, item), state));
  }

  it("falls to the earliest line first, exactly, and what is left over to the last", () => {
    const two = [line("0002", "2026-12-08", "0.2"), line("0001", "2026-12-01", "0.1")];
    const { lines } = translate(two, [promise("2026-12-09", "0.25"), promise("2026-12-01", "0.15")]);
    assert.deepEqual(
      lines.map(({ body }) => [body.scheduleLine, body.confirmations.map(({ date, quantity }) => [date, quantity.value])]),
      [
        ["1", [["2026-12-01", "0.1"]]],
        [
          "2",
          [
            ["2026-12-01", "0.05"],
            ["2026-12-09", "0.25"],
          ],
        ],
      ],
    );
  });
});
