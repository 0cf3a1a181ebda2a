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
  /** Failures of the last minute by the name that was given, whether or not a partner has it, so that nobody learns which names are. */
  readonly #failures = new LRUCache<string, { count: number; readonly until: number }>({ max: knownFailing });

  constructor(options: ClientAuthenticationOptions) {
    this.#options = options;
  }

  /** The partner whose credentials came with a request. Throws OAuthRefusal. */
  async authenticate(authorization: string | undefined, form: Form): Promise<Partner> {
    const credentials = readCredentials(authorization, form);
    let partner: Partner | null;
    try {
      partner = await this.#identify(credentials);
    } catch (fault) {
      if (fault instanceof OAuthRefusal) this.#note(credentials);
      throw fault;
    }
    if (partner) return partner;
    // Who is right was let in before, so that nobody locks a partner out by failing in its name; what partners have cannot be guessed.
    this.#refuseBusy(credentials);
    this.#note(credentials);
    throw unauthenticated("Client authentication failed");
  }

  /** Null for credentials that are nobody's who may come in. */
  async #identify(credentials: Credentials): Promise<Partner | null> {
    const partner = this.#options.directory.get(credentials.client);
    if (credentials.method !== "private_key_jwt") {
      const fits = fitsAny(credentials.secret, partner?.secrets ?? [], Date.now());
      return fits && partner && isActive(partner) ? partner : null;
    }
    if (!partner || !isActive(partner) || credentials.assertion.length > longestAssertion) return null;
    return (await isSignedBy(partner, credentials.assertion, this.#options)) ? partner : null;
  }

  #note({ client, method }: Credentials): void {
    const known = this.#failures.get(keyOf(client));
    if (known && known.until > performance.now()) known.count += 1;
    else this.#failures.set(keyOf(client), { count: 1, until: performance.now() + minuteMs });
    this.#options.onFailure(this.#options.directory.get(client)?.name ?? null, method);
  }

  #refuseBusy({ client }: Credentials): void {
    const failures = this.#failures.get(keyOf(client));
    if (!failures || failures.count < failuresInAMinute) return;
    const seconds = Math.ceil((failures.until - performance.now()) / 1_000);
    if (seconds <= 0) return;
    throw new OAuthRefusal("invalid_client", `Client authentication failed too often; come back in ${seconds} s`, 429, {
      "retry-after": String(seconds),
    });
  }
}

/** Names of partners are shorter. */
function keyOf(client: string): string {
  return client.slice(0, 100);
}

function isActive({ revokedAt, expiresAt }: Partner): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > Date.now());
}
