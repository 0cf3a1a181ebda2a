/** Conditions of a list as SQL with named parameters. */
import type { EntityKind } from "#schema/canonical/change.ts";
import { columnsOf } from "./declarations.ts";
import { dayColumn, quote, sideTable } from "./tables.ts";
import type { Condition } from "./views.ts";

export type Parameters = Record<string, string | number>;

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
    return `key IN (SELECT key FROM ${sideTable(kind, condition.column)} WHERE plant = :plant AND value IN ${values})`;
  }
  const target = column.type === "moment" ? dayColumn(condition.column) : quote(condition.column);
  const bounds: string[] = [];
  if (condition.from !== undefined) {
    parameters[`${name}from`] = condition.from;
    bounds.push(`${target} >= :${name}from`);
  }
  if (condition.to !== undefined) {
    parameters[`${name}to`] = condition.to;
    bounds.push(`${target} <= :${name}to`);
  }
  return bounds.length === 0 ? "1" : `(${bounds.join(" AND ")})`;
}
