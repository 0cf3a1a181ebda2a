/**
 * One WebSocket client, by the graphql-transport-ws protocol: subscriptions, and queries and mutations too. What is wrong
 * with an operation is answered for that operation; only what breaks the protocol closes the socket.
 */
import { CloseCode, type ConnectionInitMessage, MessageType, parseMessage, type SubscribeMessage } from "graphql-ws";
import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { Caller } from "#schema/canonical/caller.ts";
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import type { Engine } from "../engine/engine.ts";
import type { OperationRequest, Preparation } from "../engine/preparation.ts";
import { refuse } from "../engine/refusal.ts";
import { HttpRefusal } from "../http/body.ts";
import { readOperation } from "../http/operation-request.ts";
import { atEnd, type EndOfToken, type Revocations } from "../identity/expiry.ts";
import type { Verify } from "../identity/verify.ts";
import type { Limiter } from "../limits/limiter.ts";
import type { Hub } from "../subscriptions/hub.ts";
import { Pace } from "./pace.ts";
import { SocketSink } from "./socket-sink.ts";

export interface SocketSessionOptions {
  readonly engine: Engine;
  readonly preparation: Preparation;
  readonly hub: Hub;
  readonly limiter: Limiter | null;
  /** Null where nobody has to say who they are. */
  readonly verify: Verify | null;
  /** Null where no token is taken back. */
  readonly revocations: Revocations | null;
  readonly log: Logger;
}

/** How long a client may take to say who it is. */
const initialisedWithinMs = 10_000;
/** The token has ended. With a new one and the last cursor a client goes on, unless who it is was shut out. */
const endOfToken: Readonly<Record<EndOfToken, { readonly code: number; readonly reason: string }>> = {
  EXPIRED: { code: 4401, reason: "Token expired" },
  REVOKED: { code: 4403, reason: "Token revoked" },
};
const tooMany = { code: CloseCode.TooManyInitialisationRequests };

export class SocketSession {
  readonly #socket: WebSocket;
  readonly #options: SocketSessionOptions;
  readonly #pace: Pace;
  /** Operations under way, by the client's ids. */
  readonly #operations = new Map<string, { leave(): void; flush(): void }>();
  #caller: Caller | null = null;
  /** Trace of the connection, for operations that name none of their own. */
  #traceparent: string | null = null;
  #state: "CONNECTED" | "INITIALISING" | "ACKNOWLEDGED" = "CONNECTED";
  #deadline: NodeJS.Timeout;
  #cancelEnd: () => void = () => undefined;
  #release: () => void = () => undefined;

  constructor(socket: WebSocket, options: SocketSessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#pace = new Pace(socket);
    this.#deadline = setTimeout(
      () => socket.close(CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout"),
      initialisedWithinMs,
    );
    socket.on("message", (data) => {
      // What came with the message for which the socket is being closed is not taken any more.
      if (socket.readyState !== socket.OPEN) return;
      this.#take(data);
      this.#pace.goOn();
    });
    socket.once("close", () => this.#end());
  }

  #take(data: RawData): void {
    let message: ReturnType<typeof parseMessage>;
    try {
      message = parseMessage(String(data));
    } catch {
      this.#socket.close(CloseCode.BadRequest, "Invalid message received");
      return;
    }
    if (this.#caller && this.#options.limiter?.takeMessage(this.#caller) === false) {
      this.#socket.close(tooMany.code, "Too many messages");
      return;
    }
    switch (message.type) {
      case MessageType.ConnectionInit:
        void this.#initialise(message);
        break;
      case MessageType.Ping:
        this.#pace.send(JSON.stringify({ type: MessageType.Pong, ...(message.payload ? { payload: message.payload } : {}) }));
        break;
      case MessageType.Pong:
        break;
      case MessageType.Subscribe:
        this.#subscribe(message);
        break;
      case MessageType.Complete:
        this.#operations.get(message.id)?.leave();
        this.#operations.delete(message.id);
        break;
      default:
        this.#socket.close(CloseCode.BadRequest, `Unexpected message of type ${message.type} received`);
    }
  }

