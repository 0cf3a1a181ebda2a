/**
 * Checks bearer tokens. Every option of the check is set: jose's defaults would accept tokens without an expiry, without a
 * subject, or under an algorithm that the issuer never uses.
 */
import { readFileSync } from "node:fs";
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import type { Caller } from "#schema/canonical/caller.ts";
import { toCaller } from "./claims.ts";
import { InvalidToken } from "./invalid-token.ts";

/** An identity provider whose tokens are taken. */
export interface Issuer {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` that its tokens must have. */
  readonly audience: string;
  readonly algorithms: readonly ("RS256" | "ES256" | "EdDSA")[];
  readonly jwks: { readonly url: string } | { readonly file: string };
}

export const clockToleranceSeconds = 30;
const longestToken = 8_192;
const keptTokens = 10_000;
/** An unknown key id asks the issuer for its keys again, at most this often. */
const jwksCooldownMs = 30_000;
const jwksTimeoutMs = 5_000;

/** Gives the caller of a token. Throws InvalidToken. */
export type Verify = (token: string) => Promise<Caller>;

export function createVerify(issuers: readonly Issuer[]): Verify {
  const known = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  // A client sends the same token with each request: its signature is checked once, its expiry every time.
  const verified = new Map<string, Caller>();
  return async (token) => {
    const before = verified.get(token);
    if (before) {
      if (isOver(before)) throw new InvalidToken("The token has expired");
      return before;
    }
    if (token.length > longestToken) throw new InvalidToken("The token is longer than 8192 characters");
    const from = known.get(issuerOf(token));
    if (!from) throw new InvalidToken("The token is of an issuer that is not known here");
    const caller = toCaller(await verifySignature(token, from.issuer, from.keys));
    if (verified.size >= keptTokens) verified.delete(verified.keys().next().value ?? "");
    verified.set(token, caller);
    return caller;
  };
}

/** The token has ended, the tolerance of clocks included. */
function isOver(caller: Caller, now: number = Date.now()): boolean {
  return now / 1_000 > caller.expiresAt + clockToleranceSeconds;
}

async function verifySignature(token: string, issuer: Issuer, keys: JWTVerifyGetKey): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["exp", "iat", "sub"],
    });
    // jose checks `iat` only together with a longest age; a token of the future is wrong in any case.
    if ((payload.iat ?? 0) > Date.now() / 1_000 + clockToleranceSeconds) throw new InvalidToken("The token is issued in the future");
    return payload;
  } catch (fault) {
    if (fault instanceof InvalidToken) throw fault;
    const code = (fault as { code?: string }).code;
    throw new InvalidToken(code === "ERR_JWT_EXPIRED" ? "The token has expired" : "The token is not valid", { cause: fault });
  }
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? "";
  } catch (fault) {
    throw new InvalidToken("The token is not a JWT", { cause: fault });
  }
}

function keysOf({ jwks }: Issuer): JWTVerifyGetKey {
  if ("file" in jwks) return createLocalJWKSet(JSON.parse(readFileSync(jwks.file, "utf8")) as JSONWebKeySet);
  return createRemoteJWKSet(new URL(jwks.url), { cooldownDuration: jwksCooldownMs, timeoutDuration: jwksTimeoutMs });
}
