/** Looking after partners, by the command line and by the graph alike: each change is checked, made and recorded. */
import type { Caller } from "#schema/canonical/caller.ts";
import {
  type DescribedPartner,
  type KeyReplacement,
  type NewPartner,
  type PartnerAdministration,
  PartnerFault,
  type PartnerFilter,
  type PartnerGrant,
  type PartnerManager,
  type PartnerPage,
  type PartnerWithSecret,
  type Rotation,
} from "#schema/canonical/partner.ts";
import type { AuditFacts, AuditLog } from "../audit/audit-log.ts";
import { hashSecret, isGood, makeSecret } from "./client-secret.ts";
import { checkGrantable, checkName, invalid, type Known, readGrant } from "./grant.ts";
import type { Partner, PartnerRegistry, PublicKey, StoredSecret } from "./partner-registry.ts";
import { readPublicKeys } from "./public-keys.ts";

/** A rotation that takes longer than this is none. */
const longestOverlapSeconds = 90 * 86_400;

/** `audit` is where changes are recorded; null where nobody wants to know. `known` are the plants and tiers that there are. */
export function administerPartners(registry: PartnerRegistry, audit: AuditLog | null, known: Known): PartnerAdministration {
  return new Administration(registry, audit, known);
}

class Administration implements PartnerAdministration {
  readonly #registry: PartnerRegistry;
  readonly #audit: AuditLog | null;
  readonly #known: Known;

  constructor(registry: PartnerRegistry, audit: AuditLog | null, known: Known) {
    this.#registry = registry;
    this.#audit = audit;
    this.#known = known;
  }

  find(name: string): DescribedPartner | null {
    const partner = this.#registry.find(name);
    return partner && this.#describe(partner);
  }

  list(page: PartnerPage, filter: PartnerFilter): readonly DescribedPartner[] {
    return this.#registry.list(page, filter).map((partner) => this.#describe(partner));
  }

  count(filter: PartnerFilter): number {
    return this.#registry.count(filter);
  }

  add({ name, keys, ...given }: NewPartner, by: PartnerManager): PartnerWithSecret {
    checkName(name);
    const grant = readGrant(given, this.#known);
    if (isCaller(by)) checkGrantable(grant, by);
    const now = new Date().toISOString();
    const secret = keys === null ? makeSecret() : null;
    const partner: Partner = {
      name,
      ...grant,
      grantVersion: 1,
      secrets: secret === null ? [] : [{ hash: hashSecret(secret), addedAt: now, expiresAt: null }],
      keys: keys === null ? [] : readPublicKeys(keys),
      addedAt: now,
      addedBy: nameOf(by),
      revokedAt: null,
    };
    this.#audit?.ensureWritable();
    if (!this.#registry.add(partner)) {
      throw new PartnerFault("NAME_TAKEN", "name", `There is a partner ${name}, or was one: names are given once; give another`);
    }
    this.#record("partner.added", name, by, factsOf(grant));
    return { partner: this.#describe(partner), secret };
  }

  change(name: string, parts: Partial<PartnerGrant>, by: PartnerManager): DescribedPartner {
    const partner = this.#update(name, by, (before) => {
      const grant = readGrant({ ...before, ...parts }, this.#known);
      if (isCaller(by)) checkGrantable(grant, by);
      return { ...before, ...grant, grantVersion: before.grantVersion + 1 };
    });
    this.#record("partner.changed", name, by, factsOf(partner));
    return this.#describe(partner);
  }

  rotateSecret(name: string, { keepsPreviousSeconds }: Rotation, by: PartnerManager): PartnerWithSecret {
    if (!(keepsPreviousSeconds >= 0 && keepsPreviousSeconds <= longestOverlapSeconds)) {
      throw invalid("keepPreviousSeconds", `is ${keepsPreviousSeconds}; give 0 to ${longestOverlapSeconds}`);
    }
    const secret = makeSecret();
    const now = Date.now();
    const partner = this.#update(name, by, (before) => {
      if (before.keys.length > 0) {
        throw new PartnerFault("NO_SECRET", "name", `${name} signs with keys of its own and has no secret; replace its keys`);
      }
      // What was leaked and must end at once may have been used to get tokens.
      const grantVersion = before.grantVersion + (keepsPreviousSeconds === 0 ? 1 : 0);
      const kept = endingBy(before.secrets, now, now + keepsPreviousSeconds * 1_000);
      return {
        ...before,
        grantVersion,
        secrets: [{ hash: hashSecret(secret), addedAt: new Date(now).toISOString(), expiresAt: null }, ...kept],
      };
    });
    this.#record("partner.rotated", name, by, { keepsPreviousSeconds });
    return { partner: this.#describe(partner), secret };
  }

