/**
 * Two fields may each require the same other field with arguments of its own, or one with and the other without. The planner has
 * one name for it, and what came with the arguments of the one would be given to both; so such an operation is refused rather
 * than answered wrongly.
 */
import type { FetchNode, PlanNode, SubscriptionNode } from "@apollo/query-planner";
import { GraphQLError, Kind, parse, type SelectionSetNode } from "graphql";
import type { RequiredFields } from "../own-names.ts";

/** Throws GraphQLError that names the field. */
export function refuseConflicts(node: PlanNode | SubscriptionNode | undefined, { of }: RequiredFields): void {
  if (of.size === 0) return;
  const givenAt = new Map<string, string>();
  const note = (path: string, field: string, given: string): void => {
    const known = givenAt.get(path);
    if (known !== undefined && known !== given) throw conflict(field, known, given);
    givenAt.set(path, given);
  };
  const walk = ({ selections }: SelectionSetNode, type: string, path: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, selection.typeCondition?.name.value ?? type, path);
      if (selection.kind !== Kind.FIELD) continue;
      for (const [required, given] of of.get(`${type}.${selection.name.value}`) ?? []) note(`${path}/${required}`, required, given);
    }
  };
  for (const { fetch, path } of entityFetches(node, "")) {
    for (const definition of parse(fetch.operation, { noLocation: true }).definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const [entities] = definition.selectionSet.selections;
      if (entities?.kind === Kind.FIELD && entities.selectionSet) walk(entities.selectionSet, "", path);
    }
  }
}

/** The fetches that ask for more of objects, each with where the objects are. */
function entityFetches(
  node: PlanNode | SubscriptionNode | undefined,
  path: string,
): readonly { readonly fetch: FetchNode; readonly path: string }[] {
  switch (node?.kind) {
    case "Fetch":
      return node.requires ? [{ fetch: node, path }] : [];
    case "Flatten":
      // The items of a list are where the list is: what is required of them names no items.
      return entityFetches(node.node, [path, ...node.path.filter((element) => element !== "@")].join("/"));
    case "Sequence":
    case "Parallel":
      return node.nodes.flatMap((one) => entityFetches(one, path));
    case "Condition":
      return [...entityFetches(node.ifClause, path), ...entityFetches(node.elseClause, path)];
    case "Defer":
      return [node.primary, ...node.deferred].flatMap((part) => entityFetches(part.node, path));
    case "Subscription":
      return entityFetches(node.rest, path);
    default:
      return [];
  }
}

function withArguments(given: string): string {
  return given === "" ? "without arguments" : `with (${given})`;
}

function conflict(field: string, one: string, other: string): GraphQLError {
  return new GraphQLError(
    `What is asked for needs ${field} ${withArguments(one)} and ${withArguments(other)}, which cannot be had at once; ask in two operations`,
    { extensions: { code: "BAD_REQUEST" } },
  );
}
