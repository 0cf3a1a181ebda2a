import { type NewPartner, PartnerFault, type PartnerGrant } from "#schema/canonical/partner.ts";
import { administrationOf } from "./administration.ts";
import type { AddPartnerInput, ChangePartnerInput, MutationResolvers, PartnerUserError } from "./resolvers.generated.ts";
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
  replacePartnerKeys: (_root, { input: { name, keys, endTokens } }, context) =>
    orUserError(() => {
      const partner = administrationOf(context).replaceKeys(name, { keys, endsTokens: endTokens ?? false }, context.caller);
      return { partner: showPartner(partner), userErrors: [] };
    }),
  changePartner: (_root, { input }, context) =>
    orUserError(() => {
      const partner = administrationOf(context).change(input.name, changeOf(input), context.caller);
      return { partner: showPartner(partner), userErrors: [] };
    }),
  revokePartner: (_root, { input }, context) =>
    orUserError(() => ({ partner: showPartner(administrationOf(context).revoke(input.name, context.caller)), userErrors: [] })),
};

/** As the contract has it, for a client that sends null. */
const usualOverlapSeconds = 86_400;

/** Throws PartnerFault when the plants are said in both ways. */
function newPartnerOf({ name, scopes, plants, allPlants, supplier, tier, allowedDocuments, expiresAt, keys }: AddPartnerInput): NewPartner {
  return {
    name,
    scopes,
    plants: plantsOf({ plants, allPlants }) ?? [],
    supplier: supplier ?? null,
    tier: tier ?? null,
    allowedDocuments: allowedDocuments ?? null,
    expiresAt: expiresAt ?? null,
    keys: keys ?? null,
  };
}

/** What may be taken away is taken away by null; the rest cannot be. Throws PartnerFault as `newPartnerOf` does. */
function changeOf({ scopes, plants, allPlants, supplier, tier, allowedDocuments, expiresAt }: ChangePartnerInput): Partial<PartnerGrant> {
  const granted = plantsOf({ plants, allPlants });
  return {
    ...(scopes ? { scopes } : {}),
    ...(granted ? { plants: granted } : {}),
    ...(supplier === undefined ? {} : { supplier }),
    ...(tier === undefined ? {} : { tier }),
    ...(allowedDocuments === undefined ? {} : { allowedDocuments }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

interface PlantChoice {
  readonly plants: readonly string[] | null | undefined;
  readonly allPlants: boolean | null | undefined;
}

/** Undefined where neither says anything. */
function plantsOf({ plants, allPlants }: PlantChoice): PartnerGrant["plants"] | undefined {
  if (!allPlants) return plants ?? undefined;
  if (!plants || plants.length === 0) return "ALL";
  throw new PartnerFault("INVALID", "plants", "plants names some beside allPlants; give one of the two");
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
