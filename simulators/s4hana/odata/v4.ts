/** Entities as OData V4 JSON, the way SAP's RAP services write them. */
import type { EdmType, EntitySet, Value } from "./edm.ts";
import type { Page, Selection } from "./query.ts";

export interface FormatV4 {
  /** Decimals as strings, when the client accepts `IEEE754Compatible=true`. */
  readonly exact: boolean;
}

/** One entity with its ETag; navigations appear only when they were expanded. */
export function entityV4(set: EntitySet<unknown>, row: unknown, selection: Selection, format: FormatV4): Record<string, unknown> {
  const etag = set.etag?.(row);
  const entity: Record<string, unknown> = etag === undefined ? {} : { "@odata.etag": etag };
  for (const [name, field] of Object.entries(set.fields)) {
    if (!selection.fields || selection.fields.has(name) || set.keys.includes(name))
      entity[name] = valueV4(field.type, field.read(row), format);
  }
  entity.SAP__Messages = [];
  for (const [name, below] of selection.expand) {
    const navigation = set.navigations[name];
    if (!navigation) continue;
    const targets = Array.from(navigation.follow(row), (target) => entityV4(navigation.target(), target, below, format));
    entity[name] = navigation.many ? targets : (targets[0] ?? null);
  }
  return entity;
}

/** A page of entities; `next` is the address of the page after it, relative to the request's. */
export function pageV4(set: EntitySet<unknown>, page: Page, selection: Selection, next: string | undefined, format: FormatV4): unknown {
  return {
    "@odata.context": `$metadata#${set.name}`,
    "@odata.metadataEtag": 'W/"20261101120000"',
    ...(page.count === undefined ? {} : { "@odata.count": format.exact ? String(page.count) : page.count }),
    value: page.rows.map((row) => entityV4(set, row, selection, format)),
    ...(next === undefined ? {} : { "@odata.nextLink": next }),
  };
}

function valueV4(type: EdmType, value: Value, format: FormatV4): unknown {
  if (type === "Decimal" && typeof value === "string") return format.exact ? value : Number(value);
  if (typeof value !== "number") return value;
  switch (type) {
    case "Date":
      return new Date(value).toISOString().slice(0, 10);
    case "DateTimeOffset":
      // The type has seven decimal places, and SAP sends all of them.
      return new Date(value).toISOString().replace("Z", "0000Z");
    case "Time":
      return new Date(value * 1000).toISOString().slice(11, 19);
    default:
      return value;
  }
}
