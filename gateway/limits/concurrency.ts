/** What each caller holds open and sends over its sockets, against the limits of its tier. Counted in this process. */
import { MemoryBudget } from "./memory-budget.ts";
import type { Tier } from "./tier.ts";

/** Gives back what was taken; to be called once or more often. */
export type Release = () => void;

export class Concurrency {
  readonly #sockets = new Map<string, number>();
  readonly #subscriptions = new Map<string, number>();
  readonly #messages: MemoryBudget;

  /** `now` gives microseconds of a clock that never goes back. */
  constructor(now?: () => number) {
    this.#messages = new MemoryBudget(now);
  }

  /** Null when the caller holds as many sockets as its tier allows. */
  openSocket(key: string, { sockets }: Tier): Release | null {
    return hold(this.#sockets, key, sockets);
  }

  /** Null when the caller follows as many subscriptions as its tier allows. */
  openSubscription(key: string, { subscriptions }: Tier): Release | null {
    return hold(this.#subscriptions, key, subscriptions);
  }

  /** Whether one more message is within the tier's rate; who was quiet for a second may send a second's messages at once. */
  takeMessage(key: string, tier: Tier): boolean {
    const { messagesPerSecond } = tier;
    return this.#messages.take(key, 1, { ...tier, costPerMinute: messagesPerSecond * 60, burst: messagesPerSecond }).allowed;
  }

  get sockets(): number {
    return sum(this.#sockets);
  }

  get subscriptions(): number {
    return sum(this.#subscriptions);
  }
}

function hold(held: Map<string, number>, key: string, limit: number): Release | null {
  const count = held.get(key) ?? 0;
  if (count >= limit) return null;
  held.set(key, count + 1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const left = (held.get(key) ?? 1) - 1;
    if (left > 0) held.set(key, left);
    else held.delete(key);
  };
}

function sum(held: ReadonlyMap<string, number>): number {
  return [...held.values()].reduce((total, count) => total + count, 0);
}
