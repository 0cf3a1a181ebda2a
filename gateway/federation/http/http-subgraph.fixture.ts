/** A subgraph over HTTP that answers what a test says, and notes what it was asked. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FetchAnswer } from "../../execution/plan/fetch-port.ts";
import { somebody } from "../../subscriptions/streams.fixture.ts";
import { Writes } from "../writes.ts";
import type { HttpPlace } from "./exchange.ts";
import { createHttpSource, type HttpSource } from "./http-source.ts";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export const secret = "a secret of more than thirty-two characters";
export const good: Answer = (_, response) => response.end('{"data":{"a":1}}');
export const silent: Answer = () => undefined;
export const graphqlType = { "content-type": "application/graphql-response+json" };

/** Answers with a status and a body. */
export function refusing(status: number, body = "", headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => response.writeHead(status, headers).end(body);
}

export interface HttpSubgraph extends AsyncDisposable {
  readonly url: string;
  /** What it answers next, one call each; `good` when there is nothing. */
  answers: Answer[];
  asked: { readonly body: string; readonly headers: IncomingMessage["headers"] }[];
  /** Calls that were given up before they were answered. */
  left: number;
  /** A source of its own, with a breaker and a budget of its own. */
  open(place?: Partial<HttpPlace>, writes?: Writes): HttpSource;
}

export async function startHttpSubgraph(): Promise<HttpSubgraph> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    subgraph.asked.push({ body, headers: request.headers });
    response.once("close", () => {
      if (!response.writableEnded) subgraph.left += 1;
    });
    (subgraph.answers.shift() ?? good)(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?x=1`;
  const opened: HttpSource[] = [];
  const subgraph: HttpSubgraph = {
    url,
    answers: [],
    asked: [],
    left: 0,
    open(place = {}, writes = new Writes()) {
      const source = createHttpSource({ url, secret: null, timeoutMs: 2_000, ...place }, writes);
      opened.push(source);
      return source;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await Promise.all(opened.map((source) => source.close()));
    },
  };
  return subgraph;
}

/** Asks for `{ a }`. */
export async function ask(
  from: HttpSource,
  kind: "query" | "mutation" = "query",
  {
    variables = {},
    caller = somebody,
    signal = new AbortController().signal,
    event = undefined as unknown,
    traceparent = null as string | null,
  } = {},
): Promise<FetchAnswer> {
  return from.prepare({ text: `${kind} { a }`, name: undefined, kind })(variables, {
    variables,
    context: {},
    caller,
    signal,
    event,
    traceparent,
  });
}
