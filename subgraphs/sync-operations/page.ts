/** Pages of what is under way, by keyset. */
import { type Connection, type PageArguments, readLength } from "../connection.ts";
import { badUserInput } from "../refusals.ts";

/** How a list is read: `beyond` is where the page before ended, by the parts of its cursor. */
interface Listing<N> {
  readonly read: (beyond: readonly string[] | null, limit: number) => readonly N[];
  readonly count: () => number;
  /** What tells an entry's place in the order of the list. */
  readonly placeOf: (node: N) => readonly string[];
}

/** Reads one page. Throws BAD_USER_INPUT that names `first` or `after`. */
export function pageOf<N>({ read, count, placeOf }: Listing<N>, { first, after }: PageArguments): Connection<N> {
  const limit = readLength(first);
  const found = read(after == null ? null : readCursor(after), limit + 1);
  const nodes = found.slice(0, limit);
  const edges = nodes.map((node) => ({ cursor: writeCursor(placeOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: found.length > limit,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    countAll: count,
  };
}

function writeCursor(place: readonly string[]): string {
  return Buffer.from(place.join(" ")).toString("base64url");
}

function readCursor(cursor: string): readonly string[] {
  const place = Buffer.from(cursor, "base64url").toString("utf8");
  if (/^[\w:.-]+( [\w-]+)?$/.test(place) && writeCursor([place]) === cursor) return place.split(" ");
  throw badUserInput("after", "is no cursor of this list; give one from an answer to the same field in the same order, or leave it out");
}
