/** A fetch of root fields: asked once, merged at the root of the answer (or at a path, for a root type that a field leads back to). */
import type { FetchNode } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { copy, type Data, isData, merge } from "../data.ts";
import { toFailedFetch, toOperationError } from "./fetch-errors.ts";
import type { Fetch, FetchAnswer, FetchSource } from "./fetch-port.ts";
import { compilePath } from "./flatten.ts";
import { compileRewrites } from "./rewrites.ts";
import type { PlanRun, PlanStep } from "./run.ts";
import { compileVariables } from "./variables.ts";

type Path = readonly (string | number)[];

export function compileRootFetch(schema: GraphQLSchema, node: FetchNode, source: FetchSource, path: Path): PlanStep {
  const fetch: Fetch = source.prepare({ text: node.operation, name: node.operationName, kind: node.operationKind });
  const pick = compileVariables(node.variableUsages ?? []);
  const rewrite = compileRewrites(schema, node.outputRewrites);
  const collect = path.length === 0 ? null : compilePath(path);
  const finish = (run: PlanRun, targets: readonly Data[], answer: FetchAnswer): undefined => {
    for (const told of answer.errors ?? []) {
      run.errors.push(toOperationError(told, node.serviceName, told.path ? [...path, ...told.path] : undefined));
    }
    if (answer.kept) run.onKept?.(answer.kept);
    if (!isData(answer.data)) return;
    rewrite?.(answer.data);
    for (const [index, target] of targets.entries()) merge(target, index === 0 ? answer.data : copy(answer.data));
  };
  const fail = (run: PlanRun, fault: unknown): undefined => {
    run.errors.push(toFailedFetch(fault, node.serviceName));
  };

  return (run) => {
    const targets: Data[] = [];
    if (collect) collect(run.data, targets);
    else targets.push(run.data);
    if (targets.length === 0) return undefined;
    try {
      const answer = fetch(pick(run.variables), run);
      if (!(answer instanceof Promise)) return finish(run, targets, answer);
      return answer.then((got) => finish(run, targets, got)).catch((fault: unknown) => fail(run, fault));
    } catch (fault) {
      return fail(run, fault);
    }
  };
}