  async #initialise({ payload }: ConnectionInitMessage): Promise<void> {
    if (this.#state !== "CONNECTED") {
      this.#socket.close(CloseCode.TooManyInitialisationRequests, "Too many initialisation requests");
      return;
    }
    this.#state = "INITIALISING";
    this.#traceparent = readTraceparent(payload?.traceparent);
    const { verify, log } = this.#options;
    if (verify) {
      try {
        this.#caller = await verify(bearerOf(payload));
      } catch (fault) {
        log.info({ err: fault }, "a socket was refused");
        this.#socket.close(CloseCode.Forbidden, "Forbidden");
        return;
      }
      // What is opened for a client that has left meanwhile, nobody would close.
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      const release = this.#options.limiter?.openSocket(this.#caller);
      if (release === null) {
        this.#socket.close(tooMany.code, "Too many sockets");
        return;
      }
      this.#release = release ?? this.#release;
      this.#cancelEnd = atEnd(this.#caller, this.#options.revocations, (why) => {
        this.#socket.close(endOfToken[why].code, endOfToken[why].reason);
      });
    }
    clearTimeout(this.#deadline);
    this.#state = "ACKNOWLEDGED";
    this.#socket.send(JSON.stringify({ type: MessageType.ConnectionAck }));
  }

  #subscribe({ id, payload }: SubscribeMessage): void {
    if (this.#state !== "ACKNOWLEDGED") {
      this.#socket.close(CloseCode.Unauthorized, "Unauthorized");
      return;
    }
    if (this.#operations.has(id)) {
      this.#socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`.slice(0, 123));
      return;
    }
    const sink = new SocketSink(
      this.#socket,
      id,
      () => this.#operations.delete(id),
      () => {
        this.#operations.get(id)?.flush();
        this.#pace.goOn();
      },
    );
    try {
      const request = readSubscribe(payload, this.#traceparent);
      if (this.#options.preparation.kindOf(request, this.#caller) === "subscription") {
        this.#operations.set(id, this.#options.hub.open(request, this.#caller, sink));
      } else void this.#answer(id, request, sink);
    } catch (fault) {
      sink.refuse(this.#options.engine.refused(fault, this.#caller));
    }
  }

  async #answer(id: string, request: OperationRequest, sink: SocketSink): Promise<void> {
    const left = new AbortController();
    this.#operations.set(id, { leave: () => left.abort(), flush: () => undefined });
    await this.#pace.run(async () => {
      if (left.signal.aborted) return;
      const answer = await this.#options.engine.answer(request, this.#caller, left.signal);
      if (left.signal.aborted) return;
      if (answer.isRefusal) sink.refuse(answer);
      else sink.answer(answer);
    });
  }

  #end(): void {
    clearTimeout(this.#deadline);
    this.#cancelEnd();
    this.#release();
    for (const operation of [...this.#operations.values()]) operation.leave();
    this.#operations.clear();
  }
}

/**
 * The operation of a message, read as that of an HTTP request is; of the trace that its extensions name, or else its connection's.
 * Throws OperationRefused that names the field that is wrong.
 */
function readSubscribe(payload: unknown, traceparent: string | null): OperationRequest {
  try {
    const operation = readOperation(payload);
    return { ...operation, traceparent: readTraceparent(operation.extensions.traceparent) ?? traceparent };
  } catch (fault) {
    throw fault instanceof HttpRefusal ? refuse(fault.message, "BAD_REQUEST", fault.status) : fault;
  }
}

/** The token of `connection_init`, under `authorization` in whatever case; an empty one is refused like any other that is wrong. */
function bearerOf(payload: Readonly<Record<string, unknown>> | undefined): string {
  for (const [name, value] of Object.entries(payload ?? {})) {
    if (name.toLowerCase() !== "authorization" || typeof value !== "string") continue;
    return /^Bearer +(\S+)$/i.exec(value)?.[1] ?? "";
  }
  return "";
}
