/**
 * An issuer's public keys. Those at a URL are asked for at most once in 30 seconds, whoever sends what, and a change of them
 * is seen within 60; while the issuer cannot be reached, the last ones that it gave stay good.
 */
import { readFileSync } from "node:fs";
import { type CryptoKey, createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { InvalidToken } from "./invalid-token.ts";

export interface IssuerKeys {
  /**
   * Sees to it that the keys are not out of date, as far as the issuer can be reached. Gives their version: another number
   * as soon as they are others. To be called for each use, also of what was verified before.
   */
  refresh(): Promise<number>;
  /** The key that a token's header names. Throws InvalidToken when the keys have never been had. */
  readonly find: JWTVerifyGetKey;
}

/** Time between two fetches, whatever asks for them and however they end. */
const pauseMs = 30_000;
/** Until the first keys are there no token can be good, so that they are asked for more often. */
const firstPauseMs = 5_000;
/** Keys that are older are not used before the issuer has been asked. */
const oldestMs = 50_000;
const timeoutMs = 5_000;

/** Keys of a JWKS file, read once. */
export function fileKeys(file: string): IssuerKeys {
  const find = createLocalJWKSet(JSON.parse(readFileSync(file, "utf8")) as JSONWebKeySet);
  return { find, refresh: async () => 0 };
}

/** Keys at a JWKS URL, which are fetched when they are first needed. */
export function remoteKeys(url: URL): IssuerKeys {
  const keys = new RemoteKeys(url);
  return { refresh: () => keys.refresh(), find: (header, token) => keys.find(header, token) };
}

class RemoteKeys {
  /** jose's own clock is off: by it, keys would be dropped by age, and failed fetches repeated without a pause. */
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;
  #version = 0;
  #fingerprint = "";
  #askedAt = Number.NEGATIVE_INFINITY;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #failed = false;
  #fetching: Promise<void> | null = null;

  constructor(url: URL) {
    this.#keys = createRemoteJWKSet(url, {
      cacheMaxAge: Number.POSITIVE_INFINITY,
      cooldownDuration: Number.POSITIVE_INFINITY,
      timeoutDuration: timeoutMs,
    });
  }

  async refresh(): Promise<number> {
    const age = Date.now() - this.#fetchedAt;
    if (age >= pauseMs) {
      const fetching = this.#fetch();
      // Of an issuer that is away nobody waits for a second time: what it gave before is used.
      if (age >= oldestMs && (this.#version === 0 || !this.#failed)) await fetching;
    }
    return this.#version;
  }

  async find(...token: Parameters<JWTVerifyGetKey>): Promise<CryptoKey> {
    if (this.#version === 0) throw new InvalidToken("The keys of the token's issuer cannot be had at present; send it again later");
    try {
      return await this.#keys(...token);
    } catch (fault) {
      if (!(fault instanceof errors.JWKSNoMatchingKey)) throw fault;
      await this.#fetch();
      return this.#keys(...token);
    }
  }

  /** Asks the issuer unless it was asked just now; joins a question that is under way. Never throws. */
  async #fetch(): Promise<void> {
    const pause = this.#version === 0 ? firstPauseMs : pauseMs;
    if (!this.#fetching && Date.now() - this.#askedAt >= pause) {
      this.#askedAt = Date.now();
      this.#fetching = this.#load().finally(() => {
        this.#fetching = null;
      });
    }
    await this.#fetching;
  }

  async #load(): Promise<void> {
    try {
      await this.#keys.reload();
    } catch {
      this.#failed = true;
      return;
    }
    this.#failed = false;
    this.#fetchedAt = this.#askedAt;
    const fingerprint = JSON.stringify(this.#keys.jwks());
    if (fingerprint === this.#fingerprint) return;
    this.#fingerprint = fingerprint;
    this.#version += 1;
  }
}
