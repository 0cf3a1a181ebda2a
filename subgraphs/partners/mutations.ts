import { type NewPartner, PartnerFault } from "#schema/canonical/partner.ts";
import { administrationOf } from "./administration.ts";
import type { AddPartnerInput, MutationResolvers, PartnerUserError } from "./resolvers.generated.ts";
import { showPartner } from "./shown-partner.ts";

/** Root fields that change partners. What cannot be done is told in `userErrors`. */
export const Mutation: MutationResolvers = {
  addPartner: (_root, { input }, context) =>
    orUserError(() => {
      const { partner, secret } = administrationOf(context).add(newPartnerOf(input), context.caller);
      return { partner: showPartner(partner), secret, userErrors: [] };
    }),
  rotatePartnerSecret: (_root, { input }, context) =>
    orUserError(() => {
      const rotation = { keepsPreviousSeconds: input.keepPreviousSeconds ?? usualOverlapSeconds };
      const { partner, secret } = administrationOf(context).rotateSecret(input.name, rotation, context.caller);
      return { partner: showPartner(partner), secret, userErrors: [] };
    }),
  revokePartner: (_root, { input }, context) =>
    orUserError(() => ({ partner: showPartner(administrationOf(context).revoke(input.name, context.caller)), userErrors: [] })),
};

/** As the contract has it, for a client that sends null. */
const usualOverlapSeconds = 86_400;

/** Throws PartnerFault when the plants are said in both ways. */
function newPartnerOf({ name, scopes, plants, allPlants, supplier, tier, allowedDocuments, expiresAt, keys }: AddPartnerInput): NewPartner {
  if (allPlants && plants && plants.length > 0) {
    throw new PartnerFault("INVALID", "plants", "plants names some beside allPlants; give one of the two");
  }
  return {
    name,
    scopes,
    plants: allPlants ? "ALL" : (plants ?? []),
    supplier: supplier ?? null,
    tier: tier ?? null,
    allowedDocuments: allowedDocuments ?? null,
    expiresAt: expiresAt ?? null,
    keys: keys ?? null,
  };
}

interface Refused {
  readonly partner: null;
  readonly secret: null;
  readonly userErrors: readonly PartnerUserError[];
}

function orUserError<T>(work: () => T): T | Refused {
  try {
    return work();
  } catch (fault) {
    if (!(fault instanceof PartnerFault)) throw fault;
    const { code, message, field } = fault;
    return { partner: null, secret: null, userErrors: [{ code, message, field: ["input", field] }] };
  }
}
