/** Partners: companies that use the graph by credentials of their own, what each may do, and who looks after them. */
import type { Caller } from "./caller.ts";

/** All that a partner's tokens can carry; no token carries more. */
export interface PartnerGrant {
  /** OAuth scopes. */
  readonly scopes: readonly string[];
  /** Codes of the plants whose rows it may see. */
  readonly plants: readonly string[] | "ALL";
  /** The only supplier whose lines it may see; null for a partner that is no supplier. */
  readonly supplier: string | null;
  /** Name of what it may use of the gateway; null for the usual. */
  readonly tier: string | null;
  /** What becomes of its operations that are not stored; null for what holds for all. */
  readonly allowedDocuments: "OFF" | "LOG" | "WARN" | "BLOCK" | null;
  /** ISO 8601 moment in UTC after which it gets no tokens; null for never. */
  readonly expiresAt: string | null;
}

/** A client secret without the secret. ISO 8601 moments in UTC. */
export interface SecretLife {
  readonly addedAt: string;
  /** When it stops being good; null for the present one. */
  readonly expiresAt: string | null;
}

/** What a partner has used since it was added. */
export interface PartnerUsage {
  readonly requests: number;
  /** Points of cost, where they are counted. */
  readonly cost: number;
  /** Requests that were refused. */
  readonly refusals: number;
  /** ISO 8601 moment in UTC; null for one that never came. */
  readonly lastSeen: string | null;
}

/** A partner as it may be shown: nothing in it lets anybody in. */
export interface DescribedPartner extends PartnerGrant {
  /** `client_id` of its tokens. */
  readonly name: string;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly revokedAt: string | null;
  /** Client secrets that are good now, newest first; none where the partner signs with keys of its own. */
  readonly secrets: readonly SecretLife[];
  /** Key ids of its public keys, or `(no kid)`. */
  readonly keyIds: readonly string[];
  readonly usage: PartnerUsage;
}

export interface NewPartner extends PartnerGrant {
  readonly name: string;
  /** Its public keys, as the text of a JWK or of a JWKS (RFC 7517), by which it signs; null for one that gets a client secret. */
  readonly keys: string | null;
}

/** What to do with the secret that was good so far. */
export interface Rotation {
  /** Seconds for which it stays good beside the new one; 0 also refuses the tokens that were issued by it. */
  readonly keepsPreviousSeconds: number;
}

/** Other public keys instead of those that a partner signed by, or instead of its secrets. */
export interface KeyReplacement {
  /** The text of a JWK or of a JWKS (RFC 7517). Keys that are to stay good are among them. */
  readonly keys: string;
  /** Whether tokens that were issued before are refused: for a key that has leaked. */
  readonly endsTokens: boolean;
}

/** A partner and its new client secret, which is shown this once and kept nowhere; null for one that signs with keys. */
export interface PartnerWithSecret {
  readonly partner: DescribedPartner;
  readonly secret: string | null;
}

/** Who changes a partner: a caller of the graph, who grants no more than it has, or a person at the command line, by name. */
export type PartnerManager = Caller | { readonly operator: string };

/** Which partners are wanted; null for any. */
export interface PartnerFilter {
  readonly isRevoked: boolean | null;
}

/** A page of partners by name. */
export interface PartnerPage {
  /** The name that the page comes after; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
  readonly direction: "ASC" | "DESC";
}

/** What can be done with partners. All but reading throws PartnerFault, and what keeps it from being recorded. */
export interface PartnerAdministration {
  find(name: string): DescribedPartner | null;
  list(page: PartnerPage, filter: PartnerFilter): readonly DescribedPartner[];
  count(filter: PartnerFilter): number;
  add(partner: NewPartner, by: PartnerManager): PartnerWithSecret;
  /** What is left out stays as it is. Tokens that were issued before are refused. */
  change(name: string, grant: Partial<PartnerGrant>, by: PartnerManager): DescribedPartner;
  rotateSecret(name: string, rotation: Rotation, by: PartnerManager): PartnerWithSecret;
  replaceKeys(name: string, replacement: KeyReplacement, by: PartnerManager): DescribedPartner;
  /** For good: its tokens are refused and its streams end within 5 seconds in every process. */
  revoke(name: string, by: PartnerManager): DescribedPartner;
}

/** A request about a partner that cannot be done; the message says why and what to do instead. */
export class PartnerFault extends Error {
  override readonly name = "PartnerFault";
  readonly code: "INVALID" | "NAME_TAKEN" | "NOT_FOUND" | "REVOKED" | "NOT_YOURS_TO_GRANT" | "NO_SECRET";
  /** The field that is at fault, such as `scopes`. */
  readonly field: keyof NewPartner | "keepPreviousSeconds";
  constructor(code: PartnerFault["code"], field: PartnerFault["field"], message: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
