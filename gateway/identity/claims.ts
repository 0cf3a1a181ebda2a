/** A token's claims as a caller. A claim that is missing gives nothing; one of a wrong shape makes the token invalid. */
import type { JWTPayload } from "jose";
import type { Caller } from "#schema/canonical/caller.ts";
import { type ClaimMapping, plantsOf, scopesOf, supplierOf } from "./claim-mapping.ts";
import { InvalidToken } from "./invalid-token.ts";

/** What is known of an issuer's tokens beyond their claims. */
export interface ClaimReading {
  readonly claims?: ClaimMapping;
  /** Of callers whose token names none. */
  readonly tier?: string;
}

/** Year 10000 in Unix seconds: a later time is a mistake, or meant to never come. */
const endOfTime = 253_402_300_800;

/** Throws InvalidToken. */
export function toCaller(payload: JWTPayload, reading: ClaimReading = {}): Caller {
  const { iss, sub, exp, iat, nbf, tier = reading.tier, client_id: client = payload.azp } = payload;
  if (typeof sub !== "string" || !isName(sub)) throw new InvalidToken("The token's sub claim is not a name");
  if (!isTime(exp)) throw new InvalidToken("The token's exp claim is not a time");
  if (!isTime(iat)) throw new InvalidToken("The token's iat claim is not a time");
  if (nbf !== undefined && !isTime(nbf)) throw new InvalidToken("The token's nbf claim is not a time");
  if (iat > exp) throw new InvalidToken("The token's exp claim is before its iat claim");
  if (client !== undefined && !(typeof client === "string" && isName(client))) throw new InvalidToken("The token's client is not a name");
  if (tier !== undefined && typeof tier !== "string") throw new InvalidToken("The token's tier claim is not a name");
  return {
    ...(iss === undefined ? {} : { issuer: iss }),
    ...(client === undefined ? {} : { client }),
    ...(tier === undefined ? {} : { tier }),
    subject: sub,
    expiresAt: exp,
    scopes: scopesOf(payload, reading.claims?.scopes),
    plants: plantsOf(payload, reading.claims?.plants),
    supplier: supplierOf(payload, reading.claims?.supplier),
  };
}

/** Not blank, and nothing in it that a log or a screen would not show as it is. */
function isName(text: string): boolean {
  return text.trim() !== "" && text.isWellFormed() && !/[\p{Cc}\p{Bidi_Control}]/u.test(text);
}

/** NumericDate (RFC 7519, section 2). JSON's 1e400 is read as Infinity, which jose takes for a time. */
function isTime(claim: unknown): claim is number {
  return typeof claim === "number" && claim >= 0 && claim < endOfTime;
}
