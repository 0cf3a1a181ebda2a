/** Where sweeps have come to, and what they found, in the process store. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { ProcessStore } from "../process/process-store.ts";

/** Of a sweep through the entities of one kind in one plant. */
export interface SweepPlace {
  readonly plant: string;
  readonly kind: EntityKind;
  /** Cursor of the last entity that was compared; null at the beginning. */
  readonly after: string | null;
}

export interface SliceResult {
  readonly checked: number;
  /** Entities that differed, with the fields in which they did. */
  readonly mismatches: readonly (readonly string[])[];
  /** Of those, the ones that were mended from what the ERP said. */
  readonly healed: number;
}

/** What was found in a plant and kind since a moment. */
export interface SweepTotals {
  readonly plant: string;
  readonly kind: EntityKind;
  readonly checked: number;
  readonly mismatched: number;
  readonly healed: number;
}

export class SweepRecords {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  place(plant: string, kind: EntityKind): SweepPlace {
    const after = this.#store.statements.get("SELECT after FROM sweeps WHERE plant = ? AND kind = ?", plant, kind)?.after;
    return { plant, kind, after: after === null || after === undefined ? null : String(after) };
  }

  /** Notes a slice and where to go on after it. */
  note({ plant, kind, after }: SweepPlace, { checked, mismatches, healed }: SliceResult, now: string): void {
    this.#store.transaction(() => {
      const { statements } = this.#store;
      statements.run("INSERT OR REPLACE INTO sweeps (plant, kind, after) VALUES (?, ?, ?)", plant, kind, after);
      statements.run(
        "INSERT INTO sweep_slices (at, plant, kind, checked, mismatched, healed) VALUES (?, ?, ?, ?, ?, ?)",
        now,
        plant,
        kind,
        checked,
        mismatches.length,
        healed,
      );
      for (const field of mismatches.flat()) {
        statements.run(
          `INSERT INTO mismatches (plant, kind, field, count, last_at) VALUES (?, ?, ?, 1, ?)
           ON CONFLICT (plant, kind, field) DO UPDATE SET count = count + 1, last_at = excluded.last_at`,
          plant,
          kind,
          field,
          now,
        );
      }
    });
  }

  totals(since: string): readonly SweepTotals[] {
    const sql = `SELECT plant, kind, sum(checked) AS checked, sum(mismatched) AS mismatched, sum(healed) AS healed
      FROM sweep_slices WHERE at >= ? GROUP BY plant, kind ORDER BY plant, kind`;
    return this.#store.statements.all(sql, since).map((row) => ({ ...row })) as unknown as readonly SweepTotals[];
  }

  /** How often a field differed, over all time. */
  mismatches(): readonly { readonly plant: string; readonly kind: EntityKind; readonly field: string; readonly count: number }[] {
    const sql = "SELECT plant, kind, field, count FROM mismatches ORDER BY plant, kind, field";
    return this.#store.statements.all(sql).map((row) => ({ ...row })) as unknown as ReturnType<SweepRecords["mismatches"]>;
  }

  /** Drops slices from before a moment. Gives how many. */
  trim(before: string): number {
    return this.#store.transaction(() => this.#store.statements.run("DELETE FROM sweep_slices WHERE at < ?", before));
  }
}
