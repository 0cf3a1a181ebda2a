/** The query options of a read: what to keep, what to send of it, in which sequence, from where. */
import type { EdmType, EntitySet } from "./edm.ts";
import { compareValues, compileFilter, fieldOf } from "./filter.ts";
import { badRequest } from "./odata-error.ts";

/** What to send of one entity; `fields` undefined sends all of them. */
export interface Selection {
  readonly fields: ReadonlySet<string> | undefined;
  readonly expand: ReadonlyMap<string, Selection>;
}

export interface Page {
  readonly rows: readonly unknown[];
  /** All matches, when the client asked for their number. */
  readonly count: number | undefined;
  /** Where the next page starts, undefined on the last one. */
  readonly next: number | undefined;
  /** 1 for the first page. */
  readonly number: number;
}

/** Applies `$filter`, `$orderby`, `$skip`, `$top`, `$skiptoken` and the count options to `rows`. */
export function readPage(set: EntitySet<unknown>, rows: Iterable<unknown>, options: URLSearchParams, pageSize: number): Page {
  const filter = options.get("$filter");
  const test = filter ? compileFilter(set, filter) : () => true;
  const counted = options.get("$inlinecount") === "allpages" || options.get("$count") === "true";
  const skip = wholeNumber(options, "$skip") ?? 0;
  const top = wholeNumber(options, "$top") ?? Number.POSITIVE_INFINITY;
  const done = wholeNumber(options, "$skiptoken") ?? 0;
  const from = skip + done;
  const to = skip + Math.min(top, done + pageSize);

  const source = sorted(set, rows, options.get("$orderby"));
  const page: unknown[] = [];
  let matches = 0;
  for (const row of source) {
    if (!test(row)) continue;
    if (matches >= from && matches < to) page.push(row);
    matches += 1;
    if (matches > to && !counted) break;
  }
  const more = matches > to && to < skip + top;
  return { rows: page, count: counted ? matches : undefined, next: more ? to - skip : undefined, number: Math.floor(done / pageSize) + 1 };
}

function sorted(set: EntitySet<unknown>, rows: Iterable<unknown>, orderBy: string | null): Iterable<unknown> {
  if (!orderBy) return rows;
  const terms = orderBy.split(",").map((term) => {
    const [name = "", direction = "asc"] = term.trim().split(/\s+/);
    return { field: fieldOf(set, name), sign: direction === "desc" ? -1 : 1 };
  });
  const keyed = Array.from(rows, (row) => ({ row, values: terms.map(({ field }) => field.read(row)) }));
  keyed.sort((a, b) => {
    for (const [index, { field, sign }] of terms.entries()) {
      const order = compareValues(field.type as EdmType, a.values[index] ?? null, b.values[index] ?? null);
      if (order !== 0) return order * sign;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function wholeNumber(options: URLSearchParams, name: string): number | undefined {
  const value = options.get(name);
  if (value === null) return undefined;
  if (!/^\d+$/.test(value)) throw badRequest(`Invalid system query option: ${name} is '${value}'`);
  return Number(value);
}

/** V2: `$select=A,to_B/C` and `$expand=to_B,to_B/to_C`; with `$select`, only what it names is expanded. */
export function selectionV2(set: EntitySet<unknown>, options: URLSearchParams): Selection {
  const paths = (name: string): string[][] =>
    (options.get(name) ?? "")
      .split(",")
      .filter(Boolean)
      .map((path) => path.trim().split("/"));
  return selectionOfPaths(set, options.has("$select") ? paths("$select") : undefined, paths("$expand"));
}

function selectionOfPaths(set: EntitySet<unknown>, select: string[][] | undefined, expand: string[][]): Selection {
  const heads = select && new Set(select.map(([head = ""]) => head));
  const all = heads === undefined || heads.has("*");
  for (const head of heads ?? []) if (head !== "*" && !set.navigations[head]) fieldOf(set, head);
  const children = new Map<string, Selection>();
  for (const name of new Set(expand.map(([head = ""]) => head))) {
    const navigation = navigationOf(set, name);
    if (!all && !heads.has(name)) continue;
    const below = (list: string[][]): string[][] =>
      list.filter(([head, ...rest]) => head === name && rest.length > 0).map((path) => path.slice(1));
    const chosen = select && below(select);
    children.set(name, selectionOfPaths(navigation.target(), chosen?.length ? chosen : undefined, below(expand)));
  }
  return { fields: all ? undefined : heads, expand: children };
}

/** V4: `$expand=_A($select=x;$expand=_B),_C`. */
export function selectionV4(set: EntitySet<unknown>, options: Readonly<{ get(name: string): string | null | undefined }>): Selection {
  const select = options
    .get("$select")
    ?.split(",")
    .map((name) => name.trim());
  for (const name of select ?? []) if (name !== "*" && !set.navigations[name]) fieldOf(set, name);
  const expand = new Map<string, Selection>();
  for (const item of splitOutside(options.get("$expand") ?? "", ",")) {
    const [, name = "", inner = ""] = /^([^(]+)(?:\((.*)\))?$/s.exec(item) ?? [];
    const nested = new Map(
      splitOutside(inner, ";").map((option) => [option.slice(0, option.indexOf("=")), option.slice(option.indexOf("=") + 1)]),
    );
    expand.set(name, selectionV4(navigationOf(set, name).target(), nested));
  }
  return { fields: !select || select.includes("*") ? undefined : new Set(select), expand };
}

function navigationOf(set: EntitySet<unknown>, name: string) {
  const navigation = set.navigations[name];
  if (!navigation) throw badRequest(`Navigation property '${name}' not found in type ${set.type}`, name);
  return navigation;
}

function splitOutside(source: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= source.length; i++) {
    const character = source[i];
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (i === source.length || (character === separator && depth === 0)) {
      if (i > from) parts.push(source.slice(from, i).trim());
      from = i + 1;
    }
  }
  return parts;
}
