/** The planner's rewrites of what goes to a subgraph and of what comes back: keys renamed, values set, at a path. */
import type { FetchDataRewrite } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { type Data, isData, own, set } from "../data.ts";
import { coverage } from "./types-of.ts";

/** Alters a value in place. */
export type Rewrite = (value: unknown) => void;

const conditionPrefix = "... on ";

/** All rewrites of a fetch as one, or null when there is none. */
export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): Rewrite | null {
  if (!rewrites || rewrites.length === 0) return null;
  const compiled = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const name = rewrite.path.at(-1);
  if (name === undefined) return () => {};
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Rewrite>((next, element) => compileStep(schema, element, next), atObjects(change(rewrite, name)));
}

function change(rewrite: FetchDataRewrite, name: string): (data: Data) => void {
  if (rewrite.kind === "ValueSetter") return (data) => set(data, name, rewrite.setValueTo);
  return (data) => {
    const value = own(data, name);
    if (!value) return;
    set(data, rewrite.renameKeyTo, value);
    set(data, name, undefined);
  };
}

function compileStep(schema: GraphQLSchema, element: string, next: Rewrite): Rewrite {
  if (!element.startsWith(conditionPrefix)) return atObjects((data) => next(own(data, element)));
  const covers = coverage(schema, element.slice(conditionPrefix.length));
  return atObjects((data) => {
    if (covers(data, true)) next(data);
  });
}

/** Applies to an object, or to each object of a list. */
function atObjects(apply: (data: Data) => void): Rewrite {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isData(value)) apply(value);
  };
  return visit;
}
