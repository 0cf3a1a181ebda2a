/** The WHERE texts of RFC_READ_TABLE: `FIELD EQ 'x'`, `FIELD IN ('a', 'b')`, comparisons, joined by AND and OR. */
import { AbapException } from "./bapi.ts";

export type Row = Readonly<Record<string, string>>;
type Condition = (row: Row) => boolean;

const comparisons: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
  EQ: (left, right) => left === right,
  NE: (left, right) => left !== right,
  GE: (left, right) => left >= right,
  GT: (left, right) => left > right,
  LE: (left, right) => left <= right,
  LT: (left, right) => left < right,
};
const signs: Readonly<Record<string, string>> = { "=": "EQ", "<>": "NE", ">=": "GE", ">": "GT", "<=": "LE", "<": "LT" };

/** A test for rows; an empty text lets all pass, any other that is not understood raises OPTION_NOT_VALID. */
export function parseCondition(text: string): Condition {
  const tokens = text.match(/'(?:[^']|'')*'|[(),]|[^\s(),']+/g) ?? [];
  if (tokens.length === 0) return () => true;
  const reader = { tokens, position: 0 };
  const condition = readAny(reader);
  if (reader.position < tokens.length) throw invalid(text);
  return condition;
}

interface Reader {
  readonly tokens: readonly string[];
  position: number;
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.position];
  if (token === undefined) throw invalid(reader.tokens.join(" "));
  reader.position += 1;
  return token;
}

function takeIf(reader: Reader, word: string): boolean {
  if (reader.tokens[reader.position]?.toUpperCase() !== word) return false;
  reader.position += 1;
  return true;
}

function readAny(reader: Reader): Condition {
  const parts = [readAll(reader)];
  while (takeIf(reader, "OR")) parts.push(readAll(reader));
  return (row) => parts.some((part) => part(row));
}

function readAll(reader: Reader): Condition {
  const parts = [readOne(reader)];
  while (takeIf(reader, "AND")) parts.push(readOne(reader));
  return (row) => parts.every((part) => part(row));
}

function readOne(reader: Reader): Condition {
  if (takeIf(reader, "(")) {
    const inner = readAny(reader);
    if (!takeIf(reader, ")")) throw invalid(reader.tokens.join(" "));
    return inner;
  }
  const field = take(reader).toUpperCase();
  if (takeIf(reader, "IN")) {
    const values = readList(reader);
    return (row) => values.includes(row[field] ?? "");
  }
  const operator = take(reader).toUpperCase();
  const compare = comparisons[signs[operator] ?? operator];
  if (!compare) throw invalid(reader.tokens.join(" "));
  const value = literal(take(reader));
  return (row) => compareCell(row[field] ?? "", value, compare);
}

/** Quantities are kept with three decimals and compare as numbers; all else compares as text. */
function compareCell(cell: string, value: string, compare: (left: string | number, right: string | number) => boolean): boolean {
  return /^-?\d+\.\d{3}$/.test(cell) && value !== "" ? compare(Number(cell), Number(value)) : compare(cell, value);
}

function readList(reader: Reader): string[] {
  const values: string[] = [];
  if (!takeIf(reader, "(")) throw invalid(reader.tokens.join(" "));
  do values.push(literal(take(reader)));
  while (takeIf(reader, ","));
  if (!takeIf(reader, ")")) throw invalid(reader.tokens.join(" "));
  return values;
}

function literal(token: string): string {
  if (!/^'.*'$/s.test(token)) throw invalid(token);
  return token.slice(1, -1).replaceAll("''", "'").trimEnd();
}

function invalid(text: string): AbapException {
  return new AbapException("OPTION_NOT_VALID", `The selection "${text}" cannot be read`);
}
