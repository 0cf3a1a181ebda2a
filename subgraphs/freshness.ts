/** What an entity says of where it comes from and how fresh it is. */
import type { EntityKind, StoredMeta } from "#schema/canonical/change.ts";
import type { SubgraphContext } from "./context.ts";

/** Up to when the system's word is known here: the last answer of the system, or the entity's own reading where that is later. */
export function asOf({ meta }: { readonly meta: StoredMeta<EntityKind> }, context: SubgraphContext): string {
  const knownUntil = context.views.knownUntil(meta.system);
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
