/** A token's claims as a caller. A claim that is missing gives nothing; one of a wrong shape makes the token invalid. */
import type { JWTPayload } from "jose";
import type { Caller } from "#schema/canonical/caller.ts";
import { InvalidToken } from "./invalid-token.ts";

/**
 * `scope` (RFC 8693, section 4.2): names with spaces between. `plants`: codes, or `*` for all. `supplier`: a supplier's
 * number; with it the caller sees that supplier's lines only.
 */
export function toCaller(payload: JWTPayload): Caller {
  const { iss, sub, exp, scope, plants, supplier, tier } = payload;
  if (typeof sub !== "string" || sub === "") throw new InvalidToken("The token's sub claim is not a name");
  if (typeof exp !== "number") throw new InvalidToken("The token's exp claim is not a time");
  if (scope !== undefined && typeof scope !== "string") throw new InvalidToken("The token's scope claim is not a text");
  if (supplier !== undefined && (typeof supplier !== "string" || supplier === ""))
    throw new InvalidToken("The token's supplier claim is not a number");
  if (tier !== undefined && typeof tier !== "string") throw new InvalidToken("The token's tier claim is not a name");
  return {
    ...(iss === undefined ? {} : { issuer: iss }),
    ...(tier === undefined ? {} : { tier }),
    subject: sub,
    expiresAt: exp,
    scopes: (scope ?? "").split(" ").filter((name) => name !== ""),
    plants: plantsOf(plants),
    supplier: supplier ?? null,
  };
}

function plantsOf(claim: unknown): Caller["plants"] {
  if (claim === "*") return "ALL";
  if (claim === undefined) return [];
  if (Array.isArray(claim) && claim.every((code) => typeof code === "string")) return claim as string[];
  throw new InvalidToken("The token's plants claim is neither a list of codes nor *");
}
