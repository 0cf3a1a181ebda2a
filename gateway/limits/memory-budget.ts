/** Budgets of one process, for a gateway that runs alone. */
import type { Budget, Decision } from "./budget.ts";
import { advance, decide, spanOf } from "./gcra.ts";
import type { Tier } from "./tier.ts";

/** Callers after whom those whose budgets are whole are let go of. */
const fewestSwept = 1_000;

export class MemoryBudget implements Budget {
  /** When the budgets are whole again; who is not in it has all of its burst. */
  readonly #whole = new Map<string, number>();
  readonly #now: () => number;
  #sweepAt = fewestSwept;

  /** `now` gives microseconds of a clock that never goes back. */
  constructor(now: () => number = () => Math.floor(performance.now() * 1_000)) {
    this.#now = now;
  }

  /** Callers of whom something is kept. */
  get size(): number {
    return this.#whole.size;
  }

  take(key: string, cost: number, tier: Tier): Decision {
    const now = this.#now();
    const step = advance(this.#whole.get(key) ?? now, now, cost, tier);
    if (step.allowed) this.#keep(key, now + step.ahead, now);
    return decide(step, cost, tier);
  }

  correct(key: string, delta: number, tier: Tier): void {
    const now = this.#now();
    this.#keep(key, Math.max(now, this.#whole.get(key) ?? now) + spanOf(delta, tier), now);
  }

  /** Takes over what another store knows of a caller: microseconds until its budget is whole. */
  learn(key: string, ahead: number): void {
    const now = this.#now();
    this.#keep(key, now + ahead, now);
  }

  #keep(key: string, whole: number, now: number): void {
    if (whole <= now) {
      this.#whole.delete(key);
      return;
    }
    this.#whole.set(key, whole);
    if (this.#whole.size < this.#sweepAt) return;
    for (const [other, at] of this.#whole) if (at <= now) this.#whole.delete(other);
    this.#sweepAt = Math.max(fewestSwept, 2 * this.#whole.size);
  }
}
