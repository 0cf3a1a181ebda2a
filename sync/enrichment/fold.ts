/** What master data management knows of something, put together from what it has told at different times. */
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import type { EventData, PlantEvent } from "#schema/canonical/event.ts";

export type EnrichingType = "andon.material.enriched" | "andon.supplier.enriched";
type EnrichmentKind = "material-enrichment" | "supplier-enrichment";
export type EnrichmentBody = EntityBodies[EnrichmentKind];

export const enrichmentKinds: Readonly<Record<EnrichingType, EnrichmentKind>> = {
  "andon.material.enriched": "material-enrichment",
  "andon.supplier.enriched": "supplier-enrichment",
};

/** With what the event tells: each member as it was told last, and what is null or left out as it was. `at` is when it was told. */
export function withTold(before: EnrichmentBody | null, event: PlantEvent<EnrichingType>, at: string): EnrichmentBody {
  return event.type === "andon.material.enriched"
    ? withMaterial(before as EntityBodies["material-enrichment"] | null, event.plant, event.data, at)
    : withSupplier(before as EntityBodies["supplier-enrichment"] | null, event.plant, event.data, at);
}

function withMaterial(
  before: EntityBodies["material-enrichment"] | null,
  plant: string,
  { material, standardCost: told, description }: EventData["andon.material.enriched"],
  at: string,
): EntityBodies["material-enrichment"] {
  const cost = told ? { ...told, per: { ...told.per, sourceUnit: told.per.unit } } : null;
  const [standardCost, standardCostAsOf] = later(before?.standardCost ?? null, before?.standardCostAsOf ?? null, cost, at);
  const [described, descriptionAsOf] = later(before?.description ?? null, before?.descriptionAsOf ?? null, description ?? null, at);
  return { material, plant, standardCost, standardCostAsOf, description: described, descriptionAsOf };
}

function withSupplier(
  before: EntityBodies["supplier-enrichment"] | null,
  plant: string,
  { supplier, ...told }: EventData["andon.supplier.enriched"],
  at: string,
): EntityBodies["supplier-enrichment"] {
  const [rating, ratingAsOf] = later(before?.rating ?? null, before?.ratingAsOf ?? null, told.rating ?? null, at);
  const [leadTimeDays, leadTimeDaysAsOf] = later(
    before?.leadTimeDays ?? null,
    before?.leadTimeDaysAsOf ?? null,
    told.leadTimeDays ?? null,
    at,
  );
  return { supplier, plant, rating, ratingAsOf, leadTimeDays, leadTimeDaysAsOf };
}

/** Of what is known and what is told of one member, what was told later; an event that comes late changes no member that is newer. */
function later<T>(known: T | null, knownAt: string | null, told: T | null, toldAt: string): readonly [T | null, string | null] {
  if (told === null) return [known, knownAt];
  const isNewer = knownAt === null || Date.parse(toldAt) >= Date.parse(knownAt);
  return isNewer ? [told, toldAt] : [known, knownAt];
}
