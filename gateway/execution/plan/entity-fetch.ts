/**
 * A fetch of entities (`_entities`): representations are taken from the objects at one or more paths, each distinct one is
 * asked for once, and what comes back is merged into every object that it stands for.
 */
import type { FetchNode } from "@apollo/query-planner";
import { type GraphQLSchema, OperationTypeNode } from "graphql";
import { copy, type Data, isData, merge } from "../data.ts";
import { toFailedFetch, toOperationError } from "./fetch-errors.ts";
import type { FetchAnswer, FetchError, FetchSource } from "./fetch-port.ts";
import { type Collect, compilePath, placesAt } from "./flatten.ts";
import { compileRequires, type Extract, representationKey } from "./representations.ts";
import { compileRewrites, type Rewrite } from "./rewrites.ts";
import type { PlanRun, PlanStep } from "./run.ts";
import { compileVariables } from "./variables.ts";

type Path = readonly (string | number)[];

/** The objects that are asked for in one call: by path, and for each the number of its representation. */
interface Asked {
  readonly representations: Data[];
  readonly places: readonly Map<Data, number>[];
}

export function compileEntityFetch(schema: GraphQLSchema, node: FetchNode, source: FetchSource, paths: readonly Path[]): PlanStep {
  const fetch = source.prepare({ text: node.operation, name: node.operationName, kind: OperationTypeNode.QUERY });
  const pick = compileVariables(node.variableUsages ?? []);
  const ask = compileAsk(compileRequires(schema, node.requires ?? []), compileRewrites(schema, node.inputRewrites), paths.map(compilePath));
  const rewrite = compileRewrites(schema, node.outputRewrites);
  const finish = (run: PlanRun, asked: Asked, answer: FetchAnswer): undefined => {
    for (const told of answer.errors ?? []) tellError(run, told, asked, node.serviceName, paths);
    if (answer.kept) run.onKept?.(answer.kept);
    if (answer.data) mergeEntities(asked, entitiesOf(answer.data, asked.representations.length), rewrite);
  };
  const fail = (run: PlanRun, fault: unknown): undefined => {
    run.errors.push(toFailedFetch(fault, node.serviceName));
  };

  return (run) => {
    const asked = ask(run.data);
    if (asked.representations.length === 0 || run.signal.aborted) return undefined;
    try {
      const answer = fetch({ ...pick(run.variables), representations: asked.representations }, run);
      if (!(answer instanceof Promise)) return finish(run, asked, answer);
      return answer.then((got) => finish(run, asked, got)).catch((fault: unknown) => fail(run, fault));
    } catch (fault) {
      return fail(run, fault);
    }
  };
}

function compileAsk(extract: Extract, rewrite: Rewrite | null, collects: readonly Collect[]): (data: Data) => Asked {
  return (data) => {
    const representations: Data[] = [];
    const known = new Map<string, number>();
    const numberOf = (target: Data): number => {
      const representation = extract(target);
      if (!representation?.__typename) return -1;
      rewrite?.(representation);
      const key = representationKey(representation);
      const number = known.get(key);
      if (number !== undefined) return number;
      known.set(key, representations.length);
      return representations.push(representation) - 1;
    };
    const places = collects.map((collect) => {
      const targets: Data[] = [];
      collect(data, targets);
      // An object that an earlier fetch put at several places is here once.
      const numbers = new Map<Data, number>();
      for (const target of targets) {
        if (numbers.has(target)) continue;
        const number = numberOf(target);
        if (number >= 0) numbers.set(target, number);
      }
      return numbers;
    });
    return { representations, places };
  };
}

/** Throws when the subgraph's answer is none to the question. */
function entitiesOf(data: unknown, expected: number): readonly unknown[] {
  const entities = isData(data) ? data._entities : undefined;
  if (!Array.isArray(entities)) throw new Error('Expected "data._entities" in response to be an array');
  if (entities.length !== expected) throw new Error(`Expected "data._entities" to contain ${expected} elements`);
  return entities;
}

function mergeEntities({ places }: Asked, entities: readonly unknown[], rewrite: Rewrite | null): void {
  if (rewrite) prepareRewritten(places, entities, rewrite);
  const mergedAt = new Map<number, number>();
  places.forEach((numbers, path) => {
    for (const [target, number] of numbers) {
      const entity = entities[number];
      if (!isData(entity)) continue;
      // Later fetches may add different things at different paths, so parts are shared within one path only.
      const first = mergedAt.get(number);
      if (first === undefined) mergedAt.set(number, path);
      merge(target, first === undefined || first === path ? entity : copy(entity));
    }
  });
}

/** Rewrites look at `__typename`; an entity that does not tell is of the type that it was asked as. */
function prepareRewritten(places: readonly Map<Data, number>[], entities: readonly unknown[], rewrite: Rewrite): void {
  const seen = new Set<number>();
  for (const numbers of places) {
    for (const [target, number] of numbers) {
      const entity = entities[number];
      if (seen.has(number) || !isData(entity)) continue;
      seen.add(number);
      if (!entity.__typename) entity.__typename = target.__typename;
      rewrite(entity);
    }
  }
}

/** The error at every place of the entity that it is about. */
function tellError(run: PlanRun, told: FetchError, asked: Asked, subgraph: string, paths: readonly Path[]): void {
  const number = told.path?.[1];
  if (typeof number !== "number") {
    run.errors.push(toOperationError(told, subgraph, told.path ? [...(paths[0] ?? []), ...told.path] : undefined));
    return;
  }
  paths.forEach((path, index) => {
    for (const place of placesAt(run.data, path)) {
      if (asked.places[index]?.get(place.data) !== number) continue;
      run.errors.push(toOperationError(told, subgraph, [...place.path, ...(told.path ?? []).slice(2)]));
    }
  });
}
