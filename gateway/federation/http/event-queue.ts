/** Events of a subgraph that sends them unasked, until they are answered; never more than a bound. */
import { GraphQLError } from "graphql";

/** Characters, or bytes, of one event. */
export const largestEvent = 4 * 1_048_576;

export interface QueueBounds {
  readonly events: number;
  /** One event is taken however large it is. */
  readonly bytes: number;
}

const usualBounds: QueueBounds = { events: 1_024, bytes: largestEvent };

export class EventQueue<T> {
  readonly #bounds: QueueBounds;
  readonly #waiting: { readonly event: T; readonly size: number }[] = [];
  #bytes = 0;
  /** Null while more may come; `fault` says why nothing more comes, undefined that the stream is complete. */
  #end: { readonly fault: unknown } | null = null;
  #wake: () => void = () => undefined;

  constructor(bounds: QueueBounds = usualBounds) {
    this.#bounds = bounds;
  }

  /** Takes an event of that many bytes. When there is no room the stream ends with SUBSCRIPTION_GAP after what waits already. */
  push(event: T, size: number): void {
    if (this.#end) return;
    const isFull = this.#waiting.length >= this.#bounds.events || this.#bytes + size > this.#bounds.bytes;
    if (isFull && this.#waiting.length > 0) {
      this.end(gap());
      return;
    }
    this.#waiting.push({ event, size });
    this.#bytes += size;
    this.#wake();
  }

  /** No more comes after what waits: the stream is complete, or has failed. The first word on it counts. */
  end(fault?: unknown): void {
    this.#end ??= { fault };
    this.#wake();
  }

  /** The events in order. Throws what the stream ended with. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, undefined> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next) {
        this.#bytes -= next.size;
        yield next.event;
      } else if (this.#end) {
        if (this.#end.fault !== undefined) throw this.#end.fault;
        return undefined;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}

function gap(): GraphQLError {
  return new GraphQLError("Events came faster than they could be answered, and some are left out from here on; subscribe again", {
    extensions: { code: "SUBSCRIPTION_GAP" },
  });
}
