/**
 * Apollo Server's request pipeline over the engine: for requests whose form it knows best (GET, content negotiation, forged
 * requests of browsers). What the operation may do and what it answers is the engine's to say, as for every other transport.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import type { ExecutionResult, GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { WrittenAnswer } from "../engine/answer.ts";

/** What the pipeline carries from the request to its execution. */
interface Carried {
  /** One object for both ends: the pipeline hands on a copy of what it is given. */
  readonly exchange: {
    readonly answer: () => Promise<WrittenAnswer>;
    /** Set when the operation was run. */
    answered: WrittenAnswer | null;
  };
}

export interface Pipeline {
  /** Answers a request whose body, if it has one, is read already. */
  serve(request: IncomingMessage, response: ServerResponse, url: URL, body: unknown, answer: Carried["exchange"]["answer"]): Promise<void>;
  /** The schema of the generation that serves now. */
  useSchema(schema: GraphQLSchema): void;
  stop(): Promise<void>;
}

export async function createPipeline(schema: GraphQLSchema, log: Logger): Promise<Pipeline> {
  let announce: ((schema: GraphQLSchema) => void) | null = null;
  const server = new ApolloServer<Carried>({
    gateway: {
      onSchemaLoadOrUpdate(listener) {
        announce = (next) => listener({ apiSchema: next, coreSupergraphSdl: "" });
        announce(schema);
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ context }) => {
          const { exchange } = context as Carried;
          exchange.answered = await exchange.answer();
          return JSON.parse(exchange.answered.text) as ExecutionResult;
        },
      }),
      stop: async () => undefined,
    },
    logger: log,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // The errors of the engine have been told already; those of the pipeline say what is wrong with the request.
    formatError: ({ message, locations, path, extensions }) => ({
      message,
      ...(locations ? { locations } : {}),
      ...(path ? { path } : {}),
      ...(extensions ? { extensions: { ...extensions } } : {}),
    }),
  });
  await server.start();
  return {
    async serve(request, response, url, body, answer) {
      const exchange: Carried["exchange"] = { answer, answered: null };
      const told = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method ?? "GET", headers: headersOf(request), search: url.search, body },
        context: async () => ({ exchange }),
      });
      // Its length is of what the pipeline would have said.
      for (const [name, value] of told.headers) if (name !== "content-length") response.setHeader(name, value);
      // What the pipeline stumbles over is the engine's to judge too: it never throws.
      if (!exchange.answered && (told.status ?? 200) >= 500) exchange.answered = await answer();
      const { status, headers = {} } = exchange.answered ?? { status: told.status ?? 200 };
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.statusCode = status;
      // What was answered goes out as it is written; what the pipeline says is of requests that it did not let through.
      response.end(exchange.answered?.text ?? (told.body.kind === "complete" ? told.body.string : ""));
    },
    useSchema: (next) => announce?.(next),
    stop: () => server.stop(),
  };
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
