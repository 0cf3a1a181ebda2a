/** Pages of lists, as Relay's cursor connections, by keyset: a page is as fast at the end of a list as at its start. */
import type { EntityKind, Stored } from "#schema/canonical/change.ts";
import type { ListQuery } from "#sync";
import type { SubgraphContext } from "./context.ts";
import { readFresh, type WantedFreshness } from "./freshness.ts";
import { badUserInput, refusalOfCursor } from "./refusals.ts";

/** One page. The parts are in the form in which the graph tells them; the count is made only when it is asked for. */
export interface Connection<N> {
  readonly edges: readonly { readonly cursor: string; readonly node: N }[];
  readonly nodes: readonly N[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly countAll: () => number;
}

/** Arguments that every page has. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const defaultLength = 20;
const greatestLength = 200;

/** As `readPage`; when it is to be LIVE, the ERPs are asked for the page's rows, and the list is then read anew. */
export function readFreshPage<K extends EntityKind>(
  context: SubgraphContext,
  kind: K,
  list: Pick<ListQuery<K>, "plants" | "where" | "orderBy">,
  { freshness, ...page }: PageArguments & { readonly freshness?: WantedFreshness },
): Connection<Stored<K>> | Promise<Connection<Stored<K>>> {
  const read = (): Connection<Stored<K>> => readPage(context, kind, list, page);
  return readFresh(freshness, context, kind, () => read().nodes.map(({ meta }) => meta), read);
}

/** Reads one page of a list. Throws BAD_USER_INPUT that names `first` or `after` when it cannot be used. */
export function readPage<K extends EntityKind>(
  context: SubgraphContext,
  kind: K,
  list: Pick<ListQuery<K>, "plants" | "where" | "orderBy">,
  { first, after }: PageArguments,
): Connection<Stored<K>> {
  const { views, caller } = context;
  const limit = readLength(first);
  const { rows, hasNextPage } = refusingCursor(() => views.list(kind, { ...list, limit, after: after ?? null }, caller));
  return {
    edges: rows.map(({ cursor, entity }) => ({ cursor, node: entity })),
    nodes: rows.map(({ entity }) => entity),
    pageInfo: {
      hasNextPage,
      hasPreviousPage: after != null,
      startCursor: rows[0]?.cursor ?? null,
      endCursor: rows.at(-1)?.cursor ?? null,
    },
    countAll: () => views.count(kind, list, caller),
  };
}

/** The length that `first` asks for, 20 when it says nothing. Throws BAD_USER_INPUT when it is not 1 to 200. */
export function readLength(first: number | null | undefined): number {
  const length = first ?? defaultLength;
  if (length < 1 || length > greatestLength) {
    throw badUserInput("first", `is ${length}; give a whole number from 1 to ${greatestLength}, and page with \`after\``);
  }
  return length;
}

/** The order of a list: by the column that stands for what the client names, or by the usual one. */
export function sortedBy<F extends string, C>(
  columns: Readonly<Record<F, C>>,
  orderBy: { readonly field: F; readonly direction?: "ASC" | "DESC" } | null | undefined,
  usual: F,
): { readonly column: C; readonly direction: "ASC" | "DESC" } {
  return { column: columns[orderBy?.field ?? usual], direction: orderBy?.direction ?? "ASC" };
}

/** The field of every connection that is not simply a property of its page. */
export const connectionFields = {
  totalCount: (page: Connection<unknown>): number => page.countAll(),
} as const;

function refusingCursor<T>(read: () => T): T {
  try {
    return read();
  } catch (fault) {
    throw refusalOfCursor(fault);
  }
}
