/** Subscriptions of a subgraph in another process over the graphql-transport-ws protocol, a connection for each stream. */
import { type Client, CloseCode, createClient } from "graphql-ws";
import WebSocket, { type RawData } from "ws";
import type { FetchDocument } from "../../execution/plan/fetch-port.ts";
import { type EventSource, type SourceEvent, SourceLost, type StreamRequest } from "../../subscriptions/event-source.ts";
import { EventQueue, largestEvent, type QueueBounds } from "./event-queue.ts";
import { type StreamedAnswer, toSourceEvent } from "./event-stream-source.ts";
import { signatureOf } from "./signature.ts";

export interface SocketPlace {
  /** Begins with `ws:` or `wss:`. */
  readonly url: string;
  /** Shared with the subgraph, which is then told whose stream it is in `authorization` of `connection_init`. Null for none. */
  readonly secret: string | null;
  /** What may wait of a stream until it is answered. */
  readonly bounds?: QueueBounds;
}

const pingEveryMs = 12_000;
const beginsWithinMs = 10_000;
/** What a subgraph closes a socket with that it will not have, however often it is opened. */
const refusals: ReadonlySet<number> = new Set([
  CloseCode.BadRequest,
  CloseCode.Unauthorized,
  CloseCode.Forbidden,
  CloseCode.SubprotocolNotAcceptable,
]);

export function createSocketSource(place: SocketPlace): EventSource {
  return { resumes: false, open: (document, request) => follow(place, document, request) };
}

async function* follow(place: SocketPlace, document: FetchDocument, request: StreamRequest): AsyncGenerator<SourceEvent, undefined> {
  const { signal } = request;
  if (signal.aborted) return undefined;
  const answers = new EventQueue<StreamedAnswer>(place.bounds);
  const unsubscribe = subscribe(place, document, request, answers);
  const leave = (): void => {
    answers.end();
    unsubscribe();
  };
  signal.addEventListener("abort", leave, { once: true });
  try {
    for await (const answer of answers) yield toSourceEvent(answer);
  } finally {
    signal.removeEventListener("abort", leave);
    leave();
  }
  return undefined;
}

/** Fills `answers` from a connection of its own, until what this gives is called. */
function subscribe(
  { url, secret }: SocketPlace,
  { text }: FetchDocument,
  { variables, caller }: StreamRequest,
  answers: EventQueue<StreamedAnswer>,
): () => void {
  let size = 0;
  class BoundedWebSocket extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { maxPayload: largestEvent, handshakeTimeout: beginsWithinMs });
      // Before the client hands the message on.
      this.on("message", (data: RawData) => {
        size = Array.isArray(data) ? 0 : data.byteLength;
      });
    }
  }
  const client: Client = createClient({
    url,
    webSocketImpl: BoundedWebSocket,
    retryAttempts: 0,
    keepAlive: pingEveryMs,
    connectionAckWaitTimeout: beginsWithinMs,
    connectionParams: () => signatureOf(caller, secret),
    on: {
      // The client would connect again after a usual closure, and nobody would know what was told meanwhile.
      closed: (event) => {
        answers.end(toFault(event as CloseEvent));
        void Promise.resolve(client.dispose()).catch(() => undefined);
      },
    },
  });
  return client.subscribe(
    { query: text, variables: { ...variables } },
    {
      next: (answer) => answers.push(answer as StreamedAnswer, size),
      // The protocol refuses a stream with a list of errors; anything else is the connection.
      error: (fault) => {
        if (Array.isArray(fault)) answers.push({ errors: fault }, 0);
        answers.end(Array.isArray(fault) ? undefined : toFault(fault as CloseEvent));
      },
      complete: () => answers.end(),
    },
  );
}

/** What a socket closes or fails with, of the two kinds of event that `ws` tells. */
type CloseEvent = { readonly code?: number; readonly reason?: string; readonly error?: unknown };

function toFault({ code, reason, error }: CloseEvent): Error {
  if (error !== undefined) return new SourceLost(error);
  const fault = new Error(`The subgraph closed the socket with ${code} ${reason}`);
  return code !== undefined && refusals.has(code) ? fault : new SourceLost(fault);
}
