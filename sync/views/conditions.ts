/** Conditions of a list as SQL with named parameters. */
import type { EntityKind } from "#schema/canonical/change.ts";
import { columnsOf } from "./declarations.ts";
import { dayColumn, quote, sideTable } from "./tables.ts";
import type { Condition } from "./views.ts";

export type Parameters = Record<string, string | number>;

const dayMs = 86_400_000;

/** `AND`-joined conditions on the table of a kind within the plant `:plant`; values go into `parameters`. */
export function conditionSql<K extends EntityKind>(kind: K, where: readonly Condition<K>[], parameters: Parameters): string {
  const parts = where.map((condition, index) => partSql(kind, condition as Condition<EntityKind>, `c${index}`, parameters));
  return parts.length === 0 ? "1" : parts.join(" AND ");
}

function partSql(kind: EntityKind, condition: Condition<EntityKind>, name: string, parameters: Parameters): string {
  const column = columnsOf(kind).get(condition.column);
  if (!column) throw new RangeError(`${kind} has no column ${condition.column}`);
  if ("is" in condition) {
    const holds = column.type === "condition" ? column.sql : `${quote(condition.column)} = 1`;
    return condition.is ? holds : `NOT ${column.type === "condition" ? holds : `(${holds})`}`;
  }
  if ("in" in condition) {
    const stored = column.type === "text" && column.filter ? condition.in.map(column.filter) : condition.in;
    parameters[name] = JSON.stringify(stored);
    const values = `(SELECT value FROM json_each(:${name}))`;
    if (column.type !== "many") return `${quote(condition.column)} IN ${values}`;
    const side = sideTable(kind, condition.column);
    if (!column.shared) return `key IN (SELECT key FROM ${side} WHERE plant = :plant AND value IN ${values})`;
    // Of many rows that have it only the page's are looked at, each in its turn.
    return `EXISTS (SELECT 1 FROM ${side} one WHERE one.plant = :plant AND one.key = ${quote(kind)}.key AND one.value IN ${values})`;
  }
  const isMoment = column.type === "moment";
  const target = isMoment ? dayColumn(condition.column) : quote(condition.column);
  const bounds: string[] = [];
  if (condition.from !== undefined) {
    parameters[`${name}from`] = condition.from;
    bounds.push(`${target} >= :${name}from`);
    if (isMoment) bounds.push(momentBound(condition.column, ">=", `${name}start`, Date.parse(condition.from) - dayMs, parameters));
  }
  if (condition.to !== undefined) {
    parameters[`${name}to`] = condition.to;
    bounds.push(`${target} <= :${name}to`);
    if (isMoment) bounds.push(momentBound(condition.column, "<=", `${name}end`, Date.parse(condition.to) + 2 * dayMs, parameters));
  }
  return bounds.length === 0 ? "1" : `(${bounds.join(" AND ")})`;
}

/**
 * What follows for a moment from a bound of its day: no clock is a whole day from UTC (RFC 3339, section 5.6). It excludes nothing, and
 * lets the index of the moments find the days, in the moments' order.
 */
function momentBound(column: string, operator: ">=" | "<=", name: string, bound: number, parameters: Parameters): string {
  parameters[name] = bound;
  return `${quote(column)} ${operator} :${name}`;
}
