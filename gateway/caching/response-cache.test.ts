import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import type { Stamp } from "#schema/canonical/stamp.ts";
import { writeAnswer } from "../engine/answer.ts";
import type { Kept } from "../execution/plan/run.ts";
import { Writes } from "../federation/writes.ts";
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
const forSeconds = (seconds: number, scope: Kept["scope"] = "PUBLIC"): Kept => ({ until: Date.now() + seconds * 1_000, scope, begun: 0 });
const notAtAll: Kept = { until: 0, scope: "PRIVATE", begun: 0 };

describe("a kept answer", () => {
  it("is one to a question that was asked before", () => {
    const cache = new ResponseCache(new Writes());
    assert.deepEqual(
      [1, 2, 3].map(() => cache.isWorthKeeping("q", somebody)),
      [false, true, true],
    );
    assert.equal(cache.isWorthKeeping("q", { ...somebody, plants: [] }), false);
  });

  it("is given to all who see the same, until a change makes it stale", () => {
    const cache = new ResponseCache(new Writes());
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
    const cache = new ResponseCache(new Writes());
    const stale = stamped(false);
    cache.keep("q", somebody, answer, { stamp: stale, kept: [] });
    cache.keep("r", somebody, answer, { stamp: null, kept: [] });
    cache.keep("s", somebody, answer, { stamp: stamped(), kept: [forSeconds(9), notAtAll] });
    assert.equal(cache.size, 0);
    assert.ok(stale.isReleased);
  });

  it("is not used after a moment that it hangs on, though no change told of it", () => {
    const cache = new ResponseCache(new Writes());
    const stamp = { ...stamped(), isCurrent: true };
    cache.keep("q", somebody, answer, { stamp, kept: [] });
    stamp.isCurrent = false;
    assert.equal(cache.get("q", somebody), null);
    assert.equal(cache.size, 0);
  });

  it("of subgraphs apart is kept as long as each of them says, and for one caller alone when one of them says so", () => {
    const cache = new ResponseCache(new Writes());
    cache.keep("own", somebody, answer, { stamp: null, kept: [forSeconds(60), forSeconds(60, "PRIVATE")] });
    cache.keep("nobody's", null, answer, { stamp: null, kept: [forSeconds(60, "PRIVATE")] });
    assert.equal(String(cache.get("own", somebody)?.bytes), answer.text);
    assert.equal(cache.get("own", { ...somebody, subject: "another" }), null);
    assert.equal(cache.get("nobody's", null), null);
  });

  it("of subgraphs apart ends when the first of them ends, however late it was put together", () => {
    mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
    try {
      const cache = new ResponseCache(new Writes());
      const kept = [forSeconds(60), forSeconds(5)];
      mock.timers.setTime(1_004_000);
      cache.keep("q", somebody, answer, { stamp: null, kept });
      assert.equal(cache.get("q", somebody)?.text, answer.text);
      mock.timers.setTime(1_005_000);
      assert.equal(cache.get("q", somebody), null);
      cache.keep("q", somebody, answer, { stamp: null, kept });
      assert.equal(cache.size, 0);
    } finally {
      mock.timers.reset();
    }
  });

  it("of subgraphs apart is not told to whom it would hide an own change, and is to others until then", () => {
    const writes = new Writes();
    const cache = new ResponseCache(writes);
    const another = { ...somebody, subject: "another" };
    cache.keep("q", somebody, answer, { stamp: null, kept: [forSeconds(60)] });
    cache.keep("r", somebody, answer, { stamp: stamped(), kept: [] });
    writes.note(another);
    assert.equal(cache.get("q", somebody)?.text, answer.text);
    assert.equal(cache.get("q", another), null);
    assert.equal(cache.get("r", another)?.text, answer.text);
    assert.equal(cache.invalidations, 1);
    cache.keep("q", another, answer, { stamp: null, kept: [{ ...forSeconds(60), begun: writes.now }] });
    assert.equal(cache.get("q", another)?.text, answer.text);
  });
});
