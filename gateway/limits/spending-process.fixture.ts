/** A process that spends a budget as fast as it is told to, and tells when; run by tests as one of several. */

import { setTimeout as delay } from "node:timers/promises";
import { RedisBudget } from "./redis-budget.ts";
import type { Tier } from "./tier.ts";

export interface SpendingOrder {
  readonly url: string;
  readonly patienceMs: number;
  readonly tier: Tier;
  readonly key: string;
  readonly cost: number;
  /** Pause after each attempt, in ms. */
  readonly pauseMs: number;
  readonly forMs: number;
}

/** One attempt; moments in ms of the machine's clock, before it was sent and after it was decided. */
export interface Attempt {
  readonly allowed: boolean;
  readonly isStoreAway: boolean;
  readonly sent: number;
  readonly decided: number;
}

/** Of this machine, the same in each of its processes. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

process.once("message", async ({ url, patienceMs, tier, key, cost, pauseMs, forMs }: SpendingOrder) => {
  await using budget = await RedisBudget.open({ url, patienceMs, processes: 1, log: { info: () => undefined, warn: () => undefined } });
  const attempts: Attempt[] = [];
  const end = now() + forMs;
  while (now() < end) {
    const sent = now();
    const { allowed, isStoreAway } = await budget.take(key, cost, tier);
    attempts.push({ allowed, isStoreAway, sent, decided: now() });
    if (pauseMs > 0) await delay(pauseMs);
  }
  process.send?.(attempts, () => process.disconnect());
});
