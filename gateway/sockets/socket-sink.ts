/** One operation's answers, as messages of the graphql-transport-ws protocol. */
import type { GraphQLFormattedError } from "graphql";
import { MessageType } from "graphql-ws";
import type { WebSocket } from "ws";
import type { WrittenAnswer } from "../engine/answer.ts";
import type { Frame } from "../subscriptions/frame.ts";
import type { Sink } from "../subscriptions/subscriber.ts";
import { mostUnsent } from "./pace.ts";

export class SocketSink implements Sink {
  readonly #socket: WebSocket;
  readonly #id: string;
  readonly #onEnd: () => void;
  readonly #onReady: () => void;
  readonly #before: string;

  /** `onEnd` is called when the operation is over, `onReady` when the socket takes more again. */
  constructor(socket: WebSocket, id: string, onEnd: () => void, onReady: () => void) {
    this.#socket = socket;
    this.#id = id;
    this.#onEnd = onEnd;
    this.#onReady = onReady;
    this.#before = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  }

  get isReady(): boolean {
    return this.#socket.bufferedAmount < mostUnsent;
  }

  send(frame: Frame, conflated: boolean): void {
    this.#socket.send(frame.bytes(this.#before, "}", conflated), { binary: false }, this.#isReadyAgain);
  }

  end(errors: readonly GraphQLFormattedError[] | null): void {
    this.#onEnd();
    const rest = errors === null ? { type: MessageType.Complete } : { type: MessageType.Error, payload: errors };
    this.#socket.send(JSON.stringify({ id: this.#id, ...rest }), this.#isReadyAgain);
  }

  /** The whole answer of a query or a mutation. */
  answer({ text }: WrittenAnswer): void {
    this.#socket.send(`${this.#before}${text}}`, this.#isReadyAgain);
    this.end(null);
  }

  /** What never became an operation; the answer has nothing but errors. */
  refuse({ text }: WrittenAnswer): void {
    const { errors } = JSON.parse(text) as { errors: readonly GraphQLFormattedError[] };
    this.end(errors);
  }

  readonly #isReadyAgain = (): void => {
    if (this.isReady) this.#onReady();
  };
}
