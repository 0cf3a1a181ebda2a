/** The caller, signed by the gateway for a subgraph that runs apart: a JWT of one minute under a shared secret. */
import { jwtVerify, SignJWT } from "jose";
import type { Caller } from "#schema/canonical/caller.ts";

const audience = "andon-subgraph";
const lifeSeconds = 60;
const resignAfterMs = 30_000;

/** Signatures are good for a minute, so one serves all of a caller's requests of half of that. */
const signed = new WeakMap<Caller, { readonly token: string; readonly at: number }>();

/** Says who asks, to a subgraph with which a secret is shared: a header of HTTP calls, or a member of what opens a socket. */
export async function signatureOf(caller: Caller | null, secret: string | null): Promise<{ readonly authorization?: string }> {
  return secret !== null && caller ? { authorization: `Bearer ${await signCaller(caller, secret)}` } : {};
}

async function signCaller(caller: Caller, secret: string): Promise<string> {
  const known = signed.get(caller);
  if (known && Date.now() - known.at < resignAfterMs) return known.token;
  const token = await new SignJWT({ caller })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${lifeSeconds}s`)
    .sign(new TextEncoder().encode(secret));
  signed.set(caller, { token, at: Date.now() });
  return token;
}

/** The caller that the gateway signed. Throws when the token is not the gateway's, or is too old. */
export async function verifyCaller(token: string, secret: string): Promise<Caller> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    audience,
    algorithms: ["HS256"],
    requiredClaims: ["exp"],
  });
  return payload.caller as Caller;
}
