/** Rows that were read lately, parsed: what is read again and again is parsed once for each change of it. */
import { LRUCache } from "lru-cache";
import type { EntityKind, Stored } from "#schema/canonical/change.ts";

const mostRows = 10_000;

export class KeptRows {
  readonly #rows = new LRUCache<string, Stored>({ max: mostRows });

  /** The row, read by `read` when it is not kept; null when there is none. */
  get<K extends EntityKind>(kind: K, plant: string, key: string, read: () => Stored<K> | null): Stored<K> | null {
    const name = `${kind}/${plant}/${key}`;
    const kept = this.#rows.get(name) as Stored<K> | undefined;
    if (kept) return kept;
    const row = read();
    if (row) this.#rows.set(name, row);
    return row;
  }

  /** The row is different from now on. */
  drop(kind: EntityKind, plant: string, key: string): void {
    this.#rows.delete(`${kind}/${plant}/${key}`);
  }
}
