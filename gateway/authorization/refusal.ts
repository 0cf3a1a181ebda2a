/** A place of an operation that its caller may not see, and the error that the client is told of it. */
import { GraphQLError } from "graphql";

export interface Refusal {
  /** Response names from the root; `@` stands for every entry of a list. Empty when the whole operation is refused. */
  readonly path: readonly string[];
  /** The same in field names and type conditions, for logs, such as `/itf/... on B/id`. */
  readonly pointer: string;
}

/** More refusals of one operation tell nobody more. */
const mostRefusals = 100;

/** Refusals of what lies below a place, told from that place. */
export function below(place: Refusal, refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.map(({ path, pointer }) => ({ path: [...place.path, ...path], pointer: place.pointer + pointer }));
}

/** Each place once, in the order of the operation. */
export function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  const places = new Map(refusals.map((refusal) => [JSON.stringify([refusal.path, refusal.pointer]), refusal]));
  return [...places.values()].slice(0, mostRefusals);
}

/** What the client is told: where, and nothing of why. */
export function errorOf({ path }: Refusal): GraphQLError {
  return new GraphQLError("You may not see this; ask for a token with the permission that it needs", {
    ...(path.length > 0 ? { path } : {}),
    extensions: { code: "UNAUTHORIZED_FIELD_OR_TYPE" },
  });
}
