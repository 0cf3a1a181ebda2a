/** The gateway as one thing that is started and stopped: one supergraph, served over HTTP and WebSockets. */
import type { ExecutionResult } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { OperationStore } from "./engine/checked-operation.ts";
import { parseDocument, validateDocument } from "./engine/documents.ts";
import { Engine } from "./engine/engine.ts";
import { createExplorerRoute, type Sample } from "./explorer/explorer.ts";
import { loadGeneration } from "./federation/generation.ts";
import { Generations } from "./federation/generations.ts";
import { placeSubgraphs } from "./federation/place-subgraphs.ts";
import { loadSupergraph, type SubgraphPlace } from "./federation/supergraph.ts";
import { answerGraphql } from "./http/graphql-endpoint.ts";
import { healthRoute, type Readiness } from "./http/health.ts";
import { createPipeline } from "./http/pipeline.ts";
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

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, createContext, host } = options;
  const generations: Generations = new Generations(options.supergraphSdl, {
    load: (sdl) => loadGeneration(sdl, sdl, placeSubgraphs(options.subgraphs)),
    warm: (next, present) => engine.warm(next, present),
    log,
  });
  const engine = new Engine({
    generations,
    createContext,
    createStore: (generation) => new OperationStore(generation, parseDocument, (document) => validateDocument(generation, document)),
    log,
  });
  const loaded = loadSupergraph(options.supergraphSdl, options.subgraphs, log);
  const pipeline = await createPipeline(generations.present.apiSchema, log);
  generations.onSwitched(({ apiSchema }) => pipeline.useSchema(apiSchema));
  const verify = createVerify(options.issuers);
  let stopping = false;
  const httpServer = createHttpServer(
    [
      async (request, response, url) => {
        if (url.pathname !== "/graphql") return false;
        await answerGraphql({ engine, pipeline, verify }, request, response, url);
        return true;
      },
      healthRoute(options.readiness, () => stopping),
      createExplorerRoute(options.samples),
    ],
    log,
  );
  const port = await listen(httpServer, host, options.port);
  const sockets = serveSockets({ httpServer, loaded, engine, verify, createContext, log });
  let stopped: Promise<void> | null = null;
  const shutDown = async (): Promise<void> => {
    stopping = true;
    await sockets.stop();
    await close(httpServer, stopWithinMs);
    await pipeline.stop();
    await loaded.close();
    await generations.close();
  };
  const stop = (): Promise<void> => {
    stopped ??= shutDown();
    return stopped;
  };
  return {
    url: `http://${host}:${port}/graphql`,
    execute: async ({ query, variables = {} }, caller) => {
      const request = { query, operationName: null, variables, extensions: {} };
      return JSON.parse((await engine.answer(request, caller, new AbortController().signal)).text) as ExecutionResult;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
