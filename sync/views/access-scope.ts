/** A caller's rows, as SQL. The one place where it is decided which rows of a view a caller may see. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKind } from "#schema/canonical/change.ts";

export interface AccessScope {
  /** Holds for the rows that the caller may see, in a plant of the caller; `:supplier` is the caller's supplier. */
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The supplier's own rows, by kind; a kind that is not listed shows a supplier nothing. */
const supplierRows: Readonly<Partial<Record<EntityKind, string>>> = {
  "supplier-commitment": "supplier = :supplier",
  supplier: "key = :supplier",
  material: `EXISTS (SELECT 1 FROM "supplier-commitment" line WHERE line.plant = material.plant AND line.material = material.key AND line.supplier = :supplier)`,
};

/** The rows of a kind, within the plants that `visiblePlants` gives; null when the caller may see none. */
export function accessScope(kind: EntityKind, caller: Caller): AccessScope | null {
  if (caller.supplier === null) return { sql: "1", parameters: {} };
  const sql = supplierRows[kind];
  return sql ? { sql, parameters: { supplier: caller.supplier } } : null;
}

/** Of these plants, those that the caller may see. */
export function visiblePlants(known: readonly string[], caller: Caller): readonly string[] {
  return caller.plants === "ALL" ? known : known.filter((plant) => caller.plants.includes(plant));
}
