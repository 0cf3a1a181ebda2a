/**
 * Client secrets: 256 random bits each, so that a plain digest keeps them as well as a slow one would (there is nothing to guess), and
 * asking for a token stays cheap.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { StoredSecret } from "./partner-registry.ts";

/** By its beginning a secret that leaked into a repository is found by scanners. */
const beginning = "andon_secret_";

/** A new secret, to be shown once. */
export function makeSecret(): string {
  return beginning + randomBytes(32).toString("base64url");
}

/** What is kept of a secret. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether a secret is among those that are good at `now` (Unix ms). Takes as long whatever is alike. */
export function fitsAny(given: string, secrets: readonly StoredSecret[], now: number): boolean {
  const digest = Buffer.from(hashSecret(given), "hex");
  // Compared with something where there is nothing too, so that the time does not tell which names are partners.
  const candidates = secrets.length > 0 ? secrets.map(({ hash }) => Buffer.from(hash, "hex")) : [Buffer.alloc(digest.length)];
  const fits = candidates.map((hash) => timingSafeEqual(digest, hash));
  return secrets.some((secret, index) => fits[index] === true && isGood(secret, now));
}

export function isGood({ expiresAt }: Pick<StoredSecret, "expiresAt">, now: number): boolean {
  return expiresAt === null || Date.parse(expiresAt) > now;
}
