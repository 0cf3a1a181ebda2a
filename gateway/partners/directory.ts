/**
 * The partners as every request needs them: in memory, and asked for anew each second, so that what one process revokes all others
 * refuse. No request reads the registry.
 */
import type { Logger } from "pino";
import type { Partner, PartnerRegistry } from "./partner-registry.ts";

/** What of a token says whether it is still good, beside its signature and its time. */
export interface TokenState {
  /** Its `jti`, and that of the token that it was exchanged for. */
  readonly ids: readonly string[];
  readonly partner: string;
  /** Version of the partner's grant under which it was issued. */
  readonly grantVersion: number;
}

const asksEveryMs = 1_000;
/** What is older says nothing about who may come in. */
const oldestMs = 4_000;

export class PartnerDirectory {
  readonly #registry: PartnerRegistry;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #partners = new Map<string, Partner>();
  /** Unix seconds until which a token is to be remembered, by its id. */
  readonly #revokedTokens = new Map<string, number>();
  readonly #watching = new Set<() => void>();
  readonly #asking: NodeJS.Timeout;
  #version = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #isFailing = false;

  /** `now` is a clock in milliseconds that is never set. Throws when the registry cannot be read. */
  constructor(registry: PartnerRegistry, log: Logger, now: () => number = () => performance.now()) {
    this.#registry = registry;
    this.#log = log;
    this.#now = now;
    this.refresh();
    this.#asking = setInterval(() => this.#tryToRefresh(), asksEveryMs).unref();
  }

  get(name: string): Partner | undefined {
    return this.#partners.get(name);
  }

  /** Whether nobody has taken back what the token stands for. */
  isGood({ ids, partner: name, grantVersion }: TokenState): boolean {
    const partner = this.#partners.get(name);
    return partner?.revokedAt === null && partner.grantVersion === grantVersion && !ids.some((id) => this.#revokedTokens.has(id));
  }

  /** Takes over what is new in the registry. Throws when it cannot be read. */
  refresh(): void {
    const changes = this.#registry.changesSince(this.#version);
    this.#askedAt = this.#now();
    if (!changes) return;
    for (const partner of changes.partners) this.#partners.set(partner.name, partner);
    const now = Date.now() / 1_000;
    for (const [id, until] of this.#revokedTokens) if (until < now) this.#revokedTokens.delete(id);
    for (const { id, until } of changes.revokedTokens) this.#revokedTokens.set(id, until);
    this.#version = changes.version;
    for (const look of [...this.#watching]) look();
  }

  /** As `refresh`, unless that was done just now: to be called before anybody is let in. */
  ensureFresh(): void {
    if (this.#now() - this.#askedAt > oldestMs) this.refresh();
  }

  /** Calls back after each change. Gives what ends that. */
  watch(look: () => void): () => void {
    this.#watching.add(look);
    return () => this.#watching.delete(look);
  }

  close(): void {
    clearInterval(this.#asking);
    this.#watching.clear();
  }

  #tryToRefresh(): void {
    try {
      this.refresh();
      if (this.#isFailing) this.#log.warn("the partner registry can be read again");
      this.#isFailing = false;
    } catch (fault) {
      if (!this.#isFailing)
        this.#log.error({ err: fault }, "the partner registry cannot be read; partners' tokens are refused until it can");
      this.#isFailing = true;
    }
  }
}
