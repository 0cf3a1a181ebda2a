import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeGlobalId, decodeKey, decodeNumber, encodeGlobalId } from "./global-id.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64url");

describe("global ids", () => {
  it("are base64url of type, plant and key", () => {
    const key = { plant: "1010", key: "1000123" };
    const id = encodeGlobalId("ProductionOrder", key);
    assert.equal(id, base64("ProductionOrder:1010/1000123"));
    assert.deepEqual(decodeKey("ProductionOrder", id), key);
    assert.deepEqual(decodeGlobalId(id), { type: "ProductionOrder", ...key });
  });

  it("leave the plant out where a number is company-wide", () => {
    const id = encodeGlobalId("Material", "8000");
    assert.equal(id, base64("Material:8000"));
    assert.equal(decodeNumber("Material", id), "8000");
  });

  it("hold numbers of any alphabet", () => {
    const key = { plant: "3010", key: "部品-A.1:x/ロット2" };
    assert.deepEqual(decodeKey("Batch", encodeGlobalId("Batch", key)), key);
  });

  for (const malformed of [
    "",
    "nonsense",
    base64("nonsense"),
    base64("ProductionOrder:"),
    base64("ProductionOrder:1010"),
    base64("ProductionOrder:1010/"),
    base64("ProductionOrder:1010/1/2"),
    base64("Batch:1010/8000"),
    base64("Material:1010/8000"),
    base64("Nothing:1"),
    base64("toString:1/2"),
    `${base64("Material:8000")}=`,
    `${base64("Material:8000")} `,
    Buffer.from([0x4d, 0x61, 0xff, 0xfe]).toString("base64url"),
  ]) {
    it(`are not ${JSON.stringify(malformed)}`, () => assert.equal(decodeGlobalId(malformed), null));
  }

  it("of another type are none", () => {
    assert.equal(decodeKey("InspectionLot", encodeGlobalId("ProductionOrder", { plant: "1010", key: "1" })), null);
    assert.equal(decodeNumber("Supplier", encodeGlobalId("Material", "1")), null);
  });
});
