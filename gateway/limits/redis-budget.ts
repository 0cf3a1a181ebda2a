/**
 * Budgets that processes share in Redis: each decision is one call of a script, by Redis' own clock. While Redis cannot be asked
 * in time, the tier's policy decides: open up to a cap of this process, or closed.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Budget, Decision } from "./budget.ts";
import { decide, spanOf } from "./gcra.ts";
import { MemoryBudget } from "./memory-budget.ts";
import { withinMs } from "./patience.ts";
import type { Tier } from "./tier.ts";

export interface RedisBudgetOptions {
  /** Such as `redis://host:6379`, `rediss://…`, or the path of a socket. */
  readonly url: string;
  /** Processes that share the store: while it is away, each gives callers of an open tier this part of what the tier gives. */
  readonly processes: number;
  readonly log: Pick<Logger, "info" | "warn">;
  /** What a decision may wait for Redis. 40, so that it is there within 50 ms. */
  readonly patienceMs?: number;
}

/** Answers that do not come in time, one after the other, after which Redis is not waited for until it is back. */
const mostMissed = 3;

/** Between attempts to reach a Redis that is away. */
const probeEveryMs = 1_000;

/** Attempts in vain after which the connection is made anew: one that lost its peer silently would stay as it is for minutes. */
const probesOfConnection = 3;

/** Seconds after which callers of a closed tier may ask again. */
const retryWhenAway = 5;

/** The client with the scripts as commands of it. */
interface ScriptedRedis extends Redis {
  takeBudget(key: string, span: number, burst: number): Promise<[allowed: number, ahead: number]>;
  correctBudget(key: string, span: number): Promise<number>;
}

export class RedisBudget implements Budget, AsyncDisposable {
  readonly #redis: ScriptedRedis;
  readonly #local = new MemoryBudget();
  readonly #options: RedisBudgetOptions;
  readonly #patienceMs: number;
  #missed = 0;
  #probes = 0;
  /** Runs while Redis is away. */
  #probe: NodeJS.Timeout | null = null;
  #isClosed = false;

  /** Waits a moment for Redis; without it the tiers' policies decide until it is there. */
  static async open(options: RedisBudgetOptions): Promise<RedisBudget> {
    const budget = new RedisBudget(options);
    await once(budget.#redis, "ready", { signal: AbortSignal.timeout(probeEveryMs) }).catch((fault: unknown) => budget.#leave(fault));
    return budget;
  }

  private constructor(options: RedisBudgetOptions) {
    this.#options = options;
    this.#patienceMs = options.patienceMs ?? 40;
    this.#redis = connect(options.url);
    // Each is followed by a reconnection, and by a decision that tells of it.
    this.#redis.on("error", () => undefined);
    this.#redis.on("ready", () => void this.#tryAgain());
  }

  async take(key: string, cost: number, tier: Tier): Promise<Decision> {
    if (this.#probe) return this.#takeAlone(key, cost, tier);
    try {
      // What exceeds the burst is refused whatever it is, and need not be a number that Lua can read.
      const span = spanOf(cost <= tier.burst ? cost : tier.burst + 1, tier);
      const [allowed, ahead] = await withinMs(this.#patienceMs, this.#redis.takeBudget(keyOf(key), span, spanOf(tier.burst, tier)));
      this.#missed = 0;
      // Whoever has spent its burst does not get it anew from each process when Redis goes; at a part of the rate it takes longer.
      this.#local.learn(key, ahead * this.#options.processes);
      return decide({ allowed: allowed === 1, ahead }, cost, tier);
    } catch (fault) {
      this.#miss(fault);
      return this.#takeAlone(key, cost, tier);
    }
  }

  /** A correction that Redis does not get is lost: the caller has then paid the estimate. */
  correct(key: string, delta: number, tier: Tier): void {
    if (this.#probe) this.#local.correct(key, delta, this.#capped(tier));
    else this.#redis.correctBudget(keyOf(key), spanOf(delta, tier)).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    if (this.#probe) clearInterval(this.#probe);
    this.#redis.disconnect();
  }

  #takeAlone(key: string, cost: number, tier: Tier): Decision {
    if (tier.whenStoreIsAway === "OPEN")
      return { ...this.#local.take(key, cost, this.#capped(tier)), limit: tier.costPerMinute, isStoreAway: true };
    return {
      allowed: false,
      remaining: 0,
      limit: tier.costPerMinute,
      resetSeconds: retryWhenAway,
      retryAfterSeconds: retryWhenAway,
      isStoreAway: true,
    };
  }

  /** The burst stays whole, so that no operation becomes too expensive for good. */
  #capped(tier: Tier): Tier {
    return { ...tier, costPerMinute: tier.costPerMinute / this.#options.processes };
  }

  #miss(fault: unknown): void {
    this.#missed += 1;
    if (this.#missed >= mostMissed || this.#redis.status !== "ready") this.#leave(fault);
  }

  #leave(fault: unknown): void {
    if (this.#probe || this.#isClosed) return;
    this.#options.log.warn({ err: fault }, "the store of budgets is away; tiers decide by their policy");
    this.#probe = setInterval(() => void this.#probeOnce(), probeEveryMs).unref();
  }

  async #probeOnce(): Promise<void> {
    this.#probes += 1;
    if ((await this.#tryAgain()) || this.#isClosed) return;
    if (this.#probes % probesOfConnection === 0) this.#redis.disconnect(true);
  }

  /** Whether Redis answers in time; if so, it decides again. */
  async #tryAgain(): Promise<boolean> {
    if (!this.#probe) return true;
    try {
      await withinMs(this.#patienceMs, this.#redis.ping());
    } catch {
      return false;
    }
    if (!this.#probe) return true;
    clearInterval(this.#probe);
    this.#probe = null;
    this.#missed = 0;
    this.#options.log.info("the store of budgets is back");
    return true;
  }
}

/** The braces keep a caller's key on one node of a cluster. */
function keyOf(key: string): string {
  return `andon:budget:{${key}}`;
}

function connect(url: string): ScriptedRedis {
  const redis = new Redis(url, {
    // Nothing waits for a connection: a late decision is none.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: probeEveryMs,
    retryStrategy: (attempt) => Math.min(50 * attempt, probeEveryMs),
  });
  const lua = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
  redis.defineCommand("takeBudget", { numberOfKeys: 1, lua: lua("take.lua") });
  redis.defineCommand("correctBudget", { numberOfKeys: 1, lua: lua("correct.lua") });
  return redis as ScriptedRedis;
}
