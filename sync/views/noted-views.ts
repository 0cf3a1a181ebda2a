/** The views, with a note of everything that is read from them. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";
import { comparePlaces, type Place, readCursor } from "./keyset.ts";
import type { Question } from "./read-index.ts";
import type { ReadNotes } from "./read-notes.ts";
import { matchRows, type RowMatch, sortValue } from "./row-match.ts";
import type { SqliteViews } from "./sqlite.ts";
import type { Condition, ListQuery, Page, ViewColumns, Views } from "./views.ts";

export class NotedViews implements Views {
  readonly #views: SqliteViews;
  readonly #notes: ReadNotes;

  constructor(views: SqliteViews, notes: ReadNotes) {
    this.#views = views;
    this.#notes = notes;
  }

  get<K extends EntityKind>(kind: K, keys: readonly EntityKey[], caller: Caller): readonly (Stored<K> | null)[] {
    for (const { plant, key } of keys) this.#noteRow(kind, plant, key, caller);
    return this.#views.get(kind, keys, caller);
  }

  getMaster<K extends "material" | "supplier">(kind: K, numbers: readonly string[], caller: Caller): readonly (Stored<K> | null)[] {
    for (const plant of this.#notePlants(caller, null)) {
      for (const number of numbers) this.#noteRow(kind, plant, number, caller);
    }
    return this.#views.getMaster(kind, numbers, caller);
  }

  list<K extends EntityKind>(kind: K, query: ListQuery<K>, caller: Caller): Page<K> {
    const page = this.#views.listWithNext(kind, query, caller);
    const compare = comparePlaces(query.orderBy);
    const begin = query.after === null ? null : readCursor(query.orderBy, query.after);
    const isOnPage = (row: Stored): boolean => {
      const { plant, key } = row.meta;
      const place: Place = { value: sortValue(kind, query.orderBy.column, row), plant, key };
      return (begin === null || compare(place, begin) > 0) && (page.next === null || compare(place, page.next) <= 0);
    };
    this.#noteRows(kind, query, caller, isOnPage);
    return page;
  }

  count<K extends EntityKind>(kind: K, query: Pick<ListQuery<K>, "plants" | "where">, caller: Caller): number {
    this.#noteRows(kind, query, caller, () => true);
    return this.#views.count(kind, query, caller);
  }

  related<K extends EntityKind>(
    kind: K,
    column: ViewColumns[K],
    keys: readonly EntityKey[],
    options: { readonly where: readonly Condition<K>[]; readonly orderBy: ViewColumns[K]; readonly limit: number },
    caller: Caller,
  ): readonly (readonly Stored<K>[])[] {
    const match = matchRows(kind, options.where, caller);
    const name = JSON.stringify(options.where);
    // Which rows come to belong by the passing of time alone is not looked for here.
    if (match.isTimed) this.#notes.stale();
    const consider = this.#considering(match, () => true);
    for (const { plant, key } of keys) this.#notes.relation(kind, plant, column, key, name, consider);
    return this.#views.related(kind, column, keys, options, caller);
  }

  knownUntil(system: string): string | null {
    this.#notes.system(system);
    return this.#views.knownUntil(system);
  }

  /** The plants that are read; a plant that has nothing yet may come to be one of them. */
  #notePlants(caller: Caller, wanted: readonly string[] | null): readonly string[] {
    const known = this.#views.plantsOf(caller, wanted);
    const all = wanted ?? (caller.plants === "ALL" ? null : caller.plants);
    if (all === null || all.some((plant) => !known.includes(plant))) this.#notes.plants();
    return known;
  }

  #noteRow(kind: EntityKind, plant: string, key: string, caller: Caller): void {
    this.#notes.row(kind, plant, key);
    if (caller.supplier === null || kind !== "material") return;
    // A supplier sees the materials that it is to deliver.
    const { fits } = matchRows("supplier-commitment", [], caller);
    this.#notes.relation("supplier-commitment", plant, "material", key, "of the supplier", (before, after) => {
      if ([before, after].some((row) => row !== null && fits(row))) this.#notes.stale();
    });
  }

  #noteRows<K extends EntityKind>(
    kind: K,
    { plants, where }: Pick<ListQuery<K>, "plants" | "where">,
    caller: Caller,
    isMeant: (row: Stored) => boolean,
  ): void {
    // Which materials a supplier sees hangs on more than their rows.
    if (caller.supplier !== null && kind === "material") this.#notes.stale();
    const consider = this.#considering(matchRows(kind, where, caller), isMeant);
    for (const plant of this.#notePlants(caller, plants)) this.#notes.list(kind, plant, consider);
    const turn = this.#views.nextTurn(kind, { plants, where }, caller);
    if (turn !== null) this.#noteTurn(turn);
  }

  /** What a changed row means for an answer: nothing when it is not meant before or after, and later what time makes of it. */
  #considering(match: RowMatch, isMeant: (row: Stored) => boolean): Question["consider"] {
    return (before, after) => {
      const now = Date.now();
      for (const row of [before, after]) {
        if (row === null || !match.fits(row) || !isMeant(row)) continue;
        if (match.fitsNow(row, now)) return this.#notes.stale();
        if (row === after) for (const moment of match.turns(row)) this.#noteTurn(moment);
      }
    };
  }

  #noteTurn(moment: number): void {
    if (moment >= Date.now()) this.#notes.until(moment);
  }
}
