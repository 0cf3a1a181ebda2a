/** Whether what is known here of an entity is what its ERP says, and where it is not. */
import { isDeepStrictEqual } from "node:util";
import type { CanonicalChange, Stored } from "#schema/canonical/change.ts";

/** Names of the fields that differ; `(gone)` when the ERP has no such entity; none when both say the same. */
export function differingFields(known: Stored, told: CanonicalChange): readonly string[] {
  if (told.body === null) return ["(gone)"];
  const { meta: _, ...here } = known as unknown as Record<string, unknown>;
  const there = told.body as unknown as Record<string, unknown>;
  const names = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...names].filter((name) => !isDeepStrictEqual(here[name] ?? null, there[name] ?? null)).toSorted();
}
