/** Counts what partners use. On the way of a request that is an addition in memory; it is written every few seconds. */
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { UsageMeter, Use } from "../engine/usage-meter.ts";
import type { PartnerRegistry, UsageIncrement } from "./partner-registry.ts";

const writtenEveryMs = 2_000;

export class UsageCounter implements UsageMeter {
  readonly #registry: PartnerRegistry;
  readonly #issuer: string;
  readonly #log: Logger;
  readonly #writing: NodeJS.Timeout;
  #pending = new Map<string, { requests: number; cost: number; refusals: number; lastSeen: number }>();

  /** Callers of other issuers than `issuer` are no partners. */
  constructor(registry: PartnerRegistry, issuer: string, log: Logger) {
    this.#registry = registry;
    this.#issuer = issuer;
    this.#log = log;
    this.#writing = setInterval(() => this.#tryToWrite(), writtenEveryMs).unref();
  }

  count({ issuer, client }: Caller, { requests = 0, cost = 0, refusals = 0 }: Use): void {
    if (issuer !== this.#issuer || client === undefined) return;
    const known = this.#pending.get(client);
    const lastSeen = Date.now();
    if (!known) {
      this.#pending.set(client, { requests, cost, refusals, lastSeen });
      return;
    }
    known.requests += requests;
    known.cost += cost;
    known.refusals += refusals;
    known.lastSeen = lastSeen;
  }

  /** Writes what is left. */
  close(): void {
    clearInterval(this.#writing);
    this.#tryToWrite();
  }

  /** What cannot be written is kept for the next time. */
  #tryToWrite(): void {
    if (this.#pending.size === 0) return;
    const increments: readonly UsageIncrement[] = [...this.#pending].map(([partner, { lastSeen, ...use }]) => ({
      partner,
      ...use,
      lastSeen: new Date(lastSeen).toISOString(),
    }));
    try {
      this.#registry.addUsage(increments);
      this.#pending = new Map();
    } catch (fault) {
      this.#log.warn({ err: fault }, "what partners used cannot be written; it is tried again");
    }
  }
}
