import { GraphQLError } from "graphql";
import type { PartnerAdministration } from "#schema/canonical/partner.ts";
import type { SubgraphContext } from "../context.ts";

/** Who looks after partners here. Throws FORBIDDEN where the landscape has none. No answer about partners is kept: no change of the views tells that it is stale. */
export function administrationOf({ partners, doNotKeep }: SubgraphContext): PartnerAdministration {
  doNotKeep();
  if (partners) return partners;
  throw new GraphQLError("There are no partners here; add gateway.partners to the landscape", { extensions: { code: "FORBIDDEN" } });
}
