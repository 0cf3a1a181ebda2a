/** A subgraph apart, of whose entities those that it lets be kept are not asked for again. */
import { createHash } from "node:crypto";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityCache } from "../../caching/entity-cache.ts";
import { type Data, isData } from "../../execution/data.ts";
import type { Fetch, FetchAnswer, FetchDocument, FetchError, FetchSource } from "../../execution/plan/fetch-port.ts";
import type { Kept } from "../../execution/plan/run.ts";

/** `place` stands for the subgraph: its name and its address. */
export function keepingEntities(source: FetchSource, place: string, cache: EntityCache): FetchSource {
  /** Looking for what this subgraph never lets be kept would only cost. */
  let isWorthwhile = false;
  const keepingEntitiesOf =
    (fetch: Fetch, question: string): Fetch =>
    async (variables, request) => {
      const { representations, ...others } = variables;
      // What an event is answered with is as of the event.
      if (!Array.isArray(representations) || request.event !== undefined) return fetch(variables, request);
      const asked = new AskedEntities(`${question}${JSON.stringify(others)}`, representations, request.caller, cache);
      if (isWorthwhile) asked.find();
      if (asked.missing.length === 0) return asked.answer({});
      const answer = await fetch({ ...others, representations: asked.missing.map((index) => representations[index]) }, request);
      isWorthwhile ||= (answer.kept?.until ?? 0) > 0;
      return asked.answer(answer);
    };
  return {
    prepare(document) {
      const fetch = source.prepare(document);
      return document.kind === "query" ? keepingEntitiesOf(fetch, questionOf(place, document)) : fetch;
    },
  };
}

/** The same for documents that differ in nothing but the name that the planner made of the client's operation. */
function questionOf(place: string, { text, name }: FetchDocument): string {
  const unnamed = name === undefined ? text : text.replace(name, "");
  return createHash("sha256").update(`${place}\n${unnamed}`).digest("base64url");
}

/** The representations of one fetch: which of them are known, and which the subgraph is asked for. */
class AskedEntities {
  readonly #question: string;
  readonly #representations: readonly unknown[];
  readonly #caller: Caller | null;
  readonly #cache: EntityCache;
  readonly #known = new Map<number, unknown>();
  readonly #kept: Kept[] = [];
  /** Indices of those that are not known. */
  missing: readonly number[];

  constructor(question: string, representations: readonly unknown[], caller: Caller | null, cache: EntityCache) {
    this.#question = question;
    this.#representations = representations;
    this.#caller = caller;
    this.#cache = cache;
    this.missing = representations.map((_, index) => index);
  }

  find(): void {
    this.missing = this.missing.filter((index) => {
      const found = this.#cache.get(this.#questionAt(index), this.#caller);
      if (!found) return true;
      this.#known.set(index, JSON.parse(found.text));
      this.#kept.push(found.kept);
      return false;
    });
  }

  /** The answer to the whole question, of the subgraph's to what was missing. Throws when that is no answer to it. */
  answer(answer: FetchAnswer): FetchAnswer {
    const { data, errors, kept } = answer;
    const isAsked = this.missing.length > 0;
    const entities = isAsked ? this.#entitiesOf(data) : [];
    if (entities && kept && !errors?.length) this.#keep(entities, kept);
    if (this.#known.size === 0) return answer;
    const all: unknown[] = this.#representations.map((_, index) => this.#known.get(index) ?? null);
    for (const [number, index] of this.missing.entries()) all[index] = entities?.[number] ?? null;
    return {
      data: { _entities: all } satisfies Data,
      errors: errors?.map((told) => this.#atOwnIndex(told)),
      kept: leastOf(kept ? [...this.#kept, kept] : this.#kept),
    };
  }

  #keep(entities: readonly unknown[], kept: Kept): void {
    for (const [number, index] of this.missing.entries()) this.#cache.keep(this.#questionAt(index), this.#caller, entities[number], kept);
  }

  /** Null where there is no data. A list of another length must not be taken for the whole, of which it could have the length. */
  #entitiesOf(data: unknown): readonly unknown[] | null {
    if (data === undefined || data === null) return null;
    const entities = isData(data) ? data._entities : undefined;
    if (Array.isArray(entities) && entities.length === this.missing.length) return entities;
    throw new Error(`Expected "data._entities" to be an array of ${this.missing.length} elements`);
  }

  /** The subgraph counts what it was asked for. */
  #atOwnIndex(told: FetchError): FetchError {
    const number = told.path?.[1];
    const index = typeof number === "number" ? this.missing[number] : undefined;
    if (!told.path || index === undefined) return told;
    return { ...told, path: [told.path[0] ?? "_entities", index, ...told.path.slice(2)] };
  }

  #questionAt(index: number): string {
    return `${this.#question}\n${JSON.stringify(this.#representations[index])}`;
  }
}

/** An answer made of several is kept as briefly, and for as few, as the strictest of them. */
function leastOf(all: readonly Kept[]): Kept {
  return {
    until: Math.min(...all.map(({ until }) => until)),
    scope: all.some(({ scope }) => scope === "PRIVATE") ? "PRIVATE" : "PUBLIC",
    begun: Math.min(...all.map(({ begun }) => begun)),
  };
}
