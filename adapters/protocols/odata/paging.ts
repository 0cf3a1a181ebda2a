/** Server-driven paging: V2 names the next page in `d.__next`, V4 in `@odata.nextLink`. */
import { SourceUnavailable } from "../../port.ts";
import type { ODataReader } from "./client.ts";

/** One entity as it came. */
export type Entity = Readonly<Record<string, unknown>>;

export interface EntityPage {
  readonly entities: readonly Entity[];
  /** Path of the next page below the service's origin; null on the last. */
  readonly next: string | null;
}

/** Page by page to the end; holds one page at a time. `path` may be a `next` of an earlier reading. */
export async function* readPages(client: ODataReader, path: string, signal: AbortSignal): AsyncGenerator<EntityPage> {
  for (let at: string | null = path; at !== null; ) {
    const page: EntityPage = readPage(await client.read(at, signal), at);
    yield page;
    if (page.next === at) throw new SourceUnavailable(`${at} names itself as its next page`);
    at = page.next;
  }
}

/** All entities of a short list. */
export async function readAll(client: ODataReader, path: string, signal: AbortSignal): Promise<Entity[]> {
  const all: Entity[] = [];
  for await (const { entities } of readPages(client, path, signal)) all.push(...entities);
  return all;
}

/** One page of an answer to `path`. Throws SourceUnavailable when the answer is no list of entities. */
export function readPage(body: unknown, path: string): EntityPage {
  const v2 = member(body, "d");
  const list = v2 === undefined ? member(body, "value") : (member(v2, "results") ?? v2);
  const link = v2 === undefined ? member(body, "@odata.nextLink") : member(v2, "__next");
  if (!Array.isArray(list)) throw new SourceUnavailable(`${path} answered JSON that is no list of entities`);
  return { entities: list.filter(isObject), next: typeof link === "string" && link !== "" ? resolve(link, path) : null };
}

/** A link stands relative to the request's own address; its host is the service's name for itself and is not followed. */
function resolve(link: string, path: string): string {
  const url = URL.parse(link, new URL(path, "http://service.invalid").href);
  if (!url) throw new SourceUnavailable(`${path} names "${link}" as its next page, which is no address`);
  return `${url.pathname}${url.search}`;
}

const isObject = (value: unknown): value is Entity => typeof value === "object" && value !== null && !Array.isArray(value);
const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
