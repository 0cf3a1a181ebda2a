/** The gateway as one thing that is started and stopped: one supergraph, served over HTTP and WebSockets. */
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { type ExecutionResult, GraphQLError } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { tellError } from "./errors.ts";
import { createExplorerRoute, type Sample } from "./explorer/explorer.ts";
import { loadSupergraph, type SubgraphPlace } from "./federation/supergraph.ts";
import { answerGraphql } from "./http/graphql-endpoint.ts";
import { healthRoute, type Readiness } from "./http/health.ts";
import { close, createHttpServer, listen } from "./http/server.ts";
import { createVerify, type Issuer } from "./identity/verify.ts";
import { serveSockets } from "./subscriptions/graphql-ws.ts";

export interface GatewayOptions {
  readonly supergraphSdl: string;
  readonly subgraphs: Readonly<Record<string, SubgraphPlace>>;
  /** What resolvers are given, made once for each request or event; it carries the caller as `caller`. */
  readonly createContext: (caller: Caller, signal: AbortSignal) => object;
  readonly issuers: readonly Issuer[];
  readonly readiness: () => Readiness;
  /** Operations that the explorer offers. */
  readonly samples: readonly Sample[];
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly log: Logger;
}

export interface Gateway extends AsyncDisposable {
  /** Where clients send operations. */
  readonly url: string;
  /** Runs an operation for a caller inside the process, by the same pipeline as over HTTP. */
  execute(operation: { readonly query: string; readonly variables?: Record<string, unknown> }, caller: Caller): Promise<ExecutionResult>;
  /** Takes no more requests, finishes those under way, tells sockets to resume elsewhere. */
  stop(): Promise<void>;
}

const stopWithinMs = 5_000;

/** The stock executor takes a wrong operation name for a fault of its own; it is the client's. */
const refuseUnknownOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation) return;
      throw new GraphQLError("operationName names no operation of the document; name one of them", {
        extensions: { code: "OPERATION_RESOLUTION_FAILURE", http: { status: 400 } },
      });
    },
  }),
};

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, createContext, host } = options;
  const loaded = loadSupergraph(options.supergraphSdl, options.subgraphs, log);
  const pipeline = new ApolloServer({
    gateway: loaded.gateway,
    logger: log,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [refuseUnknownOperation],
    formatError: (formatted, fault) => tellError(formatted, fault, log),
  });
  await pipeline.start();
  const verify = createVerify(options.issuers);
  let stopping = false;
  const httpServer = createHttpServer(
    [
      async (request, response, url) => {
        if (url.pathname !== "/graphql") return false;
        await answerGraphql({ pipeline, verify, createContext }, request, response, url);
        return true;
      },
      healthRoute(options.readiness, () => stopping),
      createExplorerRoute(options.samples),
    ],
    log,
  );
  const port = await listen(httpServer, host, options.port);
  const sockets = serveSockets({ httpServer, loaded, pipeline, verify, createContext, log });
  let stopped: Promise<void> | null = null;
  const shutDown = async (): Promise<void> => {
    stopping = true;
    await sockets.stop();
    await close(httpServer, stopWithinMs);
    await pipeline.stop();
    await loaded.close();
  };
  const stop = (): Promise<void> => {
    stopped ??= shutDown();
    return stopped;
  };
  return {
    url: `http://${host}:${port}/graphql`,
    execute: async (operation, caller) => {
      const left = new AbortController();
      const response = await pipeline.executeOperation(operation, { contextValue: createContext(caller, left.signal) });
      return response.body.kind === "single" ? (response.body.singleResult as ExecutionResult) : {};
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
