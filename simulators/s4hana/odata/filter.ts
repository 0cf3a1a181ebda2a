/** `$filter` of both protocols: comparisons of a field with a literal, `and`, `or`, `not`, parentheses. */
import type { EdmType, EntitySet, Field, Value } from "./edm.ts";
import { badRequest } from "./odata-error.ts";

type Test<Row> = (row: Row) => boolean;

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** Compiles a filter for one entity set. Throws an `ODataError` 400 for what the ERP would not understand either. */
export function compileFilter<Row>(set: EntitySet<Row>, source: string): Test<Row> {
  const tokens = tokenize(source);
  let position = 0;
  const take = (): string => {
    const token = tokens[position++];
    if (token === undefined) throw badRequest(`Invalid $filter: it ends too early in '${source}'`);
    return token;
  };
  const accept = (word: string): boolean => {
    if (tokens[position] !== word) return false;
    position += 1;
    return true;
  };

  function either(): Test<Row> {
    let left = both();
    while (accept("or")) {
      const [first, second] = [left, both()];
      left = (row) => first(row) || second(row);
    }
    return left;
  }

  function both(): Test<Row> {
    let left = one();
    while (accept("and")) {
      const [first, second] = [left, one()];
      left = (row) => first(row) && second(row);
    }
    return left;
  }

  function one(): Test<Row> {
    if (accept("not")) {
      const inner = one();
      return (row) => !inner(row);
    }
    if (accept("(")) {
      const inner = either();
      if (!accept(")")) throw badRequest(`Invalid $filter: ')' is missing in '${source}'`);
      return inner;
    }
    return comparison(fieldOf(set, take()), take(), take());
  }

  const test = either();
  if (position < tokens.length) throw badRequest(`Invalid $filter at '${tokens[position]}'`);
  return test;
}

/** The named field. Throws an `ODataError` 400 when the type has none of that name. */
export function fieldOf<Row>(set: EntitySet<Row>, name: string): Field<Row> {
  const field = set.fields[name];
  if (!field) throw badRequest(`Property ${name} not found in type ${set.type}`, name);
  return field;
}

/** Sorts null first; decimals by value, everything else by its natural order. */
export function compareValues(type: EdmType, left: Value, right: Value): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  const [a, b] = type === "Decimal" ? [Number(left), Number(right)] : [left, right];
  return a === b ? 0 : a < b ? -1 : 1;
}

function comparison<Row>(field: Field<Row>, operator: string, literal: string): Test<Row> {
  const holds = comparisons[operator];
  if (!holds) throw badRequest(`Invalid $filter: operator '${operator}' is not supported`);
  const value = literalOf(field.type, literal);
  const equality = operator === "eq" || operator === "ne";
  return (row) => {
    const found = field.read(row);
    if (!equality && (found === null || value === null)) return false;
    return holds(compareValues(field.type, found, value));
  };
}

function literalOf(type: EdmType, literal: string): Value {
  if (literal === "null") return null;
  const quoted = /^(\w*)'(.*)'$/s.exec(literal);
  const inner = quoted?.[2]?.replaceAll("''", "'") ?? literal;
  const prefix = quoted?.[1] ?? "";
  const wrong = badRequest(`Invalid literal ${literal} for type Edm.${type}`);
  switch (type) {
    case "String":
      if (!quoted || prefix !== "") throw wrong;
      return inner;
    case "Boolean":
      if (literal !== "true" && literal !== "false") throw wrong;
      return literal === "true";
    case "Decimal":
    case "Int": {
      const number = /^-?\d+(\.\d+)?/.exec(literal)?.[0];
      if (quoted || number === undefined) throw wrong;
      return type === "Int" ? Number(number) : number;
    }
    case "Time":
      return secondsOf(inner) ?? fail(wrong);
    case "Date":
    case "DateTimeOffset": {
      if (quoted && prefix !== (type === "Date" ? "datetime" : "datetimeoffset")) throw wrong;
      const instant = Date.parse(/[Zz]$|[+-]\d\d:\d\d$|^\d{4}-\d\d-\d\d$/.test(inner) ? inner : `${inner}Z`);
      return Number.isNaN(instant) ? fail(wrong) : instant;
    }
  }
}

/** Seconds of `PT06H30M00S` or `06:30:00`; null for anything else. */
export function secondsOf(literal: string): number | null {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?$/.exec(literal) ?? /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(literal);
  if (!match) return null;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function fail(error: Error): never {
  throw error;
}

function tokenize(source: string): string[] {
  const tokens: string[] = [];
  const pattern = /\s*(\(|\)|\w*'(?:[^']|'')*'|[^\s()']+)\s*/y;
  while (pattern.lastIndex < source.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match?.[1]) throw badRequest(`Invalid $filter at '${source.slice(from)}'`);
    tokens.push(match[1]);
  }
  return tokens;
}
