/** Rows that were read lately, parsed: what is read again and again is parsed once for each change of it. */
import type { EntityKind, Stored } from "#schema/canonical/change.ts";

const mostRows = 20_000;
/** There is no such row: known as well as a row is, since most plants do not have most materials. */
const noRow = {};

export class KeptRows {
  /** A plain map: to note which row was read last costs more than to read all of them again once in a long while. */
  readonly #rows = new Map<string, Stored | typeof noRow>();

  /** The row, read by `read` when it is not kept; null when there is none. */
  get<K extends EntityKind>(kind: K, plant: string, key: string, read: () => Stored<K> | null): Stored<K> | null {
    const name = `${kind}/${plant}/${key}`;
    const kept = this.#rows.get(name);
    if (kept) return kept === noRow ? null : (kept as Stored<K>);
    const row = read();
    if (this.#rows.size >= mostRows) this.#rows.clear();
    this.#rows.set(name, row ?? noRow);
    return row;
  }

  /** The row is different from now on. */
  drop(kind: EntityKind, plant: string, key: string): void {
    this.#rows.delete(`${kind}/${plant}/${key}`);
  }
}
