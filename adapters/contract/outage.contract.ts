/** A system that is away: said to be so, and read on from where it was when it is back. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Posting } from "#schema/canonical/command.ts";
import { SourceUnavailable } from "../port.ts";
import { envelope } from "./posting.contract.ts";
import { type Stage, signal } from "./stage.contract.ts";

export function testOutage(stage: Stage): void {
  it("a system that is down is said to be unavailable, and reading goes on when it is back", async () => {
    assert.equal((await stage.adapter.health(signal())).reachable, true);
    const { number } = stage.orderIn("CREATED");
    const command: Posting = { ...envelope(stage.plant), kind: "release-order", order: number };
    await stage.system.fault({ name: "down" });
    try {
      await assert.rejects(stage.adapter.fetch("production-order", stage.plant, [number], signal()), SourceUnavailable);
      await assert.rejects(stage.adapter.execute(command, signal()), SourceUnavailable);
      const { reachable, detail } = await stage.adapter.health(signal());
      assert.equal(reachable, false);
      assert.ok(detail.length > 0);
    } finally {
      await stage.system.fault({ name: "down", off: true });
    }
    assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
    await stage.reading.stop();
    assert.ok(stage.reading.end === "stopped" || stage.reading.end instanceof SourceUnavailable, `reading ended with ${stage.reading.end}`);
    stage.resume();
    await stage.post(command);
    await stage.reading.until(
      "the order that was released then",
      () => stage.reading.changes.some(({ key }) => key === number),
      stage.withinMs,
    );
  });
}
