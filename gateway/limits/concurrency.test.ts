import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tier } from "./budget.contract.ts";
import { Concurrency } from "./concurrency.ts";

describe("what a caller holds open", () => {
  it("is as much as its tier allows, for each caller", () => {
    const concurrency = new Concurrency();
    const first = concurrency.openSocket("a", tier);
    assert.ok(first && concurrency.openSocket("a", tier));
    assert.equal(concurrency.openSocket("a", tier), null);
    assert.ok(concurrency.openSocket("b", tier));
    first();
    assert.ok(concurrency.openSocket("a", tier));
    assert.equal(concurrency.sockets, 3);
  });

  it("counts sockets and subscriptions apart", () => {
    const concurrency = new Concurrency();
    const held = Array.from({ length: 4 }, () => concurrency.openSubscription("a", tier));
    assert.deepEqual(
      held.map((release) => release !== null),
      [true, true, true, false],
    );
    assert.ok(concurrency.openSocket("a", tier));
    assert.deepEqual([concurrency.subscriptions, concurrency.sockets], [3, 1]);
  });

  it("is given back once, however often that is said", () => {
    const concurrency = new Concurrency();
    const release = concurrency.openSocket("a", tier);
    concurrency.openSocket("a", tier);
    release?.();
    release?.();
    assert.equal(concurrency.sockets, 1);
  });

  it("cannot be opened at all where the tier allows none", () => {
    assert.equal(new Concurrency().openSocket("a", { ...tier, sockets: 0 }), null);
  });
});

describe("the messages of a caller", () => {
  it("are a second's at once, then as many as the rate allows, over all of its sockets", () => {
    let now = 0;
    const concurrency = new Concurrency(() => now);
    const sent = (count: number): number => Array.from({ length: count }, () => concurrency.takeMessage("a", tier)).filter(Boolean).length;
    assert.equal(sent(9), 5);
    now += 400_000;
    assert.equal(sent(9), 2);
    now += 10_000_000;
    assert.equal(sent(9), 5);
  });
});
