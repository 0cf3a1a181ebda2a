/** Entities as OData V2 JSON (`application/json;odata=verbose`), the way SAP Gateway writes them. */
import type { EdmType, EntitySet, Value } from "./edm.ts";
import type { Page, Selection } from "./query.ts";

/** Service root with a trailing slash, and the namespace of its types. */
export interface Place {
  readonly root: string;
  readonly namespace: string;
}

/** One entity with its metadata; navigations that were not expanded are deferred links. */
export function entityV2(place: Place, set: EntitySet<unknown>, row: unknown, selection: Selection): Record<string, unknown> {
  const uri = `${place.root}${set.name}(${keyPredicate(set, row)})`;
  const etag = set.etag?.(row);
  const entity: Record<string, unknown> = {
    __metadata: { id: uri, uri, type: `${place.namespace}.${set.type}`, ...(etag === undefined ? {} : { etag }) },
  };
  for (const [name, field] of Object.entries(set.fields)) {
    if (!selection.fields || selection.fields.has(name)) entity[name] = valueV2(field.type, field.read(row));
  }
  for (const [name, navigation] of Object.entries(set.navigations)) {
    const expanded = selection.expand.get(name);
    if (expanded) {
      const targets = Array.from(navigation.follow(row), (target) => entityV2(place, navigation.target(), target, expanded));
      entity[name] = navigation.many ? { results: targets } : (targets[0] ?? null);
    } else if (!selection.fields || selection.fields.has(name)) {
      entity[name] = { __deferred: { uri: `${uri}/${name}` } };
    }
  }
  return entity;
}

/** A page of entities; `next` is the address of the page after it. */
export function pageV2(place: Place, set: EntitySet<unknown>, page: Page, selection: Selection, next: string | undefined): unknown {
  return {
    d: {
      ...(page.count === undefined ? {} : { __count: String(page.count) }),
      results: page.rows.map((row) => entityV2(place, set, row, selection)),
      ...(next === undefined ? {} : { __next: next }),
    },
  };
}

/** `'1010001'` for one key field, `Material='4711',Plant='1010'` for several. */
export function keyPredicate(set: EntitySet<unknown>, row: unknown): string {
  const literal = (name: string): string => `'${encodeURIComponent(String(set.fields[name]?.read(row) ?? "").replaceAll("'", "''"))}'`;
  const [only, ...others] = set.keys;
  if (only !== undefined && others.length === 0) return literal(only);
  return set.keys.map((name) => `${name}=${literal(name)}`).join(",");
}

function valueV2(type: EdmType, value: Value): unknown {
  if (typeof value !== "number") return value;
  switch (type) {
    case "Date":
      return `/Date(${value})/`;
    case "DateTimeOffset":
      return `/Date(${value}+0000)/`;
    case "Time": {
      const part = (amount: number): string => String(amount).padStart(2, "0");
      return `PT${part(Math.floor(value / 3600))}H${part(Math.floor(value / 60) % 60)}M${part(value % 60)}S`;
    }
    default:
      return value;
  }
}
