/** Partners' access tokens: JWTs by RFC 9068 that the gateway signs itself, good for 15 minutes at most. */
import { randomUUID } from "node:crypto";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { PartnerGrant } from "#schema/canonical/partner.ts";
import type { TokenState } from "./directory.ts";
import type { Partner } from "./partner-registry.ts";
import type { SigningKeys } from "./signing-keys.ts";

const longestSeconds = 900;

/** What a token is to carry; no more than its partner is granted. */
export interface TokenRequest {
  readonly partner: Partner;
  readonly scopes: readonly string[];
  readonly plants: PartnerGrant["plants"];
  /** A user or device of the partner's own, which acts through the partner; null for the partner itself. */
  readonly user: string | null;
  /** The token that it is exchanged for, which it does not outlive; null for the first of its kind. */
  readonly origin: AccessToken | null;
}

export interface IssuedToken {
  readonly token: string;
  readonly id: string;
  readonly subject: string;
  readonly expiresInSeconds: number;
}

/** A token of ours whose signature and time are good; whether it was revoked is the directory's to say. */
export interface AccessToken {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly plants: PartnerGrant["plants"];
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly isExchanged: boolean;
  readonly state: TokenState;
  readonly payload: JWTPayload;
}

export class AccessTokens {
  readonly #issuer: string;
  readonly #audience: string;
  readonly #keys: SigningKeys;

  constructor({ issuer, audience, keys }: { readonly issuer: string; readonly audience: string; readonly keys: SigningKeys }) {
    this.#issuer = issuer;
    this.#audience = audience;
    this.#keys = keys;
  }

  async issue({ partner, scopes, plants, user, origin }: TokenRequest): Promise<IssuedToken> {
    const { name, supplier, tier, expiresAt, grantVersion } = partner;
    const now = Math.floor(Date.now() / 1_000);
    const ends = [
      now + longestSeconds,
      ...(origin ? [origin.expiresAt] : []),
      ...(expiresAt ? [Math.floor(Date.parse(expiresAt) / 1_000)] : []),
    ];
    const end = Math.min(...ends);
    const id = randomUUID();
    const subject = user === null ? name : `${name}/${user}`;
    const { kid, privateKey } = this.#keys.current;
    const token = await new SignJWT({
      client_id: name,
      scope: scopes.join(" "),
      plants: plants === "ALL" ? "*" : plants,
      ...(supplier === null ? {} : { supplier }),
      ...(tier === null ? {} : { tier }),
      ...(user === null ? {} : { act: { sub: name } }),
      ...(origin ? { origin_jti: origin.id } : {}),
      grant_version: grantVersion,
    })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid })
      .setIssuer(this.#issuer)
      .setAudience(this.#audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(end)
      .setJti(id)
      .sign(privateKey);
    return { token, id, subject, expiresInSeconds: end - now };
  }

  /** Null for what is no token of ours, or is over. */
  async read(token: string): Promise<AccessToken | null> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.find, {
        issuer: this.#issuer,
        audience: this.#audience,
        algorithms: ["ES256"],
        typ: "at+jwt",
        crit: {},
        requiredClaims: ["iss", "sub", "aud", "exp", "iat", "jti", "client_id"],
      });
      const plants = payload.plants === "*" ? "ALL" : (payload.plants as readonly string[]);
      const state = stateOf(payload);
      const scopes = String(payload.scope).split(" ");
      return { id: String(payload.jti), scopes, plants, expiresAt: payload.exp ?? 0, isExchanged: "origin_jti" in payload, state, payload };
    } catch {
      return null;
    }
  }
}

/** What of a token of ours is to be looked up whenever it is used. */
export function stateOf({ jti, origin_jti: origin, client_id: client, grant_version: grantVersion }: JWTPayload): TokenState {
  const ids = [jti, origin].filter((id) => typeof id === "string");
  return { ids, partner: String(client), grantVersion: Number(grantVersion) };
}
