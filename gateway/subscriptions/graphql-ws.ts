/** Clients over WebSockets, by the graphql-transport-ws protocol: subscriptions, and queries and mutations too. */
import type { Server } from "node:http";
import { type DocumentNode, type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST, parse, validate } from "graphql";
import { type Context, GRAPHQL_TRANSPORT_WS_PROTOCOL } from "graphql-ws";
import { type Extra, useServer as serveProtocol } from "graphql-ws/use/ws";
import type { Logger } from "pino";
import { WebSocketServer } from "ws";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Engine } from "../engine/engine.ts";
import { tellFault } from "../errors.ts";
import type { LoadedSupergraph } from "../federation/supergraph.ts";
import { clockToleranceSeconds, type Verify } from "../identity/verify.ts";
import { runSubscription } from "./execute-event.ts";
import { planSubscription, type SubscriptionPlan } from "./subscription-plan.ts";

export interface SocketOptions {
  readonly httpServer: Server;
  readonly loaded: LoadedSupergraph;
  /** Runs queries and mutations, as over HTTP. */
  readonly engine: Engine;
  readonly verify: Verify;
  readonly createContext: (caller: Caller, signal: AbortSignal) => object;
  readonly log: Logger;
}

type SocketContext = Context<Record<string, unknown>, Extra & { caller?: Caller; expiry?: NodeJS.Timeout }>;

/** Largest frame; a larger one closes the socket (1009). */
const maxPayload = 1_048_576;
/** The token has ended: come back with a new one and the last cursor. */
const tokenExpired = { code: 4401, reason: "Token expired" };
/** setTimeout takes no more; a token that lives longer is not waited for. */
const longestTimeoutMs = 2_147_483_647;
const keptPlans = 1_000;

export interface SocketEndpoint {
  /** Tells every client to resume elsewhere (1001), and closes. */
  stop(): Promise<void>;
}

export function serveSockets(options: SocketOptions): SocketEndpoint {
  const { httpServer, loaded, engine, verify, log } = options;
  const sockets = new WebSocketServer({
    server: httpServer,
    path: "/graphql",
    maxPayload,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  const plans = new Map<string, SubscriptionPlan>();
  const cleanup = serveProtocol(
    {
      async onConnect(context: SocketContext) {
        const token = bearerOf(context);
        // False closes the socket with 4403 Forbidden, as the protocol says.
        if (token === null) return false;
        try {
          const caller = await verify(token);
          context.extra.caller = caller;
          closeAtExpiry(context, caller);
          return true;
        } catch (fault) {
          log.info({ err: fault }, "a socket was refused");
          return false;
        }
      },
      onDisconnect: (context: SocketContext) => clearTimeout(context.extra.expiry),
      onSubscribe: (context: SocketContext, _id, { query, operationName, variables }) =>
        prepare(loaded, callerOf(context), query, operationName, variables),
      execute: async (args: ExecutionArgs) => {
        const { caller, query } = args.contextValue as PreparedContext;
        const { text } = await engine.answer(
          { query, operationName: args.operationName ?? null, variables: args.variableValues ?? {}, extensions: {} },
          caller,
          new AbortController().signal,
        );
        return JSON.parse(text) as ExecutionResult;
      },
      subscribe: async (args: ExecutionArgs) => {
        const { caller, query } = args.contextValue as PreparedContext;
        try {
          const plan = planOf(plans, loaded, args, query);
          const createContext = (signal: AbortSignal): object => options.createContext(caller, signal);
          return tell(await runSubscription(loaded, { plan, variables: args.variableValues ?? {}, createContext }, log), log);
        } catch (fault) {
          return { errors: [toTold(fault, log)] };
        }
      },
      onError: (_context, _id, _payload, errors) => errors.map((error) => tellFault(error, log)),
    },
    sockets,
  );
  return { stop: async () => cleanup.dispose() };
}

interface PreparedContext {
  readonly caller: Caller;
  readonly query: string;
}

/** Parses and validates; a fault answers this operation and leaves the socket open. */
function prepare(
  loaded: LoadedSupergraph,
  caller: Caller,
  query: string,
  operationName: string | null | undefined,
  variables: Record<string, unknown> | null | undefined,
): ExecutionArgs | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (fault) {
    return [withCode(fault as GraphQLError, "GRAPHQL_PARSE_FAILED")];
  }
  const faults = validate(loaded.apiSchema, document);
  if (faults.length > 0) return faults.map((fault) => withCode(fault, "GRAPHQL_VALIDATION_FAILED"));
  if (!getOperationAST(document, operationName)) {
    return [
      new GraphQLError("Name the operation that is wanted with operationName", { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } }),
    ];
  }
  const contextValue: PreparedContext = { caller, query };
  return { schema: loaded.apiSchema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue };
}

function planOf(plans: Map<string, SubscriptionPlan>, loaded: LoadedSupergraph, args: ExecutionArgs, query: string): SubscriptionPlan {
  const key = `${args.operationName ?? ""}\n${query}`;
  const known = plans.get(key);
  if (known) return known;
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) throw new GraphQLError("There is no such operation", { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } });
  const plan = planSubscription(loaded, args.document, operation);
  if (plans.size >= keptPlans) plans.delete(plans.keys().next().value ?? "");
  plans.set(key, plan);
  return plan;
}

/** A stream that ends with a fault ends with an answer that tells it. */
async function* tellAnswers(answers: AsyncIterator<ExecutionResult>, log: Logger): AsyncGenerator<ExecutionResult, undefined> {
  try {
    for (let next = await answers.next(); !next.done; next = await answers.next()) {
      const { errors, ...rest } = next.value;
      yield errors ? { ...rest, errors: errors.map((error) => toTold(error, log)) } : rest;
    }
  } catch (fault) {
    yield { errors: [toTold(fault, log)] };
  }
  return undefined;
}

function tell(answers: AsyncIterable<ExecutionResult>, log: Logger): AsyncIterableIterator<ExecutionResult> {
  const source = answers[Symbol.asyncIterator]();
  const told = tellAnswers(source, log);
  const iterator: AsyncIterableIterator<ExecutionResult> = {
    next: () => told.next(),
    return: async () => {
      await source.return?.();
      return told.return(undefined);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

function toTold(fault: unknown, log: Logger): GraphQLError {
  const { message, path, extensions } = tellFault(fault, log);
  return new GraphQLError(message, { ...(path ? { path } : {}), extensions: extensions ?? {} });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes ? { nodes: error.nodes } : {}),
    ...(error.source ? { source: error.source, positions: error.positions ?? [] } : {}),
    extensions: { code },
  });
}

/** The token of `connectionParams.authorization` (any case), or of the upgrade request's header. */
function bearerOf({ connectionParams, extra }: SocketContext): string | null {
  const given = Object.entries(connectionParams ?? {}).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const text = typeof given === "string" ? given : extra.request.headers.authorization;
  return text?.match(/^Bearer (.+)$/i)?.[1] ?? null;
}

function callerOf({ extra }: SocketContext): Caller {
  if (!extra.caller) throw new Error("A socket has no caller after its connection was accepted");
  return extra.caller;
}

function closeAtExpiry({ extra }: SocketContext, caller: Caller): void {
  const left = (caller.expiresAt + clockToleranceSeconds) * 1_000 - Date.now();
  if (left > longestTimeoutMs) return;
  extra.expiry = setTimeout(() => extra.socket.close(tokenExpired.code, tokenExpired.reason), left).unref();
}
