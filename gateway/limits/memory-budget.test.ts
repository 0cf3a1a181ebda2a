import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { testBudget, tier } from "./budget.contract.ts";
import { MemoryBudget } from "./memory-budget.ts";

testBudget("of one process", () => new MemoryBudget());

describe("the budget of one process, over time", () => {
  const gap = fc.integer({ min: 0, max: 2_000_000 });

  it("allows over any span at most what comes back in it, and the burst once", () => {
    const pace = fc.record({ costPerMinute: fc.integer({ min: 1, max: 1_000_000 }), burst: fc.integer({ min: 1, max: 5_000 }) });
    const asks = fc.array(fc.record({ gap, cost: fc.integer({ min: 0, max: 6_000 }) }), { maxLength: 60 });
    fc.assert(
      fc.property(pace, asks, (own, asked) => {
        let now = 0;
        const budget = new MemoryBudget(() => now);
        const passed: { at: number; cost: number }[] = [];
        for (const { gap, cost } of asked) {
          now += gap;
          if (budget.take("a", cost, { ...tier, ...own }).allowed) passed.push({ at: now, cost });
        }
        for (let from = 0; from < passed.length; from++) {
          let sum = 0;
          for (let to = from; to < passed.length; to++) {
            sum += passed[to]?.cost ?? 0;
            const span = (passed[to]?.at ?? 0) - (passed[from]?.at ?? 0);
            assert.ok(sum <= (span * own.costPerMinute) / 60_000_000 + own.burst + 1e-6);
          }
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("never refuses who stays at four fifths of the limit, in whatever pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 200 }), (costs) => {
        let now = 0;
        const budget = new MemoryBudget(() => now);
        for (const cost of costs) {
          assert.ok(budget.take("a", cost, tier).allowed);
          now += Math.ceil((cost * 60_000_000) / (0.8 * tier.costPerMinute));
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("lets through exactly after the wait that it tells, and not a second before", () => {
    const ask = fc.record({ gap, cost: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(ask, { minLength: 1, maxLength: 50 }), (asked) => {
        let now = 0;
        const budget = new MemoryBudget(() => now);
        const own = { ...tier, costPerMinute: 200 };
        for (const { gap, cost } of asked) {
          now += gap;
          const { allowed, retryAfterSeconds } = budget.take("a", cost, own);
          if (allowed) continue;
          assert.ok(retryAfterSeconds && retryAfterSeconds >= 1);
          now += (retryAfterSeconds - 1) * 1_000_000;
          if (retryAfterSeconds > 1) assert.equal(budget.take("a", cost, own).allowed, false);
          now += 1_000_000;
          assert.equal(budget.take("a", cost, own).allowed, true);
        }
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it("forgets callers whose budgets are whole", () => {
    let now = 0;
    const budget = new MemoryBudget(() => now);
    for (let caller = 0; caller < 100_000; caller++) {
      now += 10_000;
      budget.take(`caller ${caller}`, 1, tier);
    }
    assert.ok(budget.size <= 1_001, `${budget.size} callers are kept`);
  });
});
