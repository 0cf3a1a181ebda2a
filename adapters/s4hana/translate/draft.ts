/** A translated fact before it has an envelope. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import type { S4Codes } from "../codes.ts";

export type Draft<K extends EntityKind = EntityKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly key: string;
    readonly body: EntityBodies[Kind];
    /** Sorts by age as text. */
    readonly version: string;
    readonly changedAt: string | null;
    readonly sourceKey: string;
    readonly sourceStatuses: readonly string[];
  };
}[K];

/** What a translation needs beside the record. */
export interface Context {
  readonly codes: S4Codes;
  readonly timeZone: string;
}

/**
 * A material as a document's text tells it: the services of this adapter give no material master. What is known counts
 * before when it was said, so that a bare number never hides a text.
 */
export function materialDraft(source: string, description: string | null, baseUnit: string | null, changedAt: string): Draft<"material"> {
  const number = withoutPadding(source);
  const known = (description === null ? 0 : 2) + (baseUnit === null ? 0 : 1);
  return {
    kind: "material",
    key: keyOf.material(number),
    body: { number, description, baseUnit },
    version: `${known}-${changedAt}`,
    changedAt: null,
    sourceKey: source,
    sourceStatuses: [],
  };
}
