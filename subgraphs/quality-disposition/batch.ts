/** A batch is known by any row that names it; its master record, where the ERP has one, is read when asked for. */
import type { EntityKey } from "#schema/canonical/change.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import type { Loaders } from "../loaders.ts";
import type { BatchParent } from "../parents.ts";

/** The batch by plant and `material/batch`; null when the caller may see no row that names it. */
export function findBatch(key: EntityKey, loaders: Loaders): BatchParent | null {
  return loaders.seesBatch(key) ? batchOf(key) : null;
}

/** The batch that a row the caller sees names. */
export function batchOf({ plant, key }: EntityKey): BatchParent {
  const [material = "", number = ""] = key.split("/");
  return { plant, material, number };
}

/** Plant and key of a batch, as the views and its global id have them. */
export function keyOfBatch({ plant, material, number }: BatchParent): EntityKey {
  return { plant, key: keyOf.batch(material, number) };
}
