/** Rows that were read lately, parsed: what is read again and again is parsed once for each change of it. */
import { LRUCache } from "lru-cache";
import type { EntityKind, Stored } from "#schema/canonical/change.ts";

const mostRows = 20_000;
/** There is no such row: known as well as a row is, since most plants do not have most materials. */
const noRow = {};

export class KeptRows {
  readonly #rows = new LRUCache<string, Stored | typeof noRow>({ max: mostRows });

  /** The row, read by `read` when it is not kept; null when there is none. */
  get<K extends EntityKind>(kind: K, plant: string, key: string, read: () => Stored<K> | null): Stored<K> | null {
    const name = `${kind}/${plant}/${key}`;
    const kept = this.#rows.get(name);
    if (kept) return kept === noRow ? null : (kept as Stored<K>);
    const row = read();
    this.#rows.set(name, row ?? noRow);
    return row;
  }

  /** The row is different from now on. */
  drop(kind: EntityKind, plant: string, key: string): void {
    this.#rows.delete(`${kind}/${plant}/${key}`);
  }
}
