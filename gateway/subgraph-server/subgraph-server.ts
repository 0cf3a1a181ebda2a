/** A subgraph in a process of its own: answers the gateway, whose signature names the caller, and nobody else. */
import { SpanKind } from "@opentelemetry/api";
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { ContextPurpose } from "#schema/canonical/context-purpose.ts";
import type { Beginning } from "#schema/canonical/stream.ts";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import { endFailed, type Tracing, traceparentOf } from "#schema/canonical/tracing.ts";
import { verifyCaller } from "../federation/http/signature.ts";
import { HttpRefusal, readJson } from "../http/body.ts";
import { close, createHttpServer, listen, type Route } from "../http/server.ts";
import { sendEvents } from "./events.ts";

export interface SubgraphServerOptions {
  readonly schema: GraphQLSchema;
  readonly createContext: (caller: Caller, signal: AbortSignal, purpose?: ContextPurpose) => object;
  /** Shared with the gateway; 32 characters or more. */
  readonly secret: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
  readonly log: Logger;
}

export interface SubgraphServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the gateway sends; `beginning` is where a stream begins, `isShared` says that the answer goes to all of the same access. */
interface GatewayRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: { readonly beginning?: Beginning; readonly isShared?: boolean };
}

const largestBody = 8 * 1_048_576;
const stopWithinMs = 5_000;

export async function startSubgraphServer(options: SubgraphServerOptions): Promise<SubgraphServer> {
  const documents = new Map<string, DocumentNode>();
  const server = createHttpServer([graphqlRoute(options, documents)], options.log);
  const port = await listen(server, options.host, options.port);
  return { url: `http://${options.host}:${port}/graphql`, stop: () => close(server, stopWithinMs) };
}

function graphqlRoute(
  { schema, createContext, secret, tracing = null }: SubgraphServerOptions,
  documents: Map<string, DocumentNode>,
): Route {
  return async (request, response, url) => {
    if (request.method !== "POST" || url.pathname !== "/graphql") return false;
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const caller = await verifyCaller(token, secret).catch(() => {
      throw new HttpRefusal(401, "Only the gateway is answered here", { "www-authenticate": "Bearer" });
    });
    const { query, variables, extensions } = (await readJson(request, largestBody)) as GatewayRequest;
    const left = new AbortController();
    response.once("close", () => left.abort());
    const document = prepare(schema, query, documents);
    if (request.headers.accept === "text/event-stream") {
      const context = createContext(caller, left.signal, extensions?.beginning ? { beginning: extensions.beginning } : {});
      await sendEvents(response, {
        schema,
        document,
        variables: variables ?? {},
        context,
        createContext: () => createContext(caller, left.signal, { isShared: true }),
      });
      return true;
    }
    const parent = readTraceparent(request.headers.traceparent);
    const span = parent === null ? null : (tracing?.begin("execute", { kind: SpanKind.SERVER, parent }) ?? null);
    const traceparent = span ? traceparentOf(span) : parent;
    const purpose = { isShared: extensions?.isShared ?? false, ...(traceparent === null ? {} : { traceparent }) };
    const contextValue = createContext(caller, left.signal, purpose);
    const result = await execute({ schema, document, variableValues: variables ?? {}, contextValue });
    if (result.errors?.[0] && span) endFailed(span, result.errors[0]);
    else span?.end();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(result));
    return true;
  };
}

function prepare(schema: GraphQLSchema, query: string, documents: Map<string, DocumentNode>): DocumentNode {
  const known = documents.get(query);
  if (known) return known;
  const document = parse(query, { noLocation: true });
  const [fault] = validate(schema, document);
  if (fault) throw new HttpRefusal(400, fault.message);
  if (documents.size >= 2_000) documents.clear();
  documents.set(query, document);
  return document;
}
