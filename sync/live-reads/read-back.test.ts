import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Views } from "../views/views.ts";
import { createReadBack } from "./read-back.ts";

describe("reading back what a posting did", () => {
  const asked: (readonly [string, string])[] = [];
  const readBack = createReadBack(
    {
      want(kind, plant, keys) {
        for (const key of keys) asked.push([kind, `${plant}/${key}`]);
      },
    },
    { get: (_: string, [{ key }]: readonly [{ key: string }]) => [key === "99" ? { material: "4711" } : null] } as unknown as Views,
  );
  const read = (command: object): readonly (readonly [string, string])[] => {
    readBack({ id: "C", plant: "1010", ...command } as never);
    return asked.splice(0);
  };

  it("asks for the object that it was about, and for the stock that a decision on a lot moves", () => {
    for (const kind of ["release-order", "reschedule-order", "confirm-operation"])
      assert.deepEqual(read({ kind, order: "1" }), [["production-order", "1010/1"]]);
    const line = { purchaseOrder: "45", item: "10", scheduleLine: "1" };
    assert.deepEqual(read({ kind: "confirm-supplier-date", ...line }), [["supplier-commitment", "1010/45/10/1"]]);
    for (const kind of ["hold-stock", "free-stock"])
      assert.deepEqual(read({ kind, material: "4711", batch: "B1" }), [["material-availability", "1010/4711"]]);
    assert.deepEqual(read({ kind: "record-usage-decision", inspectionLot: "99" }), [
      ["inspection-lot", "1010/99"],
      ["material-availability", "1010/4711"],
    ]);
    assert.deepEqual(read({ kind: "record-usage-decision", inspectionLot: "98" }), [["inspection-lot", "1010/98"]]);
  });

  it("asks for nothing after what was told to a system that is no ERP", () => {
    assert.deepEqual(read({ kind: "notice", type: "andon.order.released.v1" }), []);
  });
});
