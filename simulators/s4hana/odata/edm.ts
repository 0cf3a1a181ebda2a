/**
 * Entity sets as this simulator describes them: each field knows its type and how to read its value from a row,
 * so that a filter touches only the fields it names and a row becomes JSON only when it is sent.
 */

/** Text and decimals are strings, dates and instants milliseconds, times of day seconds. */
export type Value = string | number | boolean | null;

export type EdmType = "String" | "Boolean" | "Decimal" | "Int" | "Date" | "DateTimeOffset" | "Time";

export interface Field<Row> {
  readonly type: EdmType;
  read(row: Row): Value;
}

interface Navigation<Row> {
  readonly many: boolean;
  target(): EntitySet<unknown>;
  follow(row: Row): Iterable<unknown>;
}

export interface EntitySet<Row> {
  readonly name: string;
  /** Name of the entity type without its namespace. */
  readonly type: string;
  readonly keys: readonly string[];
  readonly fields: Readonly<Record<string, Field<Row>>>;
  readonly navigations: Readonly<Record<string, Navigation<Row>>>;
  rows(): Iterable<Row>;
  /** The whole ETag, as `W/"..."`; missing when the type has no concurrency token. */
  etag?(row: Row): string;
}

/** Key values by field, without quotes. */
export type Key = Readonly<Record<string, string>>;

/** Field of type Edm.String. */
export function text<Row>(read: (row: Row) => string): Field<Row> {
  return { type: "String", read };
}

/** Field of type Edm.Boolean. */
export function flag<Row>(read: (row: Row) => boolean): Field<Row> {
  return { type: "Boolean", read };
}

/** Field of type Edm.Decimal, read as thousandths. */
export function quantity<Row>(read: (row: Row) => number): Field<Row> {
  return { type: "Decimal", read: (row) => decimalOf(read(row)) };
}

/** A calendar day: Edm.DateTime in V2, Edm.Date in V4; read as the milliseconds of its midnight in UTC. */
export function day<Row>(read: (row: Row) => number | null): Field<Row> {
  return { type: "Date", read };
}

/** Field of type Edm.DateTimeOffset. */
export function instant<Row>(read: (row: Row) => number | null): Field<Row> {
  return { type: "DateTimeOffset", read };
}

/** A time of day: Edm.Time in V2, Edm.TimeOfDay in V4; read as seconds since midnight. */
export function time<Row>(read: (row: Row) => number | null): Field<Row> {
  return { type: "Time", read };
}

/** Fields that this plant does not use and the ERP therefore sends empty. */
export function empty<Name extends string>(...names: Name[]): Record<Name, Field<unknown>> {
  return Object.fromEntries(names.map((name) => [name, text(() => "")])) as Record<Name, Field<unknown>>;
}

/** Thousandths as a decimal, without needless zeros. */
export function decimalOf(thousandths: number): string {
  const sign = thousandths < 0 ? "-" : "";
  const digits = String(Math.abs(thousandths)).padStart(4, "0");
  const fraction = digits.slice(-3).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -3)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** A decimal as thousandths; null when it is no decimal with at most three places. */
export function thousandthsOf(decimal: unknown): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,3})0*)?$/.exec(String(decimal));
  if (!match) return null;
  const [, sign, whole, fraction = ""] = match;
  return Number(`${sign}${whole}${fraction.padEnd(3, "0")}`);
}

/** The first row with this key. */
export function findRow<Row>(set: EntitySet<Row>, rows: Iterable<Row>, key: Key): Row | undefined {
  const wanted = Object.entries(key).map(([name, value]) => ({ field: set.fields[name], value }));
  for (const row of rows) {
    if (wanted.every(({ field, value }) => field !== undefined && String(field.read(row)) === value)) return row;
  }
  return undefined;
}
