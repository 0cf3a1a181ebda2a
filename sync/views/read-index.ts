/**
 * Who read what: answers by the rows, lists and relations that they were read from. A change is looked up here once, and
 * finds exactly the answers that it makes stale.
 */
import type { EntityKind, Stored } from "#schema/canonical/change.ts";
import { relationValues } from "./row-match.ts";

/** Something that hangs on what was read. */
export interface Reader {
  stale(): void;
  /** Also stale when this moment (Unix ms) has passed. */
  until(moment: number): void;
}

/** A question for rows, of which a reader has the answer. */
export interface Question {
  readonly reader: Reader;
  /** Called with the row before and after a change, null where there was or is none. Tells the reader what follows for it. */
  readonly consider: (before: Stored | null, after: Stored | null) => void;
}

export class ReadIndex {
  readonly #rows = new Buckets<Reader>();
  /** Questions for the rows of a kind in a plant. */
  readonly #lists = new Buckets<Question>();
  /** Questions for the rows that belong to a value, by kind, plant and column. */
  readonly #relations = new Map<string, Buckets<Question>>();
  readonly #relationColumns = new Map<EntityKind, Set<string>>();
  readonly #systems = new Buckets<Reader>();
  readonly #ofPlants = new Set<Reader>();

  /** Each gives what takes the entry out again. */
  addRow(kind: EntityKind, plant: string, key: string, reader: Reader): () => void {
    return this.#rows.add(`${kind}/${plant}/${key}`, reader);
  }

  addList(kind: EntityKind, plant: string, question: Question): () => void {
    return this.#lists.add(`${kind}/${plant}`, question);
  }

  addRelation(kind: EntityKind, plant: string, column: string, value: string, question: Question): () => void {
    const name = `${kind}/${plant}/${column}`;
    let relation = this.#relations.get(name);
    if (!relation) {
      relation = new Buckets();
      this.#relations.set(name, relation);
      const columns = this.#relationColumns.get(kind) ?? new Set();
      this.#relationColumns.set(kind, columns.add(column));
    }
    return relation.add(value, question);
  }

  addSystem(system: string, reader: Reader): () => void {
    return this.#systems.add(system, reader);
  }

  /** For whoever asked which plants there are. */
  addPlants(reader: Reader): () => void {
    this.#ofPlants.add(reader);
    return () => this.#ofPlants.delete(reader);
  }

  /** Whether anybody asked for rows of a kind in a plant, so that the row before a change has to be known. */
  asks(kind: EntityKind, plant: string): boolean {
    if (this.#lists.has(`${kind}/${plant}`)) return true;
    for (const column of this.#relationColumns.get(kind) ?? []) {
      if (this.#relations.get(`${kind}/${plant}/${column}`)?.isEmpty === false) return true;
    }
    return false;
  }

  /** A row has changed; `before` and `after` are null where there was or is none, and may both be when nobody asks for rows. */
  touch(kind: EntityKind, plant: string, key: string, before: Stored | null, after: Stored | null): void {
    for (const reader of this.#rows.of(`${kind}/${plant}/${key}`)) reader.stale();
    for (const { consider } of this.#lists.of(`${kind}/${plant}`)) consider(before, after);
    for (const column of this.#relationColumns.get(kind) ?? []) {
      const relation = this.#relations.get(`${kind}/${plant}/${column}`);
      if (!relation) continue;
      const values = new Set([before, after].flatMap((row) => (row ? relationValues(kind, column, row) : [])));
      for (const value of values) {
        if (value !== null) for (const { consider } of relation.of(value)) consider(before, after);
      }
    }
  }

  touchSystem(system: string): void {
    for (const reader of this.#systems.of(system)) reader.stale();
  }

  touchPlants(): void {
    for (const reader of [...this.#ofPlants]) reader.stale();
  }
}

/** Sets by name, of which empty ones are not kept. */
class Buckets<T> {
  readonly #sets = new Map<string, Set<T>>();

  get isEmpty(): boolean {
    return this.#sets.size === 0;
  }

  add(name: string, entry: T): () => void {
    const known = this.#sets.get(name);
    const set = known ?? new Set<T>();
    if (!known) this.#sets.set(name, set);
    set.add(entry);
    return () => {
      if (set.delete(entry) && set.size === 0 && this.#sets.get(name) === set) this.#sets.delete(name);
    };
  }

  has(name: string): boolean {
    return this.#sets.has(name);
  }

  /** A copy, since who is told takes itself out. */
  of(name: string): readonly T[] {
    const set = this.#sets.get(name);
    return set ? [...set] : [];
  }
}
