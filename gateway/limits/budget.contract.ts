/** The promises of the budget port as tests, for the budgets of one process and the shared ones alike. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Budget } from "./budget.ts";
import type { Tier } from "./tier.ts";

/** 6,000 points a minute are one in 10 ms. */
export const tier: Tier = {
  name: "test",
  costPerMinute: 6_000,
  burst: 100,
  sockets: 2,
  subscriptions: 3,
  messagesPerSecond: 5,
  whenStoreIsAway: "CLOSED",
};

/** So little comes back in an hour that no test sees it. */
const slow: Tier = { ...tier, costPerMinute: 0.01 };

let callers = 0;
const newCaller = (): string => `caller ${callers++} {}*\n`;

/** `skip` says why the tests cannot run here. */
export function testBudget(name: string, open: () => Budget, skip: string | false = false): void {
  describe(`the budget ${name}`, { skip }, () => {
    it("gives a caller who was quiet the burst at once, and then no more", async () => {
      const budget = open();
      const caller = newCaller();
      const first = await budget.take(caller, 60, slow);
      assert.deepEqual([first.allowed, first.remaining, first.retryAfterSeconds], [true, 40, 0]);
      const second = await budget.take(caller, 40, slow);
      assert.deepEqual([second.allowed, second.remaining], [true, 0]);
      const third = await budget.take(caller, 1, slow);
      assert.deepEqual([third.allowed, third.remaining, third.limit, third.isStoreAway], [false, 0, 0.01, false]);
    });

    it("keeps callers apart", async () => {
      const budget = open();
      assert.equal((await budget.take(newCaller(), 100, slow)).allowed, true);
      assert.equal((await budget.take(newCaller(), 100, slow)).allowed, true);
    });

    it("takes nothing for what it refuses", async () => {
      const budget = open();
      const caller = newCaller();
      await budget.take(caller, 90, slow);
      for (let time = 0; time < 3; time++) assert.equal((await budget.take(caller, 11, slow)).allowed, false);
      assert.equal((await budget.take(caller, 10, slow)).allowed, true);
    });

    it("lets through who waits as long as it says", async () => {
      const budget = open();
      const caller = newCaller();
      const own = { ...tier, costPerMinute: 2_000 };
      await budget.take(caller, 100, own);
      const { allowed, retryAfterSeconds } = await budget.take(caller, 60, own);
      assert.equal(allowed, false);
      assert.ok(retryAfterSeconds === 1 || retryAfterSeconds === 2, `${retryAfterSeconds} s`);
      await delay(1_000 * retryAfterSeconds);
      assert.equal((await budget.take(caller, 60, own)).allowed, true);
    });

    it("promises no wait for what costs more than the burst", async () => {
      for (const cost of [101, Number.POSITIVE_INFINITY, Number.NaN, 1e300]) {
        const { allowed, retryAfterSeconds, remaining } = await open().take(newCaller(), cost, tier);
        assert.deepEqual([allowed, retryAfterSeconds, remaining], [false, null, 100]);
      }
    });

    it("gives back what an operation did not cost, and no more than the burst", async () => {
      const budget = open();
      const caller = newCaller();
      await budget.take(caller, 100, slow);
      budget.correct(caller, -70, slow);
      assert.equal((await budget.take(caller, 0, slow)).remaining, 70);
      budget.correct(caller, -500, slow);
      assert.equal((await budget.take(caller, 0, slow)).remaining, 100);
    });

    it("takes what an operation did cost beyond its estimate, into debt", async () => {
      const budget = open();
      const caller = newCaller();
      budget.correct(caller, 130, { ...tier, costPerMinute: 60 });
      const { allowed, remaining, retryAfterSeconds } = await budget.take(caller, 1, { ...tier, costPerMinute: 60 });
      assert.deepEqual([allowed, remaining, retryAfterSeconds], [false, 0, 31]);
    });

    it("says when all of the burst is there again", async () => {
      const { resetSeconds } = await open().take(newCaller(), 100, { ...tier, costPerMinute: 600 });
      assert.equal(resetSeconds, 10);
    });
  });
}
