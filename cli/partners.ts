/** Partners as a landscape has them: what they can be granted are its plants and its tiers. */
import { type AuditLog, administerPartners, type PartnerRegistry } from "#gateway/kept";
import type { PartnerAdministration } from "#schema/canonical/partner.ts";
import type { Landscape } from "./landscape/landscape.ts";

export function administrationOf({ plants, limits }: Landscape, registry: PartnerRegistry, audit: AuditLog): PartnerAdministration {
  const known = { plants: plants.map(({ code }) => code), tiers: ["standard", ...Object.keys(limits?.tiers ?? {})] };
  return administerPartners(registry, audit, known);
}
