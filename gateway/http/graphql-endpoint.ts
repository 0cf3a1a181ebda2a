/** `POST` and `GET /graphql`: a token, an operation, an answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "#schema/canonical/caller.ts";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import type { WrittenAnswer } from "../engine/answer.ts";
import type { Engine } from "../engine/engine.ts";
import type { OperationRequest, Preparation } from "../engine/preparation.ts";
import { refuse } from "../engine/refusal.ts";
import { atEnd, type EndOfToken, type Revocations } from "../identity/expiry.ts";
import { identify } from "../identity/identify.ts";
import type { Verify } from "../identity/verify.ts";
import type { Hub, OpenStream } from "../subscriptions/hub.ts";
import { HttpRefusal, readJson } from "./body.ts";
import { acceptsParts, sendInParts } from "./deferred-response.ts";
import { ResponseSink, type StreamProtocol, streamProtocolOf } from "./event-stream.ts";
import { readOperation, readOperationOfSearch } from "./operation-request.ts";
import type { Pipeline } from "./pipeline.ts";

const largestBody = 1_048_576;
const endOfToken: Readonly<Record<EndOfToken, string>> = {
  EXPIRED: "The token has expired; come back with a new one and the last cursor",
  REVOKED: "The token has been revoked",
};

export interface GraphqlEndpoint {
  readonly engine: Engine;
  readonly preparation: Preparation;
  readonly hub: Hub;
  readonly pipeline: Pipeline;
  /** Null where nobody has to say who they are. */
  readonly verify: Verify | null;
  /** Null where no token is taken back. */
  readonly revocations: Revocations | null;
}

/** Answers one request. Throws HttpRefusal for what never becomes an operation. */
export async function answerGraphql(
  endpoint: GraphqlEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const caller = endpoint.verify ? await identify(endpoint.verify, request.headers.authorization) : null;
  const left = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) left.abort();
  });
  const body = request.method === "POST" ? await readJson(request, largestBody) : undefined;
  const asked = request.method === "POST" ? readOperation(body) : readOperationOfSearch(url.searchParams);
  const { traceparent } = request.headers;
  const operation = traceparent === undefined ? asked : { ...asked, traceparent: readTraceparent(traceparent) };
  const protocol = streamProtocolOf(request);
  if (protocol) {
    refuseForged(request);
    await answerAsStream(endpoint, protocol, { request: operation, method: request.method, caller, signal: left.signal }, response);
    return;
  }
  if (acceptsParts(request)) {
    await sendInParts(response, await endpoint.engine.answerInParts(operation, caller, left.signal));
    return;
  }
  const type = request.method === "POST" ? directType(request) : null;
  if (type !== null) {
    send(response, type, await endpoint.engine.answer(operation, caller, left.signal));
    return;
  }
  const answer = () => endpoint.engine.answer(operation, caller, left.signal);
  if (operation.query !== "") {
    await endpoint.pipeline.serve(request, response, url, body, answer);
    return;
  }
  await serveNamed(endpoint, { request: operation, caller }, { request, response, url }, answer);
}

/** A request that names its document: the pipeline, which looks at the form of texts alone, is shown the one that is meant. */
async function serveNamed(
  { engine, preparation, pipeline }: GraphqlEndpoint,
  { request: operation, caller }: { readonly request: OperationRequest; readonly caller: Caller | null },
  { request, response, url }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
  answer: () => Promise<WrittenAnswer>,
): Promise<void> {
  let query: string;
  try {
    query = preparation.resolve(operation, caller).query;
  } catch (fault) {
    send(response, "application/json; charset=utf-8", engine.refused(fault, caller));
    return;
  }
  const { operationName } = operation;
  const shown = { query, ...(operationName === null ? {} : { operationName }) };
  const search = new URL(`?${new URLSearchParams(shown)}`, url);
  await pipeline.serve(request, response, request.method === "GET" ? search : url, shown, answer);
}

interface StreamedRequest {
  readonly request: OperationRequest;
  readonly method: string | undefined;
  readonly caller: Caller | null;
  readonly signal: AbortSignal;
}

const allowPost = { allow: "POST" };

/** A page of another site can make a browser send such a request unasked, with any Accept but no JSON (Fetch standard, 2.2.2). Throws HttpRefusal. */
function refuseForged({ method, headers }: IncomingMessage): void {
  if (method === "GET") return;
  if (method !== "POST") throw new HttpRefusal(405, `A stream is not asked for by ${method}; send GET or POST`, { allow: "GET, POST" });
  if (!isJson(headers["content-type"])) throw new HttpRefusal(415, "The body is not said to be JSON; send content-type: application/json");
}

function isJson(contentType = ""): boolean {
  return /^application\/json *(;|$)/i.test(contentType);
}

/** Answers over a stream: each event of a subscription, or the one answer of anything else. */
async function answerAsStream(
  { engine, preparation, hub, revocations }: GraphqlEndpoint,
  protocol: StreamProtocol,
  { request, method, caller, signal }: StreamedRequest,
  response: ServerResponse,
): Promise<void> {
  const sink: ResponseSink = new ResponseSink(response, protocol, () => stream?.flush());
  let stream: OpenStream | null = null;
  try {
    const kind = preparation.kindOf(request, caller);
    if (kind === "mutation" && method !== "POST")
      throw refuse("A mutation is not taken by GET; send it by POST", "BAD_REQUEST", 405, allowPost);
    if (kind === "subscription") {
      stream = hub.open(request, caller, sink);
      sink.begin();
    }
  } catch (fault) {
    send(response, "application/json; charset=utf-8", engine.refused(fault, caller));
    return;
  }
  if (!stream) {
    const answer = await engine.answer(request, caller, signal);
    if (answer.isRefusal) send(response, "application/json; charset=utf-8", answer);
    else sink.answer(answer);
    return;
  }
  const opened = stream;
  const end = (why: EndOfToken): void => opened.end([{ message: endOfToken[why], extensions: { code: "UNAUTHENTICATED" } }]);
  const cancelEnd = caller ? atEnd(caller, revocations, end) : () => undefined;
  response.once("close", () => {
    cancelEnd();
    opened.leave();
  });
}

/**
 * The type of the answer to a plain request, of which there is nothing to negotiate: JSON in, and JSON or GraphQL's own type out. Null
 * for any other.
 */
function directType({ headers }: IncomingMessage): string | null {
  if (!isJson(headers["content-type"])) return null;
  const { accept } = headers;
  if (accept === undefined || accept === "*/*" || accept.startsWith("application/json")) return "application/json; charset=utf-8";
  return accept.startsWith("application/graphql-response+json") ? "application/graphql-response+json; charset=utf-8" : null;
}

function send(response: ServerResponse, type: string, { text, bytes = Buffer.from(text), status, headers }: WrittenAnswer): void {
  response.writeHead(status, { "content-type": type, "content-length": bytes.length, "cache-control": "no-store", ...headers });
  response.end(bytes);
}
