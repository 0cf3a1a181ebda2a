/** The gateway as one thing that is started and stopped: one supergraph, served over HTTP and WebSockets. */
import type { ExecutionResult } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EventIntake } from "#schema/canonical/event-intake.ts";
import { type AssemblyOptions, assemble } from "./assembly.ts";
import { eventsRoute } from "./events/events-route.ts";
import { createExplorerRoute, type Sample } from "./explorer/explorer.ts";
import { answerGraphql } from "./http/graphql-endpoint.ts";
import { healthRoute, type Readiness } from "./http/health.ts";
import { createPipeline } from "./http/pipeline.ts";
import { close, createHttpServer, listen } from "./http/server.ts";
import { identifyWithScope } from "./identity/identify.ts";
import { audited, createVerify, type Issuer } from "./identity/verify.ts";
import { Partners, type PartnersOptions } from "./partners/partners.ts";
import { type SocketEndpoint, serveSockets } from "./sockets/socket-endpoint.ts";
import { type FigureFamily, metricsRoute } from "./telemetry/metrics.ts";
import { type Notified, webhookRoute } from "./webhooks/webhooks.ts";

export interface GatewayOptions extends AssemblyOptions {
  /** Whose tokens are taken; null where nobody has to say who they are. */
  readonly issuers: readonly Issuer[] | null;
  /** Companies that get their tokens here; without meaning where nobody has to say who they are. */
  readonly partners?: PartnersOptions;
  readonly readiness: () => Readiness;
  /** Figures of what is under way, for `/metrics`. */
  readonly figures?: () => readonly FigureFamily[];
  /** Systems that tell of changes at `/webhooks/<system>`, by name. */
  readonly notifications?: ReadonlyMap<string, Notified>;
  /** Takes in what systems tell at `/events`; there is no such address without it. */
  readonly events?: EventIntake;
  /** Operations that the explorer offers. */
  readonly samples: readonly Sample[];
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
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
  const partners = options.partners && options.issuers ? new Partners(options.partners, options.log) : null;
  try {
    return await startGateway(options, partners);
  } catch (fault) {
    partners?.stop();
    throw fault;
  }
}

async function startGateway(options: GatewayOptions, partners: Partners | null): Promise<Gateway> {
  const { log, host } = options;
  const { generations, preparation, engine, hub, cache, entities, limiter, auditor } = assemble(
    partners ? withPartners(options, partners) : options,
  );
  const pipeline = await createPipeline(generations.present.apiSchema, log);
  generations.onSwitched(({ apiSchema }) => pipeline.useSchema(apiSchema));
  const verify = options.issuers && audited(createVerify([...options.issuers, ...(partners ? [partners.tokenIssuer] : [])]), auditor);
  let stopping = false;
  let sockets: SocketEndpoint | null = null;
  const httpServer = createHttpServer(
    [
      async (request, response, url) => {
        if (url.pathname !== "/graphql") return false;
        await answerGraphql({ engine, preparation, hub, pipeline, verify, revocations: partners }, request, response, url);
        return true;
      },
      metricsRoute({ cache, entities, hub, sockets: () => sockets, figures: options.figures ?? (() => []) }, async (authorization) => {
        if (verify) await identifyWithScope(verify, authorization, "sync:read");
      }),
      healthRoute(options.readiness, () => stopping),
      createExplorerRoute(options.samples),
      webhookRoute(options.notifications ?? new Map(), options.tracing ?? null),
      ...(options.events ? [eventsRoute({ intake: options.events, verify, limiter })] : []),
      ...(partners && verify ? [partners.route(verify, options.audit?.log ?? null, auditor)] : []),
    ],
    log,
  );
  const port = await listen(httpServer, host, options.port);
  sockets = serveSockets({ httpServer, engine, preparation, hub, limiter, verify, revocations: partners, log });
  let stopped: Promise<void> | null = null;
  const shutDown = async (): Promise<void> => {
    stopping = true;
    await sockets?.stop();
    hub.end([goingAway]);
    await close(httpServer, stopWithinMs);
    await limiter?.stop();
    await pipeline.stop();
    await generations.close();
    partners?.stop();
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

/** What partners use is counted, and what is said of a partner's documents comes before what the landscape says of all. */
function withPartners(options: AssemblyOptions, partners: Partners): AssemblyOptions {
  const { store = null, level = "OFF", allowedDocuments } = options.documents ?? {};
  const documents = {
    store,
    level,
    allowedDocuments: (whose: string) => partners.allowedDocuments(whose) ?? allowedDocuments?.(whose),
  };
  return { ...options, usage: partners.usage, documents, mayIntrospect: (caller) => partners.mayIntrospect(caller) };
}
