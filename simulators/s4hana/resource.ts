/** Finds what a path below a service root names: an entity set, one entity, or what a navigation leads to. */
import { type EntitySet, findRow, type Key } from "./odata/edm.ts";
import { badRequest, notFound } from "./odata/odata-error.ts";
import type { Service } from "./service.ts";

export interface Resource {
  readonly set: EntitySet<unknown>;
  readonly rows: Iterable<unknown>;
  /** One entity rather than a collection of them. */
  readonly single: boolean;
}

/** Name and key of what a write is sent to; `navigation` when it is sent to a navigation of that entity. */
interface WriteTarget {
  readonly name: string;
  readonly key: Key;
  readonly navigation: string | undefined;
}

interface Segment {
  readonly name: string;
  readonly predicate: string | undefined;
}

/** Follows the path. Throws an `ODataError` 404 where it leads nowhere. */
export function findResource(service: Service, path: string): Resource {
  const segments = segmentsOf(path);
  const first = segments.shift();
  const set = service.sets.find(({ name }) => name === first?.name);
  if (!first || !set) throw notFound(first?.name ?? path);
  let resource = atKey(service, { set, rows: set.rows(), single: false }, first, segments);
  while (segments.length > 0) {
    const segment = segments.shift();
    const navigation = resource.set.navigations[segment?.name ?? ""];
    const [row] = resource.rows;
    if (!segment || !navigation || !resource.single || row === undefined) throw notFound(segment?.name ?? "");
    resource = atKey(service, { set: navigation.target(), rows: navigation.follow(row), single: !navigation.many }, segment, segments);
  }
  if (resource.single && firstOf(resource.rows) === undefined) throw notFound(resource.set.name);
  return resource;
}

/** Reads the target of a write without looking for it. */
export function writeTarget(service: Service, path: string): WriteTarget {
  const segments = segmentsOf(path);
  const first = segments.shift();
  const set = service.sets.find(({ name }) => name === first?.name);
  const key = set && first ? takeKey(service, set, first, segments) : undefined;
  return { name: first?.name ?? "", key: key ?? {}, navigation: segments[0]?.name };
}

/** Parameters of a function import: query options whose values are quoted. */
export function functionParameters(options: URLSearchParams): Key {
  return Object.fromEntries(
    [...options]
      .filter(([name]) => !name.startsWith("$"))
      .map(([name, value]) => [name, value.replace(/^'(.*)'$/s, "$1").replaceAll("''", "'")]),
  );
}

function atKey(service: Service, resource: Resource, segment: Segment, rest: Segment[]): Resource {
  if (resource.single) return resource;
  const key = takeKey(service, resource.set, segment, rest);
  if (!key) return resource;
  const row = findRow(resource.set, resource.rows, key);
  if (row === undefined) throw notFound(segment.name);
  return { set: resource.set, rows: [row], single: true };
}

/** The key in parentheses or, in V4 also, as segments of its own. */
function takeKey(service: Service, set: EntitySet<unknown>, segment: Segment, rest: Segment[]): Key | undefined {
  if (segment.predicate !== undefined) return parsePredicate(set, segment.predicate);
  const asSegments =
    service.version === 4 && rest.length >= set.keys.length && rest.slice(0, set.keys.length).every(({ name }) => !set.navigations[name]);
  if (!asSegments) return undefined;
  return Object.fromEntries(set.keys.map((name) => [name, rest.shift()?.name ?? ""]));
}

function parsePredicate(set: EntitySet<unknown>, predicate: string): Key {
  const only = /^'((?:[^']|'')*)'$/.exec(predicate)?.[1];
  const named = Array.from(
    predicate.matchAll(/(\w+)='((?:[^']|'')*)'/g),
    ([, name = "", value = ""]) => [name, value.replaceAll("''", "'")] as const,
  );
  const key = only === undefined ? Object.fromEntries(named) : { [set.keys[0] ?? ""]: only.replaceAll("''", "'") };
  const given = Object.keys(key);
  if (given.length !== set.keys.length || !set.keys.every((name) => given.includes(name))) {
    throw badRequest(`Invalid key predicate (${predicate}) for ${set.name}; its key is ${set.keys.join(", ")}`);
  }
  return key;
}

function segmentsOf(path: string): Segment[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => {
      const [, name = "", predicate] = /^([^(]*)(?:\((.*)\))?$/s.exec(decodeURIComponent(part)) ?? [];
      return { name, predicate };
    });
}

function firstOf(rows: Iterable<unknown>): unknown {
  for (const row of rows) return row;
  return undefined;
}
