/** Limits as the gateway asks for them: by caller, whose tier says how much. */
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { refuse } from "../engine/refusal.ts";
import type { Budget, Decision } from "./budget.ts";
import { Concurrency, type Release } from "./concurrency.ts";
import { rateLimitHeaders } from "./headers.ts";
import { MemoryBudget } from "./memory-budget.ts";
import { RedisBudget } from "./redis-budget.ts";
import type { Tier } from "./tier.ts";

/** What callers get where nothing else is said: room for people and their screens, not for a crawler. */
const usualTier: Tier = {
  name: "standard",
  costPerMinute: 1_000_000,
  burst: 200_000,
  sockets: 50,
  subscriptions: 200,
  messagesPerSecond: 50,
  whenStoreIsAway: "OPEN",
};

export interface LimiterOptions {
  /** Tiers by name; what one does not say is as `standard` has it. */
  readonly tiers: Readonly<Record<string, Partial<Omit<Tier, "name">>>>;
  /** Where budgets are shared, and by how many processes; null where this process is the only one. */
  readonly redis: { readonly url: string; readonly processes: number } | null;
  readonly log: Logger;
}

/** The limits of a gateway. */
export async function createLimiter({ tiers, redis, log }: LimiterOptions): Promise<Limiter> {
  const known = new Map(Object.entries(tiers).map(([name, tier]) => [name, { ...usualTier, ...tier, name }]));
  if (!redis) return new Limiter(new MemoryBudget(), known);
  const budget = await RedisBudget.open({ ...redis, log });
  return new Limiter(budget, known, () => budget[Symbol.asyncDispose]());
}

/** What an operation may cost is taken; what it did cost is settled. */
export interface Charge {
  readonly estimated: number;
  readonly decision: Decision;
  settle(actual: number): void;
}

/** What subscriptions have cost is told to the budget this often, not event by event. */
const spendEveryMs = 250;

export class Limiter {
  readonly #budget: Budget;
  readonly #tiers: ReadonlyMap<string, Tier>;
  readonly #concurrency = new Concurrency();
  readonly #spent = new Map<string, { points: number; readonly tier: Tier }>();
  readonly #spending: NodeJS.Timeout;
  readonly #close: () => Promise<void>;
  /** Operations that were refused for their cost. */
  refusals = 0;

  /** `tiers` by name; who has none of them has `standard`. */
  constructor(budget: Budget, tiers: ReadonlyMap<string, Tier>, close: () => Promise<void> = async () => undefined) {
    this.#budget = budget;
    this.#close = close;
    this.#tiers = tiers;
    this.#spending = setInterval(() => this.#flush(), spendEveryMs).unref();
  }

  /** Takes what an operation may cost. Throws OperationRefused 429 when the caller's budget does not suffice. */
  async take(caller: Caller, estimated: number): Promise<Charge> {
    const tier = this.#tierOf(caller);
    const key = keyOf(caller);
    const decision = await this.#budget.take(key, estimated, tier);
    if (!decision.allowed) {
      this.refusals += 1;
      throw overspent(decision, estimated, tier);
    }
    return {
      estimated,
      decision,
      settle: (actual) => {
        if (actual !== estimated) this.#budget.correct(key, actual - estimated, tier);
      },
    };
  }

  /** Notes what was delivered to a caller; it is never held back for it. */
  spend(caller: Caller, points: number): void {
    const key = keyOf(caller);
    const spent = this.#spent.get(key);
    if (spent) spent.points += points;
    else this.#spent.set(key, { points, tier: this.#tierOf(caller) });
  }

  /** Throws OperationRefused 429 when the caller follows as many subscriptions as it may. */
  openSubscription(caller: Caller): Release {
    const tier = this.#tierOf(caller);
    const release = this.#concurrency.openSubscription(keyOf(caller), tier);
    if (release) return release;
    throw refuse(`${tier.subscriptions} subscriptions are open already; end one before another is opened`, "TOO_MANY_SUBSCRIPTIONS", 429);
  }

  /** Null when the caller holds as many sockets as it may. */
  openSocket(caller: Caller): Release | null {
    return this.#concurrency.openSocket(keyOf(caller), this.#tierOf(caller));
  }

  /** Whether one more message over a socket is within the caller's rate. */
  takeMessage(caller: Caller): boolean {
    return this.#concurrency.takeMessage(keyOf(caller), this.#tierOf(caller));
  }

  async stop(): Promise<void> {
    clearInterval(this.#spending);
    this.#flush();
    await this.#close();
  }

  #tierOf({ tier }: Caller): Tier {
    return this.#tiers.get(tier ?? usualTier.name) ?? this.#tiers.get(usualTier.name) ?? usualTier;
  }

  #flush(): void {
    for (const [key, { points, tier }] of this.#spent) this.#budget.correct(key, points, tier);
    this.#spent.clear();
  }
}

function keyOf({ issuer, subject, paidBy = subject }: Caller): string {
  return `${issuer ?? ""} ${paidBy}`;
}

function overspent(decision: Decision, cost: number, tier: Tier) {
  const { retryAfterSeconds, isStoreAway } = decision;
  if (isStoreAway) {
    return refuse(
      "What is left of the budget cannot be asked for now; come back in a moment",
      "RATE_LIMITED",
      503,
      rateLimitHeaders(decision),
    );
  }
  const remedy =
    retryAfterSeconds === null
      ? `an operation may cost ${tier.burst} at most; ask for fewer objects at once`
      : `come back in ${retryAfterSeconds} s, or ask for fewer objects`;
  return refuse(
    `The operation may cost ${cost} points, and ${decision.remaining} are left; ${remedy}`,
    "RATE_LIMITED",
    429,
    rateLimitHeaders(decision),
  );
}
