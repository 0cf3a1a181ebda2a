import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advanceMark, createSeenWindow, windowStart } from "./high-water-mark.ts";

const now = "2026-11-23 08:00:00";

describe("a high-water mark over LAST_UPDATE_DATE", () => {
  it("starts each poll so long before the mark as the longest transaction takes", () => {
    assert.equal(windowStart("2026-11-01 00:10:00", 1_800), "2026-10-31 23:40:00");
  });

  it("goes to the newest row, never back, and never past the database's clock", () => {
    assert.equal(advanceMark("2026-11-23 07:00:00", [{ id: "1", at: "2026-11-23 07:30:00" }], now), "2026-11-23 07:30:00");
    assert.equal(advanceMark("2026-11-23 07:00:00", [{ id: "1", at: "2026-11-23 06:30:00" }], now), "2026-11-23 07:00:00");
    assert.equal(advanceMark("2026-11-23 07:00:00", [{ id: "1", at: "2027-01-01 00:00:00" }], now), now);
    assert.equal(advanceMark("2026-11-23 09:00:00", [], now), "2026-11-23 09:00:00", "a clock that was set back does not rewind it");
  });

  it("reads a row of the window once, and again when its date changed", () => {
    const window = createSeenWindow();
    const row = { id: "1", at: "2026-11-23 07:59:00" };
    assert.deepEqual(window.unseen([row]), [row]);
    window.remember([row], now);
    assert.deepEqual(window.unseen([row]), []);
    const changed = { id: "1", at: "2026-11-23 07:59:30" };
    assert.deepEqual(window.unseen([changed]), [changed]);
  });

  it("takes a row that was committed late, although its date is older than what was read", () => {
    const window = createSeenWindow();
    window.remember([{ id: "1", at: "2026-11-23 07:59:00" }], now);
    const late = { id: "2", at: "2026-11-23 07:40:00" };
    assert.deepEqual(window.unseen([late]), [late]);
  });

  it("does not trust a row of the running second, which may change again under the same date", () => {
    const window = createSeenWindow();
    const row = { id: "1", at: now };
    window.remember([row], now);
    assert.deepEqual(window.unseen([row]), [row]);
  });

  it("forgets what lies before the window", () => {
    const window = createSeenWindow();
    window.remember([{ id: "1", at: "2026-11-23 07:00:00" }], now);
    window.forget("2026-11-23 07:30:00");
    assert.equal(window.size, 0);
  });
});
