/**
 * Answers that are true still. An answer is kept with the stamp of what it was read from and leaves with the change that makes
 * it stale; what subgraphs apart sent is kept for as long as they say. No time is guessed.
 */
import { LRUCache } from "lru-cache";
import { accessKey, type Caller, identityKey } from "#schema/canonical/caller.ts";
import type { Stamp } from "#schema/canonical/stamp.ts";
import type { WrittenAnswer } from "../engine/answer.ts";
import type { Kept } from "../execution/plan/run.ts";
import type { Writes } from "../federation/writes.ts";

/** Characters of answers that are kept. */
const keptCharacters = 64 * 1_048_576;

/** Questions that are remembered, so that the second time they are asked their answers are kept. */
const rememberedQuestions = 10_000;

interface KeptAnswer {
  readonly answer: WrittenAnswer;
  readonly stamp: Stamp | null;
  /** Unix ms. */
  readonly until: number;
  /** Number of the changes after which the first of what subgraphs apart sent was asked for. */
  readonly begun: number;
}

/** What an answer was made from. */
export interface MadeFrom {
  /** Null when nothing was read in this process. */
  readonly stamp: Stamp | null;
  /** One entry for each answer of a subgraph apart. */
  readonly kept: readonly Kept[];
}

export class ResponseCache {
  readonly #answers = new LRUCache<string, KeptAnswer>({
    maxSize: keptCharacters,
    // Each is kept as text and as bytes.
    sizeCalculation: ({ answer }, key) => 2 * answer.text.length + key.length,
    dispose: ({ stamp }) => {
      if (!stamp) return;
      stamp.onStale = null;
      stamp.release();
    },
  });
  readonly #asked = new LRUCache<string, true>({ max: rememberedQuestions });
  readonly #writes: Writes;
  hits = 0;
  misses = 0;
  /** Answers that a change made stale. */
  invalidations = 0;

  constructor(writes: Writes) {
    this.#writes = writes;
  }

  /** Answers that are kept. */
  get size(): number {
    return this.#answers.size;
  }

  get characters(): number {
    return this.#answers.calculatedSize;
  }

  /** `question` stands for the operation, its variables and what is permitted of it. */
  get(question: string, caller: Caller | null): WrittenAnswer | null {
    const since = this.#writes.lastOf(caller);
    const found = this.#current(sharedKey(question, caller), since) ?? (caller && this.#current(ownKey(question, caller), since));
    if (found) this.hits += 1;
    else this.misses += 1;
    return found;
  }

  /**
   * Whether the question has been asked before: most are asked once, and noting what their answers are read from, and keeping
   * them, would only cost.
   */
  isWorthKeeping(question: string, caller: Caller | null): boolean {
    const key = sharedKey(question, caller);
    if (this.#asked.has(key)) return true;
    this.#asked.set(key, true);
    return false;
  }

  /** Keeps the answer if it may be kept; what nobody keeps is let go of. */
  keep(question: string, caller: Caller | null, answer: WrittenAnswer, { stamp, kept }: MadeFrom): void {
    const until = Math.min(...kept.map((one) => one.until));
    const isKept = (stamp !== null || kept.length > 0) && until > Date.now() && (stamp?.isCurrent ?? true);
    const isOwn = kept.some(({ scope }) => scope === "PRIVATE");
    if (!isKept || (isOwn && !caller)) {
      stamp?.release();
      return;
    }
    const key = isOwn && caller ? ownKey(question, caller) : sharedKey(question, caller);
    const begun = Math.min(...kept.map((one) => one.begun));
    this.#answers.set(key, { answer: { ...answer, bytes: Buffer.from(answer.text) }, stamp, until, begun });
    if (!stamp) return;
    stamp.onStale = () => {
      this.invalidations += 1;
      this.#answers.delete(key);
    };
  }

  clear(): void {
    this.#answers.clear();
  }

  /** `since` is the caller's last change: what others keep of before it is nothing for who made it. */
  #current(key: string, since: number): WrittenAnswer | null {
    const found = this.#answers.get(key);
    if (!found) return null;
    const isOlder = found.begun < since;
    if (!isOlder && found.until > Date.now() && (found.stamp?.isCurrent ?? true)) return found.answer;
    if (isOlder) this.invalidations += 1;
    this.#answers.delete(key);
    return null;
  }
}

/** Of all who see the same. */
function sharedKey(question: string, caller: Caller | null): string {
  return `${caller ? accessKey(caller) : ""}\n${question}`;
}

/** Of one caller alone. */
function ownKey(question: string, caller: Caller): string {
  return `${identityKey(caller)}${accessKey(caller)}\n${question}`;
}
