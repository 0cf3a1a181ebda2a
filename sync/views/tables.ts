/** The SQL of the views' tables, written from their declarations. */
import { hash } from "node:crypto";
import { type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import { type Column, columnsOf } from "./declarations.ts";
import { prepareStatistics, rowsPerValue, statistic, useStatistics } from "./statistics.ts";

export const quote = (name: string): string => `"${name}"`;

/** Table of a many-valued column. */
export const sideTable = (kind: EntityKind, column: string): string => quote(`${kind}.${column}`);

/** Column that holds the calendar day of a moment. */
export const dayColumn = (column: string): string => quote(`${column}.day`);

/** Index of a column's values. */
const indexOf = (kind: EntityKind, column: string): string => quote(`${kind}/${column}`);

/** Index of a column's values, in the order of another. */
const orderedIndexOf = (kind: EntityKind, column: string, orderBy: string): string => quote(`${kind}/${column}/${orderBy}`);

/** Index of the primary key, by the name that SQLite gives it. */
export const keyIndexOf = (kind: EntityKind): string => quote(`sqlite_autoindex_${kind}_1`);

/** Index of the rows of one value in an order; of the values alone where there is none with that order. */
export function relationIndexOf(kind: EntityKind, column: string, orderBy: string): string {
  const isOrdered = (relations[kind] ?? []).some(([of, by]) => of === column && by === orderBy);
  return isOrdered ? orderedIndexOf(kind, column, orderBy) : indexOf(kind, column);
}

/** Every statement that makes the tables; a change in any of them asks for a rebuild. */
export function createStatements(): string {
  const own = `
CREATE TABLE positions (plant TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE systems (system TEXT PRIMARY KEY, known_until TEXT NOT NULL) WITHOUT ROWID;`;
  return [own, prepareStatistics, ...entityKinds.map(createKind), useStatistics].join("\n");
}

/** Tells tables made by other statements apart. */
export function fingerprint(): string {
  return hash("sha256", createStatements(), "base64url");
}

/**
 * Rows that belong to something are read in an order: for these the index has both, so that nothing is sorted when it is asked.
 * Those of flags lead to what is late, and to what will be.
 */
const relations: Readonly<Partial<Record<EntityKind, readonly (readonly [column: string, orderBy: string])[]>>> = {
  "production-order": [["finished", "scheduledEnd"]],
  "supplier-commitment": [
    ["material", "requestedDate"],
    ["supplier", "requestedDate"],
    ["open", "requestedDate"],
  ],
  "inspection-lot": [
    ["batchKey", "createdAt"],
    ["order", "createdAt"],
  ],
};

function createKind(kind: EntityKind): string {
  const columns = [...columnsOf(kind)];
  const stored = columns.flatMap(([name, column]) => storedColumns(name, column));
  const definitions = ["plant TEXT NOT NULL", "key TEXT NOT NULL", ...stored, "entity TEXT NOT NULL", "PRIMARY KEY (plant, key)"];
  const indexes = columns.filter(([, { type }]) => type !== "many" && type !== "condition").map((column) => createIndex(kind, column));
  const ordered = (relations[kind] ?? []).map(([column, orderBy]) => createOrderedIndex(kind, column, orderBy));
  const sides = columns.filter(([, { type }]) => type === "many").map((column) => createSide(kind, column));
  return [
    `CREATE TABLE ${quote(kind)} (${definitions.join(", ")});`,
    statistic(quote(kind), keyIndexOf(kind), [1]),
    ...indexes,
    ...ordered,
    ...sides,
  ].join("\n");
}

function storedColumns(name: string, { type }: Column<never>): string[] {
  if (type === "many" || type === "condition") return [];
  if (type === "moment") return [`${quote(name)} INTEGER`, `${dayColumn(name)} TEXT`];
  return [`${quote(name)} ${type === "text" ? "TEXT" : type === "flag" ? "INTEGER NOT NULL" : "REAL"}`];
}

type NamedColumn = readonly [name: string, column: Column<never>];

function createIndex(kind: EntityKind, [name, column]: NamedColumn): string {
  return `CREATE INDEX ${indexOf(kind, name)} ON ${quote(kind)} (plant, ${quote(name)}, key);
${statistic(quote(kind), indexOf(kind, name), [rowsPerValue(column), 1])}`;
}

function createOrderedIndex(kind: EntityKind, name: string, orderBy: string): string {
  const column = columnsOf(kind).get(name);
  if (!column) throw new RangeError(`${kind} has no column ${name}`);
  const perValue = rowsPerValue(column);
  const index = orderedIndexOf(kind, name, orderBy);
  return `CREATE INDEX ${index} ON ${quote(kind)} (plant, ${quote(name)}, ${quote(orderBy)}, key);
${statistic(quote(kind), index, [perValue, Math.ceil(perValue / 10), 1])}`;
}

function createSide(kind: EntityKind, [name, column]: NamedColumn): string {
  const table = sideTable(kind, name);
  const byKey = quote(`${kind}.${name}/key`);
  // SQLite knows the primary key of a table without rowids by the table's name.
  return `CREATE TABLE ${table} (plant TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (plant, value, key)) WITHOUT ROWID;
${statistic(table, table, [rowsPerValue(column), 1])}
CREATE INDEX ${byKey} ON ${table} (plant, key);
${statistic(table, byKey, [5])}`;
}
