/** The views in one SQLite file. They can be lost at any time: what is in them is built again from the change log. */
import { existsSync, rmSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";
import { accessScope, visiblePlants } from "./access-scope.ts";
import { conditionSql, type Parameters } from "./conditions.ts";
import { columnsOf } from "./declarations.ts";
import { afterSql, comparePlaces, type Place, readCursor, writeCursor } from "./keyset.ts";
import { createStatements, fingerprint, quote, sideTable } from "./tables.ts";
import type { ListQuery, Page, ViewColumns, Views } from "./views.ts";

type Row = Record<string, string | number | null>;

/** Opens the views' file, made anew when it is missing, damaged or of another declaration. */
export function openViewsDatabase(file: string): DatabaseSync {
  try {
    const database = openDatabase(file);
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'declaration'").get();
    if (known && database.prepare("SELECT fingerprint FROM declaration").get()?.fingerprint === fingerprint()) return database;
    database.close();
  } catch {
    // A damaged file is worth nothing: its content is in the log.
  }
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(file + suffix)) rmSync(file + suffix);
  const database = openDatabase(file);
  database.exec(
    `BEGIN; CREATE TABLE declaration (fingerprint TEXT); INSERT INTO declaration VALUES ('${fingerprint()}'); ${createStatements()} COMMIT`,
  );
  return database;
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  // Not durable on purpose: after a crash the applier goes on from the positions that are in the same file.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY");
  return database;
}

/** Reads the views. Statements are prepared once for each shape of question. */
export class SqliteViews implements Views {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #knownUntil: (system: string) => string | null;

  constructor(database: DatabaseSync, knownUntil: (system: string) => string | null) {
    this.#database = database;
    this.#knownUntil = knownUntil;
  }

  get<K extends EntityKind>(kind: K, keys: readonly EntityKey[], caller: Caller): readonly (Stored<K> | null)[] {
    const scope = accessScope(kind, caller);
    if (!scope) return keys.map(() => null);
    const statement = this.#statement(`SELECT entity FROM ${quote(kind)} WHERE plant = :plant AND key = :key AND ${scope.sql}`);
    return keys.map(({ plant, key }) => {
      if (caller.plants !== "ALL" && !caller.plants.includes(plant)) return null;
      const row = statement.get({ ...scope.parameters, plant, key });
      return row ? toStored<K>(row.entity) : null;
    });
  }

  getMaster<K extends "material" | "supplier">(kind: K, numbers: readonly string[], caller: Caller): readonly (Stored<K> | null)[] {
    const plants = this.#plants(caller);
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
    const scope = accessScope(kind, caller);
    if (!scope) return { rows: [], hasNextPage: false };
    const place = query.after === null ? null : readCursor(query.orderBy, query.after);
    const found = this.#plants(caller, query.plants).flatMap((plant) => this.#listPlant(kind, query, plant, place, scope));
    found.sort((a, b) => comparePlaces(query.orderBy)(a.place, b.place));
    const rows = found
      .slice(0, query.limit)
      .map(({ place, entity }) => ({ entity: toStored<K>(entity), cursor: writeCursor(query.orderBy, place) }));
    return { rows, hasNextPage: found.length > query.limit };
  }

  count<K extends EntityKind>(kind: K, query: Pick<ListQuery<K>, "plants" | "where">, caller: Caller): number {
    const scope = accessScope(kind, caller);
    if (!scope) return 0;
    const parameters: Parameters = { ...scope.parameters, ...clock() };
    const where = conditionSql(kind, query.where, parameters);
    const sql = `SELECT count(*) AS rows FROM ${quote(kind)} WHERE plant = :plant AND ${scope.sql} AND ${where}`;
    return this.#plants(caller, query.plants).reduce((sum, plant) => sum + Number(this.#all(sql, { ...parameters, plant })[0]?.rows), 0);
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
    const parameters: Parameters = { ...scope.parameters, ...clock(), limit: options.limit };
    const where = conditionSql(kind, options.where, parameters);
    const isMany = columnsOf(kind).get(column)?.type === "many";
    const match = isMany
      ? `key IN (SELECT key FROM ${sideTable(kind, column)} WHERE plant = :plant AND value = :value)`
      : `${quote(column)} = :value`;
    const sql = `SELECT entity FROM ${quote(kind)} WHERE plant = :plant AND ${match} AND ${scope.sql} AND ${where} ORDER BY ${quote(options.orderBy)}, key LIMIT :limit`;
    return keys.map(({ plant, key }) => {
      if (caller.plants !== "ALL" && !caller.plants.includes(plant)) return [];
      return this.#all(sql, { ...parameters, plant, value: key }).map(({ entity }) => toStored<K>(entity));
    });
  }

  knownUntil(system: string): string | null {
    return this.#knownUntil(system);
  }

  /** Plants that have rows and that the caller may see, narrowed to `wanted`. */
  #plants(caller: Caller, wanted: readonly string[] | null = null): readonly string[] {
    const known = this.#all("SELECT plant FROM positions ORDER BY plant", {}).map(({ plant }) => String(plant));
    return visiblePlants(known, caller).filter((plant) => wanted === null || wanted.includes(plant));
  }

  #listPlant<K extends EntityKind>(
    kind: K,
    query: ListQuery<K>,
    plant: string,
    place: Place | null,
    scope: { readonly sql: string; readonly parameters: Readonly<Record<string, string>> },
  ): { place: Place; entity: unknown }[] {
    const parameters: Parameters = { ...scope.parameters, ...clock(), plant };
    const where = conditionSql(kind, query.where, parameters);
    const column = quote(query.orderBy.column);
    const { direction } = query.orderBy;
    const after = afterSql(query.orderBy, column, plant, place);
    const rest = { ...parameters, ...(place ? { value: place.value ?? "", key: place.key } : {}) };
    const select = (condition: string, order: string, limit: number): Row[] =>
      this.#all(
        `SELECT key, ${column} AS value, entity FROM ${quote(kind)} WHERE plant = :plant AND ${condition} AND ${scope.sql} AND ${where} ORDER BY ${order} LIMIT :limit`,
        { ...rest, limit },
      );
    const wanted = query.limit + 1;
    const valued =
      after.valued === null ? [] : select(`${column} IS NOT NULL AND ${after.valued}`, `${column} ${direction}, key ${direction}`, wanted);
    const left = wanted - valued.length;
    const valueless = left > 0 ? select(`${column} IS NULL AND ${after.valueless}`, `key ${direction}`, left) : [];
    return [...valued, ...valueless].map((row) => ({
      place: { value: row.value ?? null, plant, key: String(row.key) },
      entity: row.entity,
    }));
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

function toStored<K extends EntityKind>(entity: unknown): Stored<K> {
  return JSON.parse(String(entity)) as Stored<K>;
}

function clock(): { now: number; today: string } {
  const now = new Date();
  return { now: now.getTime(), today: now.toISOString().slice(0, 10) };
}
