/** Which rows belong to a value, as it was read lately: asked for again and again, and different only when one of those rows changes. */
import { LRUCache } from "lru-cache";
import type { EntityKind } from "#schema/canonical/change.ts";
import type { Reader, ReadIndex } from "./read-index.ts";

const mostRelations = 20_000;

interface KeptRelation {
  readonly keys: readonly string[];
  /** Ends the waiting for changes of it. */
  readonly release: () => void;
}

/** Nothing is told when a relation changes: it is only dropped. */
const nobody: Reader = { stale: () => undefined, until: () => undefined };

export class KeptRelations {
  readonly #index: ReadIndex;
  readonly #relations = new LRUCache<string, KeptRelation>({ max: mostRelations, dispose: ({ release }) => release() });

  constructor(index: ReadIndex) {
    this.#index = index;
  }

  /** The keys of the rows, read by `read` when they are not kept. `question` stands for which of them, and in which order. */
  get(kind: EntityKind, plant: string, column: string, value: string, question: string, read: () => readonly string[]): readonly string[] {
    const name = `${kind}/${plant}/${column}/${value}/${question}`;
    const kept = this.#relations.get(name);
    if (kept) return kept.keys;
    const keys = read();
    const release = this.#index.addRelation(kind, plant, column, value, { reader: nobody, consider: () => this.#relations.delete(name) });
    this.#relations.set(name, { keys, release });
    return keys;
  }
}
