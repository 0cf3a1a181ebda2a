/** The gateway as one thing that is started and stopped: one supergraph, served over HTTP and WebSockets. */
import type { ExecutionResult } from "graphql";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { policies } from "./authorization/policies/index.ts";
import { ResponseCache } from "./caching/response-cache.ts";
import { OperationStore } from "./engine/checked-operation.ts";
import { parseDocument, validateDocument } from "./engine/documents.ts";
import { Engine } from "./engine/engine.ts";
import { compileOperation } from "./execution/compiled-operation.ts";
import { stockOperation } from "./execution/stock-operation.ts";
import { createExplorerRoute, type Sample } from "./explorer/explorer.ts";
import { loadGeneration } from "./federation/generation.ts";
import { Generations } from "./federation/generations.ts";
import type { CreateContext } from "./federation/local/local-events.ts";
import { placeSubgraphs, type SubgraphPlace } from "./federation/place-subgraphs.ts";
import { answerGraphql } from "./http/graphql-endpoint.ts";
import { healthRoute, type Readiness } from "./http/health.ts";
import { createPipeline } from "./http/pipeline.ts";
import { close, createHttpServer, listen } from "./http/server.ts";
import { identifyWithScope } from "./identity/identify.ts";
import { createVerify, type Issuer } from "./identity/verify.ts";
import { type SocketEndpoint, serveSockets } from "./sockets/socket-endpoint.ts";
import { CursorSigner } from "./subscriptions/cursor.ts";
import { Hub } from "./subscriptions/hub.ts";
import { metricsRoute } from "./telemetry/metrics.ts";
import { type Notified, webhookRoute } from "./webhooks/webhooks.ts";

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Where subgraphs are; those that are not named are where the supergraph says. */
  readonly subgraphs: Readonly<Record<string, SubgraphPlace>>;
  /** What resolvers are given, made once for each request or event; it carries the caller as `caller`. */
  readonly createContext: CreateContext;
  /** How operations are run: compiled, or by Apollo's own executor, which knows neither subscriptions nor deferred parts. */
  readonly executor?: "compiled" | "stock";
  /** Whether answers are kept for as long as they are true; true by default. */
  readonly keepsAnswers?: boolean;
  /** Signs the cursors of subscriptions; the same in every process that serves the same clients. */
  readonly cursorSecret: string;
  /** Whose tokens are taken; null where nobody has to say who they are. */
  readonly issuers: readonly Issuer[] | null;
  readonly readiness: () => Readiness;
  /** Systems that tell of changes at `/webhooks/<system>`, by name. */
  readonly notifications?: ReadonlyMap<string, Notified>;
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
  /**
   * Puts another supergraph in place of the present one, for requests and streams alike. When it cannot be used the present
   * one goes on; false says so, and the log why.
   */
  reload(supergraphSdl: string): Promise<boolean>;
  /** Takes no more requests, finishes those under way, tells sockets to resume elsewhere. */
  stop(): Promise<void>;
}

const stopWithinMs = 5_000;
const goingAway = { message: "This process is going away; subscribe again with the last cursor", extensions: { code: "GOING_AWAY" } };

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, createContext, host } = options;
  const generations: Generations = new Generations(options.supergraphSdl, {
    load: (sdl) => loadGeneration(sdl, placeSubgraphs(options.subgraphs, createContext), { policies, log }),
    warm: (next, present) => engine.warm(next, present),
    log,
  });
  const cache = options.keepsAnswers === false ? null : new ResponseCache();
  const engine = new Engine({
    generations,
    cache,
    createContext,
    createStore: (generation) =>
      new OperationStore(generation, {
        parse: parseDocument,
        validate: (document) => validateDocument(generation, document),
        compile: options.executor === "stock" ? stockOperation : compileOperation,
      }),
    log,
  });
  const hub = new Hub({ engine, signer: new CursorSigner(options.cursorSecret) });
  const pipeline = await createPipeline(generations.present.apiSchema, log);
  generations.onSwitched(({ apiSchema }) => {
    pipeline.useSchema(apiSchema);
    cache?.clear();
    hub.replan();
  });
  const verify = options.issuers && createVerify(options.issuers);
  let stopping = false;
  let sockets: SocketEndpoint | null = null;
  const httpServer = createHttpServer(
    [
      async (request, response, url) => {
        if (url.pathname !== "/graphql") return false;
        await answerGraphql({ engine, hub, pipeline, verify }, request, response, url);
        return true;
      },
      metricsRoute({ cache, hub, sockets: () => sockets }, async (authorization) => {
        if (verify) await identifyWithScope(verify, authorization, "sync:read");
      }),
      healthRoute(options.readiness, () => stopping),
      createExplorerRoute(options.samples),
      webhookRoute(options.notifications ?? new Map()),
    ],
    log,
  );
  const port = await listen(httpServer, host, options.port);
  sockets = serveSockets({ httpServer, engine, hub, verify, log });
  let stopped: Promise<void> | null = null;
  const shutDown = async (): Promise<void> => {
    stopping = true;
    await sockets?.stop();
    hub.end([goingAway]);
    await close(httpServer, stopWithinMs);
    await pipeline.stop();
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
    reload: (supergraphSdl) => generations.reload(supergraphSdl),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
