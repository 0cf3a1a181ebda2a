/** WebSockets at `/graphql`: who connects, whether they are still there, and their leave-taking when the gateway stops. */
import type { Server } from "node:http";
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { SocketSession, type SocketSessionOptions } from "./socket-session.ts";

export interface SocketOptions extends SocketSessionOptions {
  readonly httpServer: Server;
}

export interface SocketEndpoint {
  /** Clients that are connected. */
  readonly sockets: number;
  /** Tells every client to resume elsewhere (1001), and closes. */
  stop(): Promise<void>;
}

/** Largest frame; a larger one closes the socket (1009). */
const maxPayload = 1_048_576;
/** A socket that has not answered one ping when the next is due is gone. */
const pingEveryMs = 12_000;
const stopWithinMs = 2_000;

export function serveSockets(options: SocketOptions): SocketEndpoint {
  const server = new WebSocketServer({
    server: options.httpServer,
    path: "/graphql",
    maxPayload,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  const answered = new WeakSet<WebSocket>();
  const unsent = new WeakMap<WebSocket, number>();
  /** Pongs are not read of a client that is held back: it lives when it has taken some of what waits for it. */
  const isTaking = (socket: WebSocket): boolean => {
    const before = unsent.get(socket) ?? Number.POSITIVE_INFINITY;
    unsent.set(socket, socket.bufferedAmount);
    answered.add(socket);
    return socket.bufferedAmount === 0 || socket.bufferedAmount < before;
  };
  server.on("connection", (socket) => {
    answered.add(socket);
    socket.on("pong", () => answered.add(socket));
    // A faulty frame closes the socket by itself; there is nothing else to do about it.
    socket.on("error", () => undefined);
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) socket.close(4406, "Subprotocol not acceptable");
    else new SocketSession(socket, options);
  });
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (socket.isPaused) {
        if (!isTaking(socket)) socket.terminate();
        continue;
      }
      unsent.delete(socket);
      if (answered.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, pingEveryMs).unref();
  return {
    get sockets() {
      return server.clients.size;
    },
    async stop() {
      clearInterval(heartbeat);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of server.clients) socket.close(1001, "Going away; resume elsewhere");
      const deadline = setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
      }, stopWithinMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}
