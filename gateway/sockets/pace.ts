/**
 * How fast a socket's client is answered: as fast as it takes its answers. Of a client that does not take what it asked for, no
 * more is read, so that what waits for it is bounded.
 */
import type { WebSocket } from "ws";

type PacedSocket = Pick<WebSocket, "bufferedAmount" | "isPaused" | "pause" | "resume"> & { send(text: string, onSent: () => void): void };

/** Bytes that may wait in a socket before its client counts as slow. */
export const mostUnsent = 65_536;
/** Queries and mutations of one socket that are answered at a time. */
const mostAnswering = 32;

export class Pace {
  readonly #socket: PacedSocket;
  readonly #waiting: (() => void)[] = [];
  #answering = 0;

  constructor(socket: PacedSocket) {
    this.#socket = socket;
  }

  /** Makes and sends an answer when its turn has come. */
  async run(answer: () => Promise<void>): Promise<void> {
    // Messages that came in one packet are told though the socket is paused meanwhile; they wait here.
    if (this.#waiting.length > 0 || !this.#hasRoom) await this.#turn();
    else this.#answering += 1;
    try {
      await answer();
    } finally {
      this.#answering -= 1;
      this.goOn();
    }
  }

  /** Sends what is no answer. */
  send(text: string): void {
    this.#socket.send(text, () => this.goOn());
  }

  /** To be called when a message was taken in, or the socket has taken something. */
  goOn(): void {
    while (this.#waiting.length > 0 && this.#hasRoom) {
      this.#answering += 1;
      this.#waiting.shift()?.();
    }
    if (this.#waiting.length > 0 || this.#isSlow) this.#socket.pause();
    else if (this.#socket.isPaused) this.#socket.resume();
  }

  #turn(): Promise<void> {
    this.#socket.pause();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  get #isSlow(): boolean {
    return this.#socket.bufferedAmount >= mostUnsent;
  }

  get #hasRoom(): boolean {
    return this.#answering < mostAnswering && !this.#isSlow;
  }
}
