import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Circuit } from "./circuit.ts";
import { type LatencyClass, notBeforeOf } from "./latency-class.ts";
import { maintenanceUntil } from "./maintenance.ts";
import { pauseAfter } from "./retry-schedule.ts";

const at = (moment: string): number => Date.parse(moment);

const leaves = (latencyClass: LatencyClass, now: number, timeZone: string, windowSeconds = 60): string =>
  notBeforeOf(latencyClass, now, { timeZone, windowSeconds });

describe("a latency class", () => {
  it("says from when on a command may leave", () => {
    const now = at("2026-11-24T09:02:03.500Z");
    assert.equal(leaves("IMMEDIATE", now, "Europe/Berlin"), "2026-11-24T09:02:03.500Z");
    assert.equal(leaves("NEAR_REAL_TIME", now, "Europe/Berlin"), "2026-11-24T09:02:05.500Z");
    assert.equal(leaves("MICRO_BATCH", now, "Europe/Berlin"), "2026-11-24T09:03:00.000Z");
    assert.equal(leaves("MICRO_BATCH", now, "Europe/Berlin", 5), "2026-11-24T09:02:05.000Z");
    assert.equal(leaves("MICRO_BATCH", at("2026-11-24T09:02:05Z"), "Europe/Berlin", 5), "2026-11-24T09:02:10.000Z");
  });

  it("ends the day by the plant's clock, also over the changes of its clock", () => {
    assert.equal(leaves("END_OF_DAY", at("2026-11-24T09:02:00Z"), "Europe/Berlin"), "2026-11-24T21:00:00.000Z");
    assert.equal(leaves("END_OF_DAY", at("2026-11-24T21:00:00Z"), "Europe/Berlin"), "2026-11-25T21:00:00.000Z");
    assert.equal(leaves("END_OF_DAY", at("2026-11-24T09:02:00Z"), "Asia/Tokyo"), "2026-11-24T13:00:00.000Z");
    assert.equal(leaves("END_OF_DAY", at("2026-10-24T20:30:00Z"), "Europe/Berlin"), "2026-10-25T21:00:00.000Z");
    // The night of 28 March has 23 hours in Berlin; New York's clock has changed three weeks before.
    assert.equal(leaves("END_OF_DAY", at("2026-03-28T20:59:59Z"), "Europe/Berlin"), "2026-03-28T21:00:00.000Z");
    assert.equal(leaves("END_OF_DAY", at("2026-03-28T21:00:00Z"), "Europe/Berlin"), "2026-03-29T20:00:00.000Z");
    assert.equal(leaves("END_OF_DAY", at("2026-03-08T03:00:00Z"), "America/New_York"), "2026-03-09T02:00:00.000Z");
    assert.equal(leaves("END_OF_DAY", at("2026-11-01T02:30:00Z"), "America/New_York"), "2026-11-02T03:00:00.000Z");
  });
});

describe("a maintenance window", () => {
  const night = [{ days: ["SAT"], from: "22:00", to: "02:00", timeZone: "Europe/Berlin" }] as const;

  it("is open from its beginning to its end, over midnight too", () => {
    assert.equal(maintenanceUntil(night, at("2026-11-28T20:59:00Z")), null);
    assert.equal(maintenanceUntil(night, at("2026-11-28T21:00:00Z")), at("2026-11-29T01:00:00Z"));
    assert.equal(maintenanceUntil(night, at("2026-11-29T00:59:00Z")), at("2026-11-29T01:00:00Z"));
    assert.equal(maintenanceUntil(night, at("2026-11-29T01:00:00Z")), null);
  });

  it("is open on its days only, and every day when it names none", () => {
    assert.equal(maintenanceUntil(night, at("2026-11-27T21:30:00Z")), null);
    assert.notEqual(maintenanceUntil([{ from: "22:00", to: "02:00", timeZone: "Europe/Berlin" }], at("2026-11-27T21:30:00Z")), null);
  });
});

describe("a circuit", () => {
  it("opens after five failures in a row, lets one through after a pause, and closes when that is answered", () => {
    const circuit = new Circuit();
    for (let failure = 0; failure < 4; failure++) circuit.fail(0, null);
    assert.equal(circuit.state(0), "CLOSED");
    circuit.fail(0, null);
    assert.deepEqual([circuit.state(0), circuit.allowance(0, 4)], ["OPEN", 0]);
    const then = circuit.openUntil;
    assert.deepEqual([circuit.state(then), circuit.allowance(then, 4)], ["HALF_OPEN", 1]);
    circuit.begin(then);
    assert.equal(circuit.allowance(then, 4), 0);
    circuit.succeed(then);
    assert.deepEqual([circuit.state(then), circuit.allowance(then, 4)], ["CLOSED", 4]);
  });

  it("stays open longer each time, up to a minute, and as long as the system asks for", () => {
    const circuit = new Circuit();
    let now = 0;
    for (let failure = 0; failure < 5; failure++) circuit.fail(now, null);
    const pauses: number[] = [];
    for (let opening = 0; opening < 8; opening++) {
      pauses.push(circuit.openUntil - now);
      now = circuit.openUntil;
      circuit.begin(now);
      circuit.fail(now, null);
    }
    assert.ok(
      pauses[0] !== undefined && pauses[0] <= 2_000 && pauses.every((pause) => pause <= 60_000) && (pauses.at(-1) ?? 0) >= 45_000,
      String(pauses),
    );
    circuit.fail(now, 5_000);
    assert.equal(circuit.openUntil, now + 5_000);
  });
});

describe("what failed", () => {
  it("is tried again after pauses that double, with jitter, up to a minute", () => {
    assert.deepEqual(
      [1, 2, 3, 20].map((attempts) => pauseAfter(attempts, () => 1)),
      [500, 1_000, 2_000, 60_000],
    );
    assert.equal(
      pauseAfter(3, () => 0),
      1_000,
    );
  });
});
