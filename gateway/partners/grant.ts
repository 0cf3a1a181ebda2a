/** What a grant may say, and who may grant it. */
import type { Caller } from "#schema/canonical/caller.ts";
import { type NewPartner, PartnerFault, type PartnerGrant } from "#schema/canonical/partner.ts";

/** RFC 6749, section 3.3. */
const scopeToken = /^[\x21\x23-\x5B\x5D-\x7E]{1,100}$/;
/** What needs no encoding in a URL, a log or HTTP Basic. */
const partnerName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const supplierNumber = /^[\w./-]{1,40}$/;
const levels = ["OFF", "LOG", "WARN", "BLOCK"];

/** What grants can name. */
export interface Known {
  readonly plants: readonly string[];
  readonly tiers: readonly string[];
}

/** A grant as it is kept: nothing twice, moments in UTC. Throws PartnerFault that names the field and what to give instead. */
export function readGrant(given: PartnerGrant, known: Known): PartnerGrant {
  checkGrant(given, known);
  const { scopes, plants, supplier, tier, allowedDocuments, expiresAt } = given;
  return {
    scopes: [...new Set(scopes)],
    plants: plants === "ALL" ? plants : [...new Set(plants)],
    supplier,
    tier,
    allowedDocuments,
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

function checkGrant({ scopes, plants, supplier, tier, allowedDocuments, expiresAt }: PartnerGrant, known: Known): void {
  if (scopes.length === 0) throw invalid("scopes", "names no scope; give one or more, such as supplier-commitment:read");
  const scope = scopes.find((one) => !scopeToken.test(one));
  if (scope !== undefined) throw invalid("scopes", `has "${scope}", which is no scope; give names without spaces, quotes and backslashes`);
  if (plants !== "ALL" && plants.length === 0) throw invalid("plants", "names no plant; give codes, or all of them as *");
  const plant = plants === "ALL" ? undefined : plants.find((code) => !known.plants.includes(code));
  if (plant !== undefined)
    throw invalid("plants", `has "${plant}", which is no plant here; give some of ${known.plants.join(", ")}, or all as *`);
  if (supplier !== null && !supplierNumber.test(supplier)) throw invalid("supplier", `is "${supplier}"; give a supplier's number`);
  if (tier !== null && !known.tiers.includes(tier)) {
    throw invalid("tier", `is "${tier}", which is no tier here; give one of ${known.tiers.join(", ")}, or none for the usual`);
  }
  if (allowedDocuments !== null && !levels.includes(allowedDocuments)) {
    throw invalid("allowedDocuments", `is "${allowedDocuments}"; give one of ${levels.join(", ")}`);
  }
  if (expiresAt !== null && Number.isNaN(Date.parse(expiresAt))) {
    throw invalid("expiresAt", `is "${expiresAt}"; give a moment such as 2027-01-01T00:00:00Z`);
  }
}

/** Throws PartnerFault. */
export function checkName(name: string): void {
  if (!partnerName.test(name)) {
    throw invalid("name", `is "${name}"; give up to 64 letters, digits and . _ - that begin with a letter or a digit`);
  }
}

/** Throws PartnerFault unless the caller has itself all that it grants: whoever looks after partners gets no further by them. */
export function checkGrantable(grant: PartnerGrant, caller: Caller): void {
  const scopes = grant.scopes.filter((scope) => !caller.scopes.includes(scope));
  if (scopes.length > 0) throw notYours("scopes", `${scopes.join(" ")} is not among your own scopes`);
  const own = caller.plants;
  const isWider = own !== "ALL" && (grant.plants === "ALL" || grant.plants.some((code) => !own.includes(code)));
  if (isWider) throw notYours("plants", "more plants than your own");
  if (caller.supplier !== null && grant.supplier !== caller.supplier) throw notYours("supplier", "more than your own supplier's lines");
}

export function invalid(field: keyof NewPartner | "keepPreviousSeconds", says: string): PartnerFault {
  return new PartnerFault("INVALID", field, `${field} ${says}`);
}

function notYours(field: keyof PartnerGrant, what: string): PartnerFault {
  return new PartnerFault("NOT_YOURS_TO_GRANT", field, `${field}: ${what}; ask somebody who has it to do this`);
}
