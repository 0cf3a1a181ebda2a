/** Reads of the views in their SQLite file. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";
import { type AccessScope, accessScope, visiblePlants } from "./access-scope.ts";
import { conditionSql, type Parameters } from "./conditions.ts";
import { columnsOf } from "./declarations.ts";
import type { KeptRelations } from "./kept-relations.ts";
import type { KeptRows } from "./kept-rows.ts";
import { afterSql, comparePlaces, type Place, readCursor, writeCursor } from "./keyset.ts";
import { keyIndexOf, quote, relationIndexOf, sideTable } from "./tables.ts";
import type { ListQuery, Page, ViewColumns, Views } from "./views.ts";

type Row = Record<string, string | number | null>;

/** Reads the views. Statements are prepared once for each shape of question. */
export class SqliteViews implements Views {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #knownUntil: (system: string) => string | null;
  /** Set where every change of the views is made in this process. */
  kept: { readonly rows: KeptRows; readonly relations: KeptRelations } | null = null;
  #knownPlants: readonly string[] | null = null;

  constructor(database: DatabaseSync, knownUntil: (system: string) => string | null) {
    this.#database = database;
    this.#knownUntil = knownUntil;
  }

  get<K extends EntityKind>(kind: K, keys: readonly EntityKey[], caller: Caller): readonly (Stored<K> | null)[] {
    const scope = accessScope(kind, caller);
    if (!scope) return keys.map(() => null);
    const isSeen =
      caller.supplier === null
        ? () => true
        : ({ plant, key }: EntityKey): boolean =>
            this.#all(`SELECT 1 FROM ${quote(kind)} WHERE plant = :plant AND key = :key AND ${scope.sql}`, {
              ...scope.parameters,
              plant,
              key,
            }).length > 0;
    return keys.map((entity) => {
      if (caller.plants !== "ALL" && !caller.plants.includes(entity.plant)) return null;
      return isSeen(entity) ? this.row(kind, entity.plant, entity.key) : null;
    });
  }

  /** A row, whoever may see it. */
  row<K extends EntityKind>(kind: K, plant: string, key: string): Stored<K> | null {
    const read = (): Stored<K> | null => {
      const row = this.#statement(`SELECT entity FROM ${quote(kind)} WHERE plant = :plant AND key = :key`).get({ plant, key });
      return row ? (JSON.parse(String(row.entity)) as Stored<K>) : null;
    };
    return this.kept ? this.kept.rows.get(kind, plant, key, read) : read();
  }

  getMaster<K extends "material" | "supplier">(kind: K, numbers: readonly string[], caller: Caller): readonly (Stored<K> | null)[] {
    const plants = this.plantsOf(caller, null);
    return numbers.map((key) => {
      const known = this.get(
        kind,
        plants.map((plant) => ({ plant, key })),
        caller,
      ).filter((entity) => entity !== null);
      return known.find((entity) => ("description" in entity ? entity.description : entity.name) !== null) ?? known[0] ?? null;
    });
  }

  list<K extends EntityKind>(kind: K, query: ListQuery<K>, caller: Caller): Page<K> {
    return this.listWithNext(kind, query, caller);
  }

  /** A page, and where the first row after it stands; null when there is none. */
  listWithNext<K extends EntityKind>(kind: K, query: ListQuery<K>, caller: Caller): Page<K> & { readonly next: Place | null } {
    const scope = accessScope(kind, caller);
    if (!scope) return { rows: [], hasNextPage: false, next: null };
    const place = query.after === null ? null : readCursor(query.orderBy, query.after);
    const found = this.plantsOf(caller, query.plants).flatMap((plant) => this.#listPlant(kind, query, plant, place, scope));
    found.sort(comparePlaces(query.orderBy));
    const rows = found.slice(0, query.limit).flatMap((at) => {
      const entity = this.row(kind, at.plant, at.key);
      return entity ? [{ entity, cursor: writeCursor(query.orderBy, at) }] : [];
    });
    const next = found[query.limit] ?? null;
    return { rows, hasNextPage: next !== null, next };
  }

  /** The next moment (Unix ms) at which a row begins or ceases to fit by the passing of time alone; null when there is none. */
  nextTurn<K extends EntityKind>(kind: K, { plants, where }: Pick<ListQuery<K>, "plants" | "where">, caller: Caller): number | null {
    const scope = accessScope(kind, caller);
    const timed = where.flatMap(({ column }) => {
      const declared = columnsOf(kind).get(column);
      return declared?.type === "condition" ? [declared.coming] : [];
    });
    if (!scope || timed.length === 0) return null;
    const rest = where.filter(({ column }) => columnsOf(kind).get(column)?.type !== "condition");
    const parameters: Parameters = { ...scope.parameters, ...clock() };
    const fits = `${scope.sql} AND ${conditionSql(kind, rest, parameters)}`;
    const moments = this.plantsOf(caller, plants).flatMap((plant) =>
      timed.flatMap(({ sql, column, toMoment }) => {
        const question = `SELECT min(${quote(column)}) AS first FROM ${quote(kind)} WHERE plant = :plant AND ${sql} AND ${fits}`;
        const first = this.#all(question, { ...parameters, plant })[0]?.first ?? null;
        return first === null ? [] : [toMoment(first)];
      }),
    );
    return moments.length === 0 ? null : Math.min(...moments);
  }

  count<K extends EntityKind>(kind: K, query: Pick<ListQuery<K>, "plants" | "where">, caller: Caller): number {
    const scope = accessScope(kind, caller);
    if (!scope) return 0;
    const parameters: Parameters = { ...scope.parameters, ...clock() };
    const where = conditionSql(kind, query.where, parameters);
    const sql = `SELECT count(*) AS rows FROM ${quote(kind)} WHERE plant = :plant AND ${scope.sql} AND ${where}`;
    return this.plantsOf(caller, query.plants).reduce((sum, plant) => sum + Number(this.#all(sql, { ...parameters, plant })[0]?.rows), 0);
  }

  related<K extends EntityKind>(
    kind: K,
    column: ViewColumns[K],
    keys: readonly EntityKey[],
    options: RelatedOptions<K>,
    caller: Caller,
  ): readonly (readonly Stored<K>[])[] {
    const scope = accessScope(kind, caller);
    if (!scope) return keys.map(() => []);
    // What a supplier sees, and what hangs on the time, is asked for each time.
    const isPlain = caller.supplier === null && options.where.every((one) => columnsOf(kind).get(one.column)?.type !== "condition");
    const question = isPlain && this.kept ? JSON.stringify(options) : null;
    return keys.map(({ plant, key }) => {
      if (caller.plants !== "ALL" && !caller.plants.includes(plant)) return [];
      const read = (): readonly string[] => this.#keysOfRelated(kind, column, { plant, key }, options, scope);
      const found = question === null ? read() : (this.kept?.relations.get(kind, plant, column, key, question, read) ?? read());
      return found.flatMap((own) => this.row(kind, plant, own) ?? []);
    });
  }

  #keysOfRelated<K extends EntityKind>(
    kind: K,
    column: ViewColumns[K],
    { plant, key }: EntityKey,
    { where, orderBy, limit }: RelatedOptions<K>,
    scope: AccessScope,
  ): readonly string[] {
    const parameters: Parameters = { ...scope.parameters, ...clock(), limit, plant, value: key };
    const fits = conditionSql(kind, where, parameters);
    const isMany = columnsOf(kind).get(column)?.type === "many";
    const match = isMany
      ? `key IN (SELECT key FROM ${sideTable(kind, column)} WHERE plant = :plant AND value = :value)`
      : `${quote(column)} = :value`;
    // Left to itself SQLite may choose the index of the order alone, and look through every row of the plant for the few that belong.
    const index = isMany ? keyIndexOf(kind) : relationIndexOf(kind, column, orderBy);
    const sql = `SELECT key FROM ${quote(kind)} INDEXED BY ${index} WHERE plant = :plant AND ${match} AND ${scope.sql} AND ${fits} ORDER BY ${quote(orderBy)}, key LIMIT :limit`;
    return this.#all(sql, parameters).map((row) => String(row.key));
  }

  knownUntil(system: string): string | null {
    return this.#knownUntil(system);
  }

  /** Plants that have rows and that the caller may see, narrowed to `wanted`. */
  plantsOf(caller: Caller, wanted: readonly string[] | null): readonly string[] {
    const visible = visiblePlants(this.#plants(), caller);
    return wanted === null ? visible : visible.filter((plant) => wanted.includes(plant));
  }

  #plants(): readonly string[] {
    if (this.#knownPlants) return this.#knownPlants;
    const plants = this.#all("SELECT plant FROM positions ORDER BY plant", {}).map(({ plant }) => String(plant));
    if (this.kept) this.#knownPlants = plants;
    return plants;
  }

  /** There are more plants than before. */
  forgetPlants(): void {
    this.#knownPlants = null;
  }

  #listPlant<K extends EntityKind>(kind: K, query: ListQuery<K>, plant: string, place: Place | null, scope: AccessScope): Place[] {
    const parameters: Parameters = { ...scope.parameters, ...clock(), plant };
    const where = conditionSql(kind, query.where, parameters);
    const column = quote(query.orderBy.column);
    const { direction } = query.orderBy;
    const after = afterSql(query.orderBy, column, plant, place);
    const rest = { ...parameters, ...(place ? { value: place.value ?? "", key: place.key } : {}) };
    const select = (condition: string, order: string, limit: number): Row[] =>
      this.#all(
        `SELECT key, ${column} AS value FROM ${quote(kind)} WHERE plant = :plant AND ${condition} AND ${scope.sql} AND ${where} ORDER BY ${order} LIMIT :limit`,
        { ...rest, limit },
      );
    const wanted = query.limit + 1;
    const valued = after.valued === null ? [] : select(after.valued, `${column} ${direction}, key ${direction}`, wanted);
    const left = wanted - valued.length;
    const valueless = left > 0 ? select(`${column} IS NULL AND ${after.valueless}`, `key ${direction}`, left) : [];
    return [...valued, ...valueless].map((row) => ({ value: row.value ?? null, plant, key: String(row.key) }));
  }

  #all(sql: string, parameters: Parameters): Row[] {
    return this.#statement(sql).all(parameters) as Row[];
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      // Shapes of questions are as many as combinations of filters; a plain bound is enough.
      if (this.#statements.size > 500) this.#statements.clear();
      statement = this.#database.prepare(sql);
      // The clock is given to every question, whether its conditions look at it or not.
      statement.setAllowUnknownNamedParameters(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

interface RelatedOptions<K extends EntityKind> {
  readonly where: ListQuery<K>["where"];
  readonly orderBy: ViewColumns[K];
  readonly limit: number;
}

function clock(): { now: number; today: string } {
  const now = new Date();
  return { now: now.getTime(), today: now.toISOString().slice(0, 10) };
}
