/**
 * Entities that subgraphs apart sent, for as long as they say: of a fetch that asks for some that are known and some that are not,
 * the subgraph is asked for the latter alone.
 */
import { LRUCache } from "lru-cache";
import { accessKey, type Caller, identityKey } from "#schema/canonical/caller.ts";
import type { Kept } from "../execution/plan/run.ts";
import type { Writes } from "../federation/writes.ts";

/** Characters of entities that are kept, with what they are found by. */
const keptCharacters = 32 * 1_048_576;

interface KeptEntity {
  /** As JSON, of which each asker makes an entity of its own: it is merged into other data and altered. */
  readonly text: string;
  readonly kept: Kept;
}

/** What was asked for of an entity: the subgraph and the fetch, its variables, and what the entity was named by. */
export type EntityQuestion = string;

export class EntityCache {
  readonly #entities = new LRUCache<string, KeptEntity>({
    maxSize: keptCharacters,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  readonly #writes: Writes;
  hits = 0;
  misses = 0;
  /** Entities that were not used any more because who asked had changed something since. */
  invalidations = 0;

  constructor(writes: Writes) {
    this.#writes = writes;
  }

  /** Entities that are kept. */
  get size(): number {
    return this.#entities.size;
  }

  get characters(): number {
    return this.#entities.calculatedSize;
  }

  /** The entity as JSON, and for how long it is kept; null when it has to be asked for. */
  get(question: EntityQuestion, caller: Caller | null): KeptEntity | null {
    const since = this.#writes.lastOf(caller);
    const found = this.#current(sharedKey(question), since) ?? (caller && this.#current(ownKey(question, caller), since));
    if (found) this.hits += 1;
    else this.misses += 1;
    return found;
  }

  /** Keeps the entity if it may be kept: for everybody where the subgraph says `public`, else for the caller alone. */
  keep(question: EntityQuestion, caller: Caller | null, entity: unknown, kept: Kept): void {
    if (kept.until <= Date.now() || (kept.scope === "PRIVATE" && !caller)) return;
    const key = kept.scope === "PRIVATE" && caller ? ownKey(question, caller) : sharedKey(question);
    this.#entities.set(key, { text: JSON.stringify(entity) ?? "null", kept });
  }

  clear(): void {
    this.#entities.clear();
  }

  #current(key: string, since: number): KeptEntity | null {
    const found = this.#entities.get(key);
    if (!found) return null;
    const isOlder = found.kept.begun < since;
    if (!isOlder && found.kept.until > Date.now()) return found;
    if (isOlder) this.invalidations += 1;
    this.#entities.delete(key);
    return null;
  }
}

function sharedKey(question: EntityQuestion): string {
  return `\n${question}`;
}

function ownKey(question: EntityQuestion, caller: Caller): string {
  return `${identityKey(caller)}${accessKey(caller)}\n${question}`;
}
