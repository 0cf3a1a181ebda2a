/** Codes that nobody has mapped: kept with their messages while the rest goes on, and healed by a mapping. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { MappingFailureReason } from "../port.ts";
import { assertValid } from "./canonical.contract.ts";
import type { ContractOptions, StrangeCode } from "./options.contract.ts";
import type { Stage } from "./stage.contract.ts";

export function testStrangeCodes(stage: Stage, { unknownStatus, unknownUnit }: ContractOptions): void {
  testStrangeCode(stage, "UNKNOWN_STATUS", unknownStatus);
  testStrangeCode(stage, "UNKNOWN_UNIT", unknownUnit);
}

function testStrangeCode(stage: Stage, code: MappingFailureReason["code"], { fault, mappings }: StrangeCode): void {
  const { plant, withinMs } = stage;
  it(`an ${code.toLowerCase().replace("_", " ")} is kept with its message while the others proceed, and a mapping heals it`, async () => {
    const order = stage.orderIn("CREATED");
    const failed = () => stage.reading.failures.find(({ reason }) => reason.code === code);
    await stage.system.fault(fault(order));
    try {
      await stage.reading.until(`the failure ${code}`, () => failed() !== undefined, withinMs);
      const seen = stage.reading.changes.length;
      await stage.system.life("release-order");
      await stage.reading.until(
        "another order",
        () => stage.reading.changes.slice(seen).some((each) => each.kind === "production-order"),
        withinMs,
      );
    } finally {
      await stage.system.fault({ ...fault(order), off: true });
    }
    const failure = failed();
    assert.ok(failure);
    assert.deepEqual([failure.plant, failure.reason.code], [plant, code]);
    assert.ok(failure.reason.field.length > 0 && failure.reason.value.length > 0 && failure.message.raw.length > 0);
    assert.match(failure.reason.text, /mappings\./);
    const unhealed = stage.adapter.translate(failure.message);
    assert.deepEqual([unhealed.failures[0]?.id, unhealed.failures[0]?.reason], [failure.id, failure.reason]);
    const healed = stage.another(mappings).translate(failure.message);
    assert.deepEqual(healed.failures, []);
    assert.ok(healed.changes.length > 0);
    healed.changes.forEach(assertValid);
  });
}
