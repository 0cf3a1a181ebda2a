/**
 * What a subgraph is told of an entity to resolve it (`_Any` of the federation subgraph specification): the selection that
 * the planner requires, taken from what is known of the entity so far.
 */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { type Data, isData, isInherited, merge, own, set } from "../data.ts";
import { coverage } from "./types-of.ts";

/** Null when a required field is not known: then the entity cannot be asked for. */
export type Extract = (source: Data) => Data | null;

type Step = (source: Data, result: Data) => boolean;

export function compileRequires(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Extract {
  const steps = selections.map((selection): Step => {
    if (selection.kind === "Field") {
      const nested = selection.selections && selection.selections.length > 0 ? compileRequires(schema, selection.selections) : null;
      return fieldStep(selection.alias ?? selection.name, nested);
    }
    if (!selection.typeCondition) return () => true;
    const covers = coverage(schema, selection.typeCondition);
    const extract = compileRequires(schema, selection.selections);
    return (source, result) => {
      if (!covers(source, false)) return true;
      const part = extract(source);
      // What a fragment cannot give is left out; the subgraph tells what it misses.
      if (part) merge(result, part);
      return true;
    };
  });
  return (source) => {
    const result: Data = {};
    for (const step of steps) if (!step(source, result)) return null;
    return result;
  };
}

function fieldStep(name: string, nested: Extract | null): Step {
  const read = isInherited(name) ? own : (source: Data, field: string): unknown => source[field];
  const take = (value: unknown): unknown => {
    if (Array.isArray(value)) return nested ? value.map((item) => take(item)) : value;
    if (!nested) return value;
    return isData(value) ? nested(value) : null;
  };
  return (source, result) => {
    const value = read(source, name);
    if (value === undefined) return false;
    set(result, name, take(value));
    return true;
  };
}

/** Equal for representations that ask for the same; the planner gives their keys in one order. */
export function representationKey(representation: Data): string {
  let key = "";
  for (const name in representation) {
    const value = representation[name];
    if (typeof value === "string") key += `${name}\u0000${value.length}\u0000${value}`;
    else key += `${name}\u0001${JSON.stringify(value)}`;
  }
  return key;
}
