/** Finds out which partner asks. Whoever fails is told the same, whether or not there is a partner of that name. */
import { LRUCache } from "lru-cache";
import { fitsAny } from "../client-secret.ts";
import type { PartnerDirectory } from "../directory.ts";
import type { Partner, PartnerRegistry } from "../partner-registry.ts";
import { isSignedBy } from "./client-assertion.ts";
import { type Credentials, readCredentials, unauthenticated } from "./credentials.ts";
import type { Form } from "./form.ts";
import { OAuthRefusal } from "./refusal.ts";

const failuresInAMinute = 10;
const minuteMs = 60_000;
const knownFailing = 10_000;
const longestAssertion = 8_192;

export interface ClientAuthenticationOptions {
  readonly directory: PartnerDirectory;
  readonly registry: PartnerRegistry;
  /** What an assertion may be meant for: the issuer, or its token endpoint (RFC 7523, section 3). */
  readonly audiences: readonly string[];
  /** Called with each failure; the name is null when no partner has it. */
  readonly onFailure: (name: string | null, method: Credentials["method"]) => void;
}

export class ClientAuthentication {
  readonly #options: ClientAuthenticationOptions;
  /** Failures of the last minute, by partner, or by address where the name is nobody's. */
  readonly #failures = new LRUCache<string, { count: number; readonly until: number }>({ max: knownFailing });

  constructor(options: ClientAuthenticationOptions) {
    this.#options = options;
  }

  /** The partner whose credentials came with a request from `address`. Throws OAuthRefusal. */
  async authenticate(authorization: string | undefined, form: Form, address: string): Promise<Partner> {
    const credentials = readCredentials(authorization, form);
    const partner = this.#options.directory.get(credentials.client);
    // A signature costs more to check than a digest: who failed too often waits for it.
    const key = partner ? `partner ${partner.name}` : `address ${address}`;
    if (credentials.method === "private_key_jwt") this.#refuseBusy(key);
    try {
      if (await this.#fits(credentials, partner)) return partner as Partner;
    } catch (fault) {
      if (fault instanceof OAuthRefusal) this.#note(key, partner, credentials);
      throw fault;
    }
    // Right secrets are let in all the same, so that nobody locks a partner out by failing in its name; theirs cannot be guessed.
    this.#refuseBusy(key);
    this.#note(key, partner, credentials);
    throw unauthenticated("Client authentication failed");
  }

  #note(key: string, partner: Partner | undefined, { method }: Credentials): void {
    const known = this.#failures.get(key);
    if (known && known.until > performance.now()) known.count += 1;
    else this.#failures.set(key, { count: 1, until: performance.now() + minuteMs });
    this.#options.onFailure(partner?.name ?? null, method);
  }

  async #fits(credentials: Credentials, partner: Partner | undefined): Promise<boolean> {
    if (credentials.method !== "private_key_jwt") {
      const fits = fitsAny(credentials.secret, partner?.secrets ?? [], Date.now());
      return fits && partner !== undefined && isActive(partner);
    }
    if (!partner || !isActive(partner) || credentials.assertion.length > longestAssertion) return false;
    return isSignedBy(partner, credentials.assertion, this.#options);
  }

  #refuseBusy(key: string): void {
    const failures = this.#failures.get(key);
    if (!failures || failures.count < failuresInAMinute) return;
    const seconds = Math.ceil((failures.until - performance.now()) / 1_000);
    if (seconds <= 0) return;
    throw new OAuthRefusal("invalid_client", `Client authentication failed too often; come back in ${seconds} s`, 429, {
      "retry-after": String(seconds),
    });
  }
}

function isActive({ revokedAt, expiresAt }: Partner): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > Date.now());
}
