/** `POST` and `GET /graphql`: a token, an operation, an answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { Caller } from "#schema/canonical/caller.ts";
import { InvalidToken } from "../identity/invalid-token.ts";
import type { Verify } from "../identity/verify.ts";
import { HttpRefusal, readJson } from "./body.ts";

const largestBody = 1_048_576;

export interface GraphqlEndpoint {
  readonly pipeline: ApolloServer;
  readonly verify: Verify;
  readonly createContext: (caller: Caller, signal: AbortSignal) => object;
}

/** Answers one request. Throws HttpRefusal for what never becomes an operation. */
export async function answerGraphql(
  endpoint: GraphqlEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const caller = await identify(endpoint.verify, request);
  const left = new AbortController();
  response.once("close", () => left.abort());
  const answer = await endpoint.pipeline.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? "GET",
      headers: headersOf(request),
      search: url.search,
      body: request.method === "POST" ? await readJson(request, largestBody) : undefined,
    },
    context: async () => endpoint.createContext(caller, left.signal),
  });
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === "complete") {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

/** The caller of the request's bearer token. Throws HttpRefusal 401 with the challenge of RFC 6750, section 3. */
async function identify(verify: Verify, request: IncomingMessage): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (!token) throw new HttpRefusal(401, "Send a bearer token in the Authorization header", { "www-authenticate": 'Bearer realm="andon"' });
  try {
    return await verify(token);
  } catch (fault) {
    if (!(fault instanceof InvalidToken)) throw fault;
    const challenge = `Bearer realm="andon", error="invalid_token", error_description="${fault.message}"`;
    throw new HttpRefusal(401, fault.message, { "www-authenticate": challenge });
  }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
