/** Answers the requests to one OData service: reads in its protocol, and its writes with their preconditions. */
import type { EntitySet } from "./odata/edm.ts";
import { badRequest, ODataError } from "./odata/odata-error.ts";
import { readPage, type Selection, selectionV2, selectionV4 } from "./odata/query.ts";
import { entityV2, keyPredicate, type Place, pageV2 } from "./odata/v2.ts";
import { entityV4, type FormatV4, pageV4 } from "./odata/v4.ts";
import { findResource, functionParameters, writeTarget } from "./resource.ts";
import type { Entity, Service, WriteInput, WriteResult } from "./service.ts";

export interface ODataRequest {
  readonly method: string;
  /** Origin of the server, `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** Path below the service root. */
  readonly path: string;
  readonly options: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

export interface ODataReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Paging {
  readonly size: number | undefined;
  fails(page: number): boolean;
}

/** SAP's services page at 100 entities; plain V2 reads, without `$expand`, at 1000. */
const pageSizes = { plain: 1000, expanded: 100 } as const;

/** Answers a read. Throws an `ODataError` for anything the service refuses. */
export function answerRead(service: Service, request: ODataRequest, paging: Paging): ODataReply {
  const counting = request.path.endsWith("/$count");
  const { set, rows, single } = findResource(service, counting ? request.path.slice(0, -"/$count".length) : request.path);
  const { options } = request;
  if (counting) {
    const all = new URLSearchParams(options);
    all.set("$inlinecount", "allpages");
    return { status: 200, headers: { "content-type": "text/plain" }, body: String(readPage(set, rows, all, 1).count) };
  }
  const shape = shapeOf(service, request, set);
  if (single) {
    const [row] = rows;
    const etag = set.etag?.(row);
    service.onRead?.(set, [row]);
    return { status: 200, headers: etag === undefined ? {} : { etag }, body: shape.one(row) };
  }
  const preferred = Number(/odata\.maxpagesize=(\d+)/.exec(request.header("prefer") ?? "")?.[1] ?? Number.POSITIVE_INFINITY);
  const size = paging.size ?? (service.version === 2 && !options.has("$expand") ? pageSizes.plain : pageSizes.expanded);
  const page = readPage(set, rows, options, Math.max(1, Math.min(size, preferred)));
  if (paging.fails(page.number)) throw new ODataError(500, "/IWBEP/CX_MGW_TECH_EXCEPTION", "An exception was raised");
  const body = shape.page(page, page.next === undefined ? undefined : nextPage(service, request, page.next));
  service.onRead?.(set, page.rows);
  return { status: 200, headers: {}, body };
}

/** Does a write and answers it. Throws an `ODataError` for anything the service refuses, having changed nothing. */
export function answerWrite(service: Service, request: ODataRequest): ODataReply {
  const { name, key, navigation } = writeTarget(service, request.path);
  const write = service.writes[`${request.method} ${name}${navigation === undefined ? "" : `/${navigation}`}`];
  if (!write) throw new ODataError(405, "/IWFND/CM_MGW/096", `Method ${request.method} is not supported for ${name}`);
  const input: WriteInput = { key, parameters: functionParameters(request.options), body: parseBody(request.body) };
  if (write.guarded) {
    const entity = write.guarded(input);
    if (!entity) throw new ODataError(404, "/IWBEP/CM_MGW_RT/020", `Resource not found for segment '${name}'`);
    assertMatch(entity, request.header("if-match"));
  }
  return replyTo(service, request, write.run(input));
}

function assertMatch({ set, row }: Entity, given: string | undefined): void {
  const etag = set.etag?.(row);
  if (etag === undefined) return;
  if (given === undefined) throw new ODataError(428, "/IWFND/CM_MGW/512", "The request requires an If-Match header");
  const matches = given === "*" || given.split(/,\s*(?=W\/|")/).includes(etag);
  if (!matches) throw new ODataError(412, "/IWBEP/CM_MGW_RT/022", "Precondition failed: the entity was changed in the meantime");
}

function replyTo(service: Service, request: ODataRequest, result: WriteResult): ODataReply {
  if (result.kind === "empty") return { status: 204, headers: {}, body: undefined };
  if (result.kind === "result") return { status: 200, headers: {}, body: { d: { [result.name]: result.value } } };
  const { set, row } = result.entity;
  const etag = set.etag?.(row);
  const location = `${request.origin}${service.root}${set.name}(${keyPredicate(set, row)})`;
  const shape = shapeOf(service, { ...request, options: new URLSearchParams({ $expand: result.expand }) }, set);
  return { status: 201, headers: { location, ...(etag === undefined ? {} : { etag }) }, body: shape.one(row) };
}

interface Shape {
  one(row: unknown): unknown;
  page(page: Parameters<typeof pageV2>[2], next: string | undefined): unknown;
}

function shapeOf(service: Service, request: ODataRequest, set: EntitySet<unknown>): Shape {
  if (service.version === 2) {
    const place: Place = { root: `${request.origin}${service.root}`, namespace: service.namespace };
    const selection: Selection = selectionV2(set, request.options);
    return { one: (row) => ({ d: entityV2(place, set, row, selection) }), page: (page, next) => pageV2(place, set, page, selection, next) };
  }
  const format: FormatV4 = { exact: /IEEE754Compatible=true/i.test(request.header("accept") ?? "") };
  const selection = selectionV4(set, request.options);
  return {
    one: (row) => ({ "@odata.context": `$metadata#${set.name}/$entity`, ...entityV4(set, row, selection, format) }),
    page: (page, next) => pageV4(set, page, selection, next, format),
  };
}

/** V2 sends an absolute address, V4 one relative to the request's. */
function nextPage(service: Service, request: ODataRequest, next: number): string {
  const options = new URLSearchParams(request.options);
  options.set("$skiptoken", String(next));
  const query = options.toString().replaceAll("%24", "$");
  const last = request.path.split("/").at(-1) ?? "";
  return service.version === 2 ? `${request.origin}${service.root}${request.path}?${query}` : `${last}?${query}`;
}

function parseBody(body: string): WriteInput["body"] {
  if (body.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return ("d" in value ? value.d : value) as WriteInput["body"];
  } catch {
    // Answered below like every other body that is no JSON object.
  }
  throw badRequest("Error while parsing the request body: it is not a JSON object");
}
