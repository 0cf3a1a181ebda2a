/** A partner as the graph tells it. */
import type { DescribedPartner } from "#schema/canonical/partner.ts";

export interface ShownPartner extends Omit<DescribedPartner, "plants"> {
  /** Empty where `allPlants` is true. */
  readonly plants: readonly string[];
  readonly allPlants: boolean;
}

export function showPartner({ plants, ...partner }: DescribedPartner): ShownPartner {
  return { ...partner, plants: plants === "ALL" ? [] : plants, allPlants: plants === "ALL" };
}
