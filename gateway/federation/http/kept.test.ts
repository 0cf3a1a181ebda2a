import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keptFor } from "./kept.ts";

const askedAt = 1_000_000;

describe("how long an answer may be kept", () => {
  for (const [cacheControl, seconds, scope] of [
    [undefined, 0, "PRIVATE"],
    ["", 0, "PRIVATE"],
    ["public", 0, "PRIVATE"],
    ["max-age=5", 5, "PRIVATE"],
    ["public, max-age=5, s-maxage=9", 9, "PUBLIC"],
    ["s-maxage=0, max-age=5", 0, "PRIVATE"],
    ["public, max-age=5, no-store", 0, "PRIVATE"],
    ["no-cache, max-age=5", 0, "PRIVATE"],
    ['no-cache="set-cookie", max-age=5', 0, "PRIVATE"],
    ['private="set-cookie", max-age=5', 0, "PRIVATE"],
    ["Max-Age=7, Private", 7, "PRIVATE"],
    ["public, private, max-age=7", 7, "PRIVATE"],
    ['max-age="7", PUBLIC', 7, "PUBLIC"],
    ["max-age=7, max-age=9", 7, "PRIVATE"],
    ['max-age=7, community="public, s-maxage=99"', 7, "PRIVATE"],
    ["max-age=-1", 0, "PRIVATE"],
    ["max-age=1.5", 0, "PRIVATE"],
    ["max-age=soon", 0, "PRIVATE"],
    ["x-max-age=9", 0, "PRIVATE"],
  ] as const) {
    it(`follows from Cache-Control: ${cacheControl}`, () => {
      const until = seconds === 0 ? 0 : askedAt + seconds * 1_000;
      assert.deepEqual(keptFor(cacheControl === undefined ? {} : { "cache-control": cacheControl }, askedAt), { until, scope });
    });
  }

  const kept = (headers: object) => keptFor({ "cache-control": "public, max-age=60", ...headers }, askedAt);

  it("is less by the time that it has been kept on its way", () => {
    assert.equal(kept({ age: "20" }).until, askedAt + 40_000);
    assert.equal(kept({ age: "60" }).until, 0);
    assert.equal(kept({ age: "nonsense" }).until, askedAt + 60_000);
  });

  it("depends on what the answer varies by", () => {
    assert.equal(kept({ vary: "*" }).until, 0);
    assert.equal(kept({ vary: "Accept, Authorization" }).scope, "PRIVATE");
    assert.equal(kept({ vary: "Accept" }).scope, "PUBLIC");
  });
});
