/**
 * When each caller last changed something through this process, counted in changes: what was read before it, from a subgraph that
 * runs apart, is not told to that caller any more.
 */
import { LRUCache } from "lru-cache";
import { type Caller, identityKey } from "#schema/canonical/caller.ts";
import type { Fetch, FetchSource } from "../execution/plan/fetch-port.ts";

/** Callers that are remembered; one that is forgotten counts as if it had changed what the last forgotten one did. */
const rememberedCallers = 10_000;

export class Writes {
  readonly #last = new LRUCache<string, number>({
    max: rememberedCallers,
    dispose: (number, _, reason) => {
      if (reason === "evict") this.#forgotten = Math.max(this.#forgotten, number);
    },
  });
  #count = 0;
  #forgotten = 0;

  /** Changes so far, of all callers. What is asked for now is from after that many. */
  get now(): number {
    return this.#count;
  }

  /** The number of the caller's last change: what was asked for at a lower one may be from before it. */
  lastOf(caller: Caller | null): number {
    return this.#last.get(keyOf(caller)) ?? this.#forgotten;
  }

  /** To be called when a change has ended, and its caller has not been told yet. */
  note(caller: Caller | null): void {
    this.#count += 1;
    this.#last.set(keyOf(caller), this.#count);
  }

  /** The subgraph, whose mutations are noted; one that failed may have changed something all the same. */
  noting(source: FetchSource): FetchSource {
    return {
      prepare: (document) => {
        const fetch = source.prepare(document);
        return document.kind === "mutation" ? this.#noting(fetch) : fetch;
      },
    };
  }

  #noting(fetch: Fetch): Fetch {
    return async (variables, request) => {
      try {
        return await fetch(variables, request);
      } finally {
        this.note(request.caller);
      }
    };
  }
}

function keyOf(caller: Caller | null): string {
  return caller ? identityKey(caller) : "";
}
