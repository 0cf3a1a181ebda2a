/**
 * Checks bearer tokens. Every option of the check is set: jose's defaults would accept tokens without an expiry, without a
 * subject, or under an algorithm that the issuer never uses.
 */
import { type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Auditor } from "../audit/auditor.ts";
import { type ClaimReading, toCaller } from "./claims.ts";
import { InvalidToken } from "./invalid-token.ts";
import { fileKeys, type IssuerKeys, remoteKeys } from "./issuer-keys.ts";
import { claimedIssuer } from "./token-form.ts";

/** An identity provider whose tokens are taken. */
export interface Issuer extends ClaimReading {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` that its tokens must have. */
  readonly audience: string;
  readonly algorithms: readonly ("RS256" | "ES256" | "EdDSA")[];
  /** `typ` that its tokens must have; left out, any of an access token, or none. */
  readonly typ?: "at+jwt";
  readonly jwks: { readonly url: string } | { readonly file: string } | { readonly keys: IssuerKeys };
  /** The last word on a token whose signature and claims are good, for an issuer that can take tokens back. */
  readonly admission?: Admission;
}

export interface Admission {
  /** Gives the caller as it is from now on. Throws InvalidToken. */
  admit(payload: JWTPayload, caller: Caller): Caller;
  /** Asked each time that an admitted caller comes again, so it must be quick. Throws InvalidToken. */
  readmit(caller: Caller): void;
}

export const clockToleranceSeconds = 30;
const keptTokens = 10_000;

/** Gives the caller of a token. Throws InvalidToken. */
export type Verify = (token: string) => Promise<Caller>;

interface KnownIssuer {
  readonly issuer: Issuer;
  readonly keys: IssuerKeys;
}

interface Verified {
  readonly caller: Caller;
  readonly from: KnownIssuer;
  /** Of the keys by which it was verified. */
  readonly version: number;
}

export function createVerify(issuers: readonly Issuer[]): Verify {
  const known = new Map<string, KnownIssuer>(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  // A client sends the same token with each request: its signature is checked once for each set of keys, its expiry every time.
  const verified = new Map<string, Verified>();
  return async (token) => {
    const before = verified.get(token);
    if (before) {
      if (isOver(before.caller)) throw new InvalidToken("The token has expired");
      const { caller, from, version } = before;
      if ((await from.keys.refresh()) === version) {
        from.issuer.admission?.readmit(caller);
        return caller;
      }
      verified.delete(token);
    }
    const from = known.get(claimedIssuer(token));
    if (!from) throw new InvalidToken("The token is of an issuer that is not known here");
    const version = await from.keys.refresh();
    const payload = await verifySignature(token, from);
    const read = toCaller(payload, from.issuer);
    const caller = from.issuer.admission?.admit(payload, read) ?? read;
    if (verified.size >= keptTokens) verified.delete(verified.keys().next().value ?? "");
    verified.set(token, { caller, from, version });
    return caller;
  };
}

/** The same check; tokens that it refuses are recorded. */
export function audited(verify: Verify, auditor: Auditor | null): Verify {
  if (!auditor) return verify;
  return async (token) => {
    try {
      return await verify(token);
    } catch (fault) {
      if (fault instanceof InvalidToken) auditor.refused(null, "token.refused", { reason: fault.message }, "invalid_token");
      throw fault;
    }
  };
}

/** The token has ended, the tolerance of clocks included. */
function isOver(caller: Caller): boolean {
  return Math.floor(Date.now() / 1_000) >= caller.expiresAt + clockToleranceSeconds;
}

async function verifySignature(token: string, { issuer, keys }: KnownIssuer): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.find, optionsOf(issuer));
    // jose checks `iat` only together with a longest age, and takes any `aud` list that has ours among whatever else.
    if ((payload.iat ?? 0) > Date.now() / 1_000 + clockToleranceSeconds) throw new InvalidToken("The token is issued in the future");
    if (![payload.aud].flat().every((name) => typeof name === "string"))
      throw new InvalidToken("The token's aud claim is not made of texts");
    return payload;
  } catch (fault) {
    if (fault instanceof InvalidToken) throw fault;
    const code = (fault as { code?: string }).code;
    throw new InvalidToken(code === "ERR_JWT_EXPIRED" ? "The token has expired" : "The token is not valid", { cause: fault });
  }
}

function optionsOf({ issuer, audience, algorithms, typ }: Issuer): JWTVerifyOptions {
  return {
    issuer,
    audience,
    algorithms: [...algorithms],
    ...(typ === undefined ? {} : { typ }),
    // No extension is understood, none may be critical.
    crit: {},
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ["iss", "sub", "aud", "exp", "iat"],
  };
}

function keysOf({ jwks }: Issuer): IssuerKeys {
  if ("keys" in jwks) return jwks.keys;
  return "file" in jwks ? fileKeys(jwks.file) : remoteKeys(new URL(jwks.url));
}
