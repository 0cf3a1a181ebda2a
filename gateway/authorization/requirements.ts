/** What an operation demands of its caller, found once for its text; and what of it a caller is granted, as a short key. */
import { type DocumentNode, type OperationDefinitionNode, print } from "graphql";
import { LRUCache } from "lru-cache";
import { type FilteredOperation, filterOperation, type Guarded, type Meeting } from "./filter-operation.ts";
import type { Policies } from "./policies/policy.ts";
import { policiesOf } from "./rule.ts";

export interface Requirements {
  readonly operation: OperationDefinitionNode;
  /** The rules that the operation meets, each once; none when it touches nothing that is protected. */
  readonly meetings: readonly Meeting[];
  /** The operation as somebody sees it who is granted these of the meetings. Kept for the grants that were asked for last. */
  filter(granted: readonly boolean[]): FilteredOperation;
}

/** Grants of one operation for which the filtered operation is kept; few operations meet rules of many kinds. */
const keptGrants = 64;

/** The document must be valid for the schema. `policies` tells which rules are answered for each field anew. */
export function findRequirements(
  guarded: Guarded,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  policies: Policies,
): Requirements {
  const places = new Map<string, number>();
  const meetings: Meeting[] = [];
  // Who permits everything is shown, and asked, everything.
  const whole = filterOperation(guarded, document, operation, (meeting) => {
    const key = keyOf(meeting, policies);
    if (!places.has(key)) places.set(key, meetings.push(meeting) - 1);
    return true;
  });
  const filtered = new LRUCache<string, FilteredOperation>({ max: keptGrants });
  return {
    operation,
    meetings,
    filter(granted) {
      if (!granted.includes(false)) return whole;
      const key = grantKey(granted);
      const known = filtered.get(key);
      if (known) return known;
      const permits = (meeting: Meeting): boolean => granted[places.get(keyOf(meeting, policies)) ?? -1] === true;
      const made = filterOperation(guarded, document, operation, permits);
      filtered.set(key, made);
      return made;
    },
  };
}

/** Stands for the outcomes of an operation's meetings: callers with the same key see the same of it. Empty when all is granted. */
export function grantKey(granted: readonly boolean[]): string {
  if (!granted.includes(false)) return "";
  return granted.map((isGranted) => (isGranted ? "1" : "0")).join("");
}

/** A rule has one outcome for a whole operation, unless one of its policies looks at the field's arguments. */
function keyOf({ rule, coordinate, field }: Meeting, policies: Policies): string {
  const looksAtField = policiesOf(rule).some((name) => policies.get(name)?.perField);
  const at = looksAtField ? [coordinate, ...(field?.node.arguments ?? []).map((argument) => print(argument))] : [];
  return JSON.stringify([rule, ...at]);
}
