/** The port of the partner registry: who the partners are, what was revoked, and what each has used. */
import type { PartnerFilter, PartnerGrant, PartnerPage, PartnerUsage, SecretLife } from "#schema/canonical/partner.ts";

/** A client secret as it is kept. */
export interface StoredSecret extends SecretLife {
  /** SHA-256 of the secret, as 64 hexadecimal digits. */
  readonly hash: string;
}

/** A partner as it is kept. */
export interface Partner extends PartnerGrant {
  readonly name: string;
  /** Rises with each change of the grant: tokens carry the one they were issued under. */
  readonly grantVersion: number;
  /** Newest first; at most two. */
  readonly secrets: readonly StoredSecret[];
  /** Public keys by which it signs, each a JWK (RFC 7517); empty for one that has secrets. */
  readonly keys: readonly PublicKey[];
  readonly addedAt: string;
  readonly addedBy: string;
  readonly revokedAt: string | null;
}

/** A public JWK. */
export type PublicKey = Readonly<Record<string, unknown>> & { readonly kty: string; readonly kid?: string };

/** A token that is refused before its time. */
export interface RevokedToken {
  /** Its `jti`. */
  readonly id: string;
  /** Unix seconds after which it is over anyway, and need not be remembered. */
  readonly until: number;
}

/** What happened after a version of the registry. */
export interface RegistryChanges {
  readonly version: number;
  readonly partners: readonly Partner[];
  readonly revokedTokens: readonly RevokedToken[];
}

/** What a partner has used since the last time that it was told. */
export interface UsageIncrement extends Omit<PartnerUsage, "lastSeen"> {
  readonly partner: string;
  readonly lastSeen: string;
}

/** Several processes share a registry: each call sees what any of them has written before it. All writes are durable when they return. */
export interface PartnerRegistry {
  find(name: string): Partner | null;
  list(page: PartnerPage, filter: PartnerFilter): readonly Partner[];
  count(filter: PartnerFilter): number;
  /** False when the name is taken, also by one that is revoked: a name is given once. */
  add(partner: Partner): boolean;
  /** Replaces what is kept of a partner by what `next` makes of it, as one step. Null when there is none of that name. */
  update(name: string, next: (partner: Partner) => Partner): Partner | null;
  revokeToken(token: RevokedToken): void;
  /** What is new since a version; null when nothing is. Version 0 has everything. Usage is not part of it. */
  changesSince(version: number): RegistryChanges | null;
  /** Takes an id that its client may use once until a time (Unix seconds); false when it was taken before. */
  takeOnce(client: string, id: string, until: number): boolean;
  addUsage(increments: readonly UsageIncrement[]): void;
  usageOf(name: string): PartnerUsage;
  close(): void;
}
