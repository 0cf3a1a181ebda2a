/** The SQL of the views' tables, written from their declarations. */
import { hash } from "node:crypto";
import { type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import { type Column, columnsOf } from "./declarations.ts";

export const quote = (name: string): string => `"${name}"`;

/** Table of a many-valued column. */
export const sideTable = (kind: EntityKind, column: string): string => quote(`${kind}.${column}`);

/** Column that holds the calendar day of a moment. */
export const dayColumn = (column: string): string => quote(`${column}.day`);

/** Index of a column's values. */
const indexOf = (kind: EntityKind, column: string): string => quote(`${kind}/${column}`);

/** Index of the primary key, by the name that SQLite gives it. */
export const keyIndexOf = (kind: EntityKind): string => quote(`sqlite_autoindex_${kind}_1`);

/** Index of the rows of one value in an order; of the values alone where there is none with that order. */
export function relationIndexOf(kind: EntityKind, column: string, orderBy: string): string {
  const isOrdered = (relations[kind] ?? []).some(([of, by]) => of === column && by === orderBy);
  return isOrdered ? quote(`${kind}/${column}/${orderBy}`) : indexOf(kind, column);
}

/** Every statement that makes the tables; a change in any of them asks for a rebuild. */
export function createStatements(): string {
  const own = `
CREATE TABLE positions (plant TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE systems (system TEXT PRIMARY KEY, known_until TEXT NOT NULL) WITHOUT ROWID;`;
  return [own, ...entityKinds.map(createKind)].join("\n");
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
  const indexes = columns.filter(([, { type }]) => type !== "many" && type !== "condition").map(([name]) => index(kind, name));
  const sides = columns.filter(([, { type }]) => type === "many").map(([name]) => createSide(kind, name));
  const definitions = ["plant TEXT NOT NULL", "key TEXT NOT NULL", ...stored, "entity TEXT NOT NULL", "PRIMARY KEY (plant, key)"];
  const ordered = (relations[kind] ?? []).map(
    ([column, orderBy]) =>
      `CREATE INDEX ${quote(`${kind}/${column}/${orderBy}`)} ON ${quote(kind)} (plant, ${quote(column)}, ${quote(orderBy)}, key);`,
  );
  return [`CREATE TABLE ${quote(kind)} (${definitions.join(", ")});`, ...indexes, ...ordered, ...sides].join("\n");
}

function storedColumns(name: string, { type }: Column<never>): string[] {
  if (type === "many" || type === "condition") return [];
  if (type === "moment") return [`${quote(name)} INTEGER`, `${dayColumn(name)} TEXT`];
  return [`${quote(name)} ${type === "text" ? "TEXT" : type === "flag" ? "INTEGER NOT NULL" : "REAL"}`];
}

function index(kind: EntityKind, column: string): string {
  return `CREATE INDEX ${indexOf(kind, column)} ON ${quote(kind)} (plant, ${quote(column)}, key);`;
}

function createSide(kind: EntityKind, column: string): string {
  const table = sideTable(kind, column);
  return `CREATE TABLE ${table} (plant TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (plant, value, key)) WITHOUT ROWID;
CREATE INDEX ${quote(`${kind}.${column}/key`)} ON ${table} (plant, key);`;
}
