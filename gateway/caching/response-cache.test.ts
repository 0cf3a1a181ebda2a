import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Stamp } from "#schema/canonical/stamp.ts";
import { writeAnswer } from "../engine/answer.ts";
import type { Kept } from "../execution/plan/run.ts";
import { somebody } from "../subscriptions/streams.fixture.ts";
import { ResponseCache } from "./response-cache.ts";

const answer = writeAnswer('{"a":1}', [], null);
const stamped = (isCurrent = true): Stamp & { isReleased: boolean } => ({
  isCurrent,
  isReleased: false,
  onStale: null,
  release() {
    this.isReleased = true;
  },
});
const forSeconds = (seconds: number, scope: Kept["scope"] = "PUBLIC"): Kept => ({ seconds, scope });

describe("a kept answer", () => {
  it("is one to a question that was asked before", () => {
    const cache = new ResponseCache();
    assert.deepEqual(
      [1, 2, 3].map(() => cache.isWorthKeeping("q", somebody)),
      [false, true, true],
    );
    assert.equal(cache.isWorthKeeping("q", { ...somebody, plants: [] }), false);
  });

  it("is given to all who see the same, until a change makes it stale", () => {
    const cache = new ResponseCache();
    const stamp = stamped();
    cache.keep("q", somebody, answer, { stamp, kept: [] });
    assert.equal(cache.get("q", { ...somebody, subject: "another" })?.text, answer.text);
    assert.equal(cache.get("q", { ...somebody, plants: [] }), null);
    assert.equal(cache.get("q", null), null);
    assert.equal(cache.get("other", somebody), null);
    stamp.onStale?.();
    assert.equal(cache.get("q", somebody), null);
    assert.ok(stamp.isReleased);
    assert.deepEqual([cache.hits, cache.misses, cache.invalidations], [1, 4, 1]);
  });

  it("is none when it went stale while it was made, or when nothing says how long it is true", () => {
    const cache = new ResponseCache();
    const stale = stamped(false);
    cache.keep("q", somebody, answer, { stamp: stale, kept: [] });
    cache.keep("r", somebody, answer, { stamp: null, kept: [] });
    cache.keep("s", somebody, answer, { stamp: stamped(), kept: [forSeconds(9), forSeconds(0)] });
    assert.equal(cache.size, 0);
    assert.ok(stale.isReleased);
  });

  it("is not used after a moment that it hangs on, though no change told of it", () => {
    const cache = new ResponseCache();
    const stamp = { ...stamped(), isCurrent: true };
    cache.keep("q", somebody, answer, { stamp, kept: [] });
    stamp.isCurrent = false;
    assert.equal(cache.get("q", somebody), null);
    assert.equal(cache.size, 0);
  });

  it("of subgraphs apart is kept as long as each of them says, and for one caller alone when one of them says so", async () => {
    const cache = new ResponseCache();
    cache.keep("short", somebody, answer, { stamp: null, kept: [forSeconds(60), forSeconds(0.05)] });
    cache.keep("own", somebody, answer, { stamp: null, kept: [forSeconds(60), forSeconds(60, "PRIVATE")] });
    cache.keep("nobody's", null, answer, { stamp: null, kept: [forSeconds(60, "PRIVATE")] });
    assert.equal(cache.get("short", somebody)?.text, answer.text);
    assert.equal(String(cache.get("own", somebody)?.bytes), answer.text);
    assert.equal(cache.get("own", { ...somebody, subject: "another" }), null);
    assert.equal(cache.get("nobody's", null), null);
    await delay(80);
    assert.equal(cache.get("short", somebody), null);
  });
});