  replaceKeys(name: string, { keys, endsTokens }: KeyReplacement, by: PartnerManager): DescribedPartner {
    const replaced = readPublicKeys(keys);
    const partner = this.#update(name, by, (before) => {
      const grantVersion = before.grantVersion + (endsTokens ? 1 : 0);
      return { ...before, grantVersion, secrets: [], keys: replaced };
    });
    this.#record("partner.rotated", name, by, { keyIds: keyIdsOf(replaced), endsTokens });
    return this.#describe(partner);
  }

  revoke(name: string, by: PartnerManager): DescribedPartner {
    const revokedAt = new Date().toISOString();
    const partner = this.#update(name, null, (before) => ({ ...before, secrets: [], keys: [], revokedAt }));
    this.#record("partner.revoked", name, by, {});
    return this.#describe(partner);
  }

  /** `by` must have what the partner is granted; null where anybody may who looks after partners. */
  #update(name: string, by: PartnerManager | null, next: (partner: Partner) => Partner): Partner {
    this.#audit?.ensureWritable();
    const partner = this.#registry.update(name, (before) => {
      if (before.revokedAt !== null) throw new PartnerFault("REVOKED", "name", `${name} was revoked at ${before.revokedAt}, for good`);
      if (by !== null && isCaller(by)) checkGrantable(before, by);
      return next(before);
    });
    if (!partner) throw new PartnerFault("NOT_FOUND", "name", `There is no partner ${name}`);
    return partner;
  }

  #describe({ grantVersion: _, secrets, keys, ...partner }: Partner): DescribedPartner {
    const good = secrets.filter((secret) => isGood(secret, Date.now()));
    return {
      ...partner,
      secrets: good.map(({ addedAt, expiresAt }) => ({ addedAt, expiresAt })),
      keyIds: keyIdsOf(keys),
      usage: this.#registry.usageOf(partner.name),
    };
  }

  #record(action: string, name: string, by: PartnerManager, what: AuditFacts): void {
    const who = isCaller(by)
      ? { subject: by.subject, issuer: by.issuer ?? null, partner: by.client ?? null }
      : { subject: by.operator, issuer: null, partner: null };
    this.#audit?.append({ who, action, what: { name, ...what }, result: "OK", traceId: null });
  }
}

/** The newest of those that are good, which ends at `end` (Unix ms) or before; the others end now. */
function endingBy(secrets: readonly StoredSecret[], now: number, end: number): readonly StoredSecret[] {
  const [newest] = secrets.filter((secret) => isGood(secret, now));
  if (!newest || end <= now) return [];
  const before = newest.expiresAt === null ? end : Math.min(end, Date.parse(newest.expiresAt));
  return [{ ...newest, expiresAt: new Date(before).toISOString() }];
}

function keyIdsOf(keys: readonly PublicKey[]): readonly string[] {
  return keys.map(({ kid }) => kid ?? "(no kid)");
}

function factsOf({ scopes, plants, supplier, tier, allowedDocuments, expiresAt }: PartnerGrant): AuditFacts {
  const given = { supplier, tier, allowedDocuments, expiresAt };
  const told = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
  return { scopes, plants, ...Object.fromEntries(told) };
}

function isCaller(by: PartnerManager): by is Caller {
  return "subject" in by;
}

function nameOf(by: PartnerManager): string {
  return isCaller(by) ? by.subject : by.operator;
}
