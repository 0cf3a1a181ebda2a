/** What a translation gives: an entity, and what its change is made of; the message's own facts are added after it. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import type { EccCodes } from "../codes.ts";

export type Draft<K extends EntityKind = EntityKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly key: string;
    readonly body: EntityBodies[Kind] | null;
    readonly sourceKey: string;
    readonly sourceStatuses: readonly string[];
  };
}[K];

export interface TranslationContext {
  readonly codes: EccCodes;
  readonly plant: string;
  readonly timeZone: string;
}
