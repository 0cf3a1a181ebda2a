/** One client's stream: what it is sent, what waits for it, and how it ends. */
import type { GraphQLFormattedError } from "graphql";
import type { Positions } from "#schema/canonical/log-positions.ts";
import { Backlog, type BacklogBounds } from "./backlog.ts";
import type { Frame } from "./frame.ts";

/** A client, as its transport reaches it. */
export interface Sink {
  /** False while enough of what was sent before has not left yet. */
  readonly isReady: boolean;
  send(frame: Frame, conflated: boolean): void;
  /** The stream is over; errors say why, null that it is complete. Nothing is sent after it. */
  end(errors: readonly GraphQLFormattedError[] | null): void;
}

export interface SubscriberOptions {
  /** Called once, when nothing more is sent. */
  readonly onEnd: () => void;
  /** Called for each frame that is sent. */
  readonly onSent: () => void;
  readonly bounds?: BacklogBounds;
}

export class Subscriber {
  readonly #sink: Sink;
  readonly #backlog: Backlog;
  readonly #options: SubscriberOptions;
  #cursor: string | null = null;
  #isOver = false;
  #flushed: (() => void) | null = null;
  /** What the client has been sent already from a stream of its own; null where nothing would come twice. */
  floor: Positions | null = null;

  constructor(sink: Sink, options: SubscriberOptions) {
    this.#sink = sink;
    this.#backlog = new Backlog(options.bounds);
    this.#options = options;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Sends the frame, or keeps it until the client takes more. A client for which there is no room is told of the gap. */
  deliver(frame: Frame): void {
    if (this.#isOver) return;
    if (this.#backlog.isEmpty && this.#sink.isReady) this.#send(frame, false);
    else if (!this.#backlog.push(frame)) this.end([this.#gap()]);
  }

  /** The client takes more again. */
  flush(): void {
    while (!this.#isOver && this.#sink.isReady) {
      const waiting = this.#backlog.shift();
      if (!waiting) break;
      this.#send(waiting.frame, waiting.conflated);
    }
    if (this.#isOver || (this.#backlog.isEmpty && this.#sink.isReady)) this.#flushed?.();
  }

  /** Fulfilled when nothing waits for the client, or it has gone. */
  async hasRoom(): Promise<void> {
    if (this.#isOver || (this.#backlog.isEmpty && this.#sink.isReady)) return;
    await new Promise<void>((resolve) => {
      this.#flushed = resolve;
    });
    this.#flushed = null;
  }

  /** Ends the stream from this side. */
  end(errors: readonly GraphQLFormattedError[] | null): void {
    if (this.#isOver) return;
    this.leave();
    this.#sink.end(errors);
  }

  /** The client has gone, and is told nothing. */
  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#backlog.clear();
    this.#flushed?.();
    this.#options.onEnd();
  }

  #send(frame: Frame, conflated: boolean): void {
    this.#cursor = frame.cursor ?? this.#cursor;
    this.#sink.send(frame, conflated);
    this.#options.onSent();
  }

  #gap(): GraphQLFormattedError {
    const remedy = this.#cursor === null ? "subscribe again, with a snapshot" : "subscribe again after extensions.cursor";
    return {
      message: `Events came faster than they were taken, and some are left out from here on; ${remedy}`,
      extensions: { code: "SUBSCRIPTION_GAP", ...(this.#cursor === null ? {} : { cursor: this.#cursor }) },
    };
  }
}
