/** What an entity says of where it comes from and how fresh it is. */
import type { EntityKind, StoredMeta } from "#schema/canonical/change.ts";
import type { SubgraphContext } from "./context.ts";

/**
 * Up to when the ERP's word is known here: its last answer, or the entity's own reading where that is later. What is
 * derived from several records, such as a disposition, is as fresh as the ERP of its plant.
 */
export function asOf({ meta }: { readonly meta: StoredMeta<EntityKind> }, { views, plants }: SubgraphContext): string {
  const knownUntil = views.knownUntil(meta.system) ?? views.knownUntil(plants.get(meta.plant)?.system ?? meta.system);
  return knownUntil !== null && Date.parse(knownUntil) > Date.parse(meta.observedAt) ? knownUntil : meta.observedAt;
}

/** Which system said so, and in which words. */
export function sourceOf({ meta }: { readonly meta: StoredMeta<EntityKind> }): {
  readonly system: string;
  readonly key: string;
  readonly statuses: readonly string[];
  readonly changedAt: string | null;
  readonly version: string;
} {
  return { system: meta.system, key: meta.sourceKey, statuses: meta.sourceStatuses, changedAt: meta.changedAt, version: meta.version };
}
