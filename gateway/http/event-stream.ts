/**
 * Streams over HTTP: as server-sent events, by the "distinct connections" mode of the GraphQL over SSE protocol, and as
 * multipart with the subscriptionSpec that Apollo Client asks for.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphQLFormattedError } from "graphql";
import type { WrittenAnswer } from "../engine/answer.ts";
import type { Frame } from "../subscriptions/frame.ts";
import type { Sink } from "../subscriptions/subscriber.ts";

/** How a protocol writes what it is given. */
export interface StreamProtocol {
  readonly contentType: string;
  /** Before anything else. */
  readonly opening: string;
  readonly beforeFrame: string;
  readonly afterFrame: string;
  /** What shows that the stream lives though nothing happens. */
  readonly heartbeat: string;
  readonly end: (errors: readonly GraphQLFormattedError[] | null) => string;
}

const eventStream: StreamProtocol = {
  contentType: "text/event-stream; charset=utf-8",
  opening: ":\n\n",
  beforeFrame: "event: next\ndata: ",
  afterFrame: "\n\n",
  heartbeat: ":\n\n",
  end: (errors) => `${errors ? `event: next\ndata: ${JSON.stringify({ errors })}\n\n` : ""}event: complete\ndata:\n\n`,
};

const part = "content-type: application/json\r\n\r\n";
const nextPart = "\r\n--graphql\r\n";
const multipart: StreamProtocol = {
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
  opening: `--graphql\r\n${part}{}${nextPart}`,
  beforeFrame: `${part}{"payload":`,
  afterFrame: `}${nextPart}`,
  heartbeat: `${part}{}${nextPart}`,
  // Errors beside a null payload say that the stream itself has failed.
  end: (errors) => `${part}${errors ? JSON.stringify({ payload: null, errors }) : "{}"}\r\n--graphql--\r\n`,
};

const heartbeatEveryMs = 12_000;

/** The protocol in which the client wants a stream; null when it asks for a single answer. */
export function streamProtocolOf({ headers }: IncomingMessage): StreamProtocol | null {
  const accept = headers.accept ?? "";
  if (/(^|,) *text\/event-stream *(;|,|$)/i.test(accept)) return eventStream;
  return /multipart\/mixed *;[^,]*subscriptionSpec="?1\.0"?/i.test(accept) ? multipart : null;
}

export class ResponseSink implements Sink {
  readonly #response: ServerResponse;
  readonly #protocol: StreamProtocol;
  #heartbeat: NodeJS.Timeout | undefined;
  #isFull = false;

  /** `onReady` is called when the client takes more again. */
  constructor(response: ServerResponse, protocol: StreamProtocol, onReady: () => void) {
    this.#response = response;
    this.#protocol = protocol;
    response.on("drain", () => {
      this.#isFull = false;
      onReady();
    });
    response.once("close", () => clearInterval(this.#heartbeat));
  }

  get isReady(): boolean {
    return !this.#isFull;
  }

  /** Says that the stream is open. Before it, the request can still be refused. */
  begin(headers: WrittenAnswer["headers"] = {}): void {
    const { contentType, opening, heartbeat } = this.#protocol;
    this.#response.writeHead(200, { "content-type": contentType, "cache-control": "no-store", "x-accel-buffering": "no", ...headers });
    this.#write(opening);
    this.#heartbeat = setInterval(() => this.#write(heartbeat), heartbeatEveryMs).unref();
  }

  send(frame: Frame, conflated: boolean): void {
    this.#write(frame.bytes(this.#protocol.beforeFrame, this.#protocol.afterFrame, conflated));
  }

  /** The whole answer of a query or a mutation. */
  answer({ text, headers }: WrittenAnswer): void {
    this.begin(headers);
    this.#write(`${this.#protocol.beforeFrame}${text}${this.#protocol.afterFrame}`);
    this.end(null);
  }

  end(errors: readonly GraphQLFormattedError[] | null): void {
    if (!this.#response.headersSent) this.begin();
    clearInterval(this.#heartbeat);
    this.#response.end(this.#protocol.end(errors));
  }

  #write(bytes: Buffer | string): void {
    if (!this.#response.write(bytes)) this.#isFull = true;
  }
}
