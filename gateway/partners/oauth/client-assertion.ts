/** private_key_jwt: a client shows by a signature that it has the key it registered (RFC 7523, section 3). */
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import type { Partner, PartnerRegistry } from "../partner-registry.ts";
import { assertionAlgorithms } from "../public-keys.ts";
import { unauthenticated } from "./credentials.ts";

const clockToleranceSeconds = 30;
/** An assertion is made for one request; a longer life would only help who steals it. */
const longestSeconds = 300;

/** False when the signature is not the partner's. Throws OAuthRefusal that tells who has its key what is wrong with the claims. */
export async function isSignedBy(
  partner: Partner,
  assertion: string,
  { audiences, registry }: { readonly audiences: readonly string[]; readonly registry: PartnerRegistry },
): Promise<boolean> {
  const { name, keys } = partner;
  if (keys.length === 0) return false;
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet({ keys } as unknown as JSONWebKeySet), {
      issuer: name,
      subject: name,
      audience: [...audiences],
      algorithms: [...assertionAlgorithms],
      crit: {},
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ["iss", "sub", "aud", "exp", "jti"],
    });
    const { aud, exp = 0, jti } = payload;
    // A list would make it good at somebody else's token endpoint too.
    if (typeof aud !== "string") throw unauthenticated("aud of client_assertion is not one text; name this issuer alone");
    if (exp > Date.now() / 1_000 + longestSeconds + clockToleranceSeconds) {
      throw unauthenticated(`exp of client_assertion is more than ${longestSeconds} s ahead`);
    }
    if (typeof jti !== "string" || jti.length > 200) throw unauthenticated("jti of client_assertion is not a text of up to 200 characters");
    if (!registry.takeOnce(name, jti, exp + clockToleranceSeconds))
      throw unauthenticated("client_assertion was used before; make a new one");
    return true;
  } catch (fault) {
    if (fault instanceof errors.JWTExpired) throw unauthenticated("client_assertion has expired; make a new one for each request");
    if (fault instanceof errors.JWTClaimValidationFailed) throw unauthenticated(`${fault.claim} of client_assertion is not as it must be`);
    if (fault instanceof errors.JOSEError) return false;
    throw fault;
  }
}
