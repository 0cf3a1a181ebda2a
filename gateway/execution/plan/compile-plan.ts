/** Compiles a query plan to closures: what can be decided from the plan alone is decided here, once. */
import type { ConditionNode, DeferNode, FetchNode, FlattenNode, PlanNode } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { variableValue } from "../conditions.ts";
import { compileEntityFetch } from "./entity-fetch.ts";
import type { FetchSource } from "./fetch-port.ts";
import { compileRootFetch } from "./root-fetch.ts";
import type { DeferredStep, PlanStep } from "./run.ts";

export interface PlanEnvironment {
  /** The supergraph's own schema, in which the plan's type conditions are looked up. */
  readonly supergraphSchema: GraphQLSchema;
  readonly sources: Readonly<Record<string, FetchSource>>;
  /** Defaults of the operation's variables, for conditions of the plan. */
  readonly variableDefaults: Readonly<Record<string, unknown>>;
}

type Path = readonly (string | number)[];

/** A fetch at a path. */
interface PlacedFetch {
  readonly node: FetchNode;
  readonly path: Path;
}

export function compilePlan(node: PlanNode | undefined, environment: PlanEnvironment): PlanStep {
  return node ? compileNode(node, [], environment) : () => undefined;
}

function compileNode(node: PlanNode, path: Path, environment: PlanEnvironment): PlanStep {
  switch (node.kind) {
    case "Fetch":
      return announcing(node.id, compileFetch([{ node, path }], environment));
    case "Flatten":
      return compileNode(node.node, [...path, ...node.path], environment);
    case "Sequence":
      return sequence(node.nodes.map((child) => compileNode(child, path, environment)));
    case "Parallel":
      return parallel(compileParallel(node.nodes, path, environment));
    case "Condition":
      return compileCondition(node, path, environment);
    case "Defer":
      return compileDefer(node, path, environment);
  }
}

function compileFetch(fetches: readonly PlacedFetch[], { supergraphSchema, sources }: PlanEnvironment): PlanStep {
  const [first] = fetches;
  if (!first) return () => undefined;
  const { node, path } = first;
  const source = sources[node.serviceName];
  if (!source) throw new Error(`The plan asks a subgraph ${node.serviceName} that there is not`);
  if (!node.requires) return compileRootFetch(supergraphSchema, node, source, path);
  return compileEntityFetch(
    supergraphSchema,
    node,
    source,
    fetches.map((fetch) => fetch.path),
  );
}

/** Sibling fetches that ask one subgraph the same of different places go out as one. */
function compileParallel(nodes: readonly PlanNode[], path: Path, environment: PlanEnvironment): PlanStep[] {
  const groups = new Map<string, PlacedFetch[]>();
  const steps: (() => PlanStep)[] = [];
  for (const node of nodes) {
    const placed = entityFetchAt(node, path);
    const question = placed && questionOf(placed.node);
    const group = question ? groups.get(question) : undefined;
    if (placed && group) {
      group.push(placed);
    } else if (placed && question) {
      const started = [placed];
      groups.set(question, started);
      steps.push(() => compileFetch(started, environment));
    } else {
      steps.push(() => compileNode(node, path, environment));
    }
  }
  return steps.map((compile) => compile());
}

function entityFetchAt(node: PlanNode, path: Path): PlacedFetch | null {
  if (node.kind === "Flatten") return entityFetchAt((node as FlattenNode).node, [...path, ...node.path]);
  // What waits for a fetch knows it by its id, so that one goes out by itself.
  return node.kind === "Fetch" && node.requires && node.id === undefined ? { node, path } : null;
}

/** Equal for fetches that ask the same; the planner numbers their operations' names. */
function questionOf(node: FetchNode): string {
  const { serviceName, operation, operationName, requires, variableUsages, inputRewrites, outputRewrites } = node;
  const nameless = operationName ? operation.replace(operationName, "") : operation;
  return JSON.stringify([serviceName, nameless, requires, variableUsages, inputRewrites, outputRewrites]);
}

/** Tells that a fetch is done to whatever was deferred until then. */
function announcing(id: string | undefined, step: PlanStep): PlanStep {
  if (id === undefined) return step;
  return (run) => {
    const pending = step(run);
    if (pending) return pending.then(() => run.onFetched?.(id));
    run.onFetched?.(id);
    return undefined;
  };
}

/** What is deferred is told of first, so that what needs no fetch of this part does not wait for any. */
function compileDefer({ primary, deferred }: DeferNode, path: Path, environment: PlanEnvironment): PlanStep {
  const step = primary.node ? compileNode(primary.node, path, environment) : () => undefined;
  const later = deferred.map(({ label = "", depends, node }): DeferredStep => {
    const deferredStep = node ? compileNode(node, path, environment) : () => undefined;
    return { label, depends: depends.map(({ id }) => id), step: deferredStep };
  });
  return (run) => {
    if (!run.deferral) throw new Error("The operation defers parts, and is to be answered in parts");
    run.deferral.begin(later);
    return step(run);
  };
}

function compileCondition({ condition, ifClause, elseClause }: ConditionNode, path: Path, environment: PlanEnvironment): PlanStep {
  const whenTrue = ifClause ? compileNode(ifClause, path, environment) : null;
  const whenFalse = elseClause ? compileNode(elseClause, path, environment) : null;
  return (run) => {
    return (variableValue(condition, run.variables, environment.variableDefaults) ? whenTrue : whenFalse)?.(run);
  };
}

function sequence(steps: readonly PlanStep[]): PlanStep {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (run) => runFrom(steps, 0, run);
}

/** Goes on at once as long as steps are done at once. */
function runFrom(steps: readonly PlanStep[], start: number, run: Parameters<PlanStep>[0]): Promise<void> | undefined {
  for (let index = start; index < steps.length; index++) {
    const pending = steps[index]?.(run);
    if (pending) return pending.then(() => runFrom(steps, index + 1, run));
  }
  return undefined;
}

function parallel(steps: readonly PlanStep[]): PlanStep {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const started = step(run);
      if (started) pending.push(started);
    }
    return pending.length === 0 ? undefined : pending.length === 1 ? pending[0] : Promise.all(pending).then(() => undefined);
  };
}
