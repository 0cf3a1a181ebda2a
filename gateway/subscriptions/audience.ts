/**
 * All who asked for the same: one operation, the same variables, the same access. Each event is answered once for all of
 * them. Who begins in the past is first told that by a stream of its own, and joins the others when it has caught up.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { GraphQLFormattedError } from "graphql";
import { hasReached, type Positions, readPositions, writePositions } from "#schema/canonical/log-positions.ts";
import type { Beginning, EventPlace } from "#schema/canonical/stream.ts";
import type { PreparedStream } from "../engine/preparation.ts";
import type { CursorSigner } from "./cursor.ts";
import { type SourceEvent, SourceLost } from "./event-source.ts";
import { Frame } from "./frame.ts";
import type { Subscriber } from "./subscriber.ts";

export interface AudienceOptions {
  readonly signer: CursorSigner;
  /** Answers one event: the members of the answer's JSON object. */
  readonly answer: (stream: PreparedStream, event: unknown, signal: AbortSignal, traceparent: string | null) => Promise<string>;
  readonly tell: (fault: unknown) => GraphQLFormattedError;
  /** Called when the last one has left, or nobody is to join any more. May be called again. */
  readonly onOver: () => void;
}

/** Between attempts to open a lost source again. */
const shortestPauseMs = 100;
const longestPauseMs = 5_000;

export class Audience {
  readonly #options: AudienceOptions;
  readonly #live = new Set<Subscriber>();
  readonly #replaying = new Set<Subscriber>();
  #isOver = false;
  #stream: PreparedStream;
  /** How far the shared stream has been told; null before it has begun. */
  #positions: Positions | null = null;
  #begun: () => void = () => undefined;
  readonly #hasBegun: Promise<void>;
  #source = new AbortController();

  constructor(stream: PreparedStream, options: AudienceOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#hasBegun = new Promise((resolve) => {
      this.#begun = resolve;
    });
    void this.#follow();
  }

  /** Lets somebody listen. `beginning` is null for what comes from now on. */
  join(subscriber: Subscriber, beginning: Beginning | null): void {
    if (beginning) void this.#replay(subscriber, beginning);
    else this.#live.add(subscriber);
  }

  /** To be called when somebody who listened is over. */
  leave(subscriber: Subscriber): void {
    this.#live.delete(subscriber);
    this.#closeWhenEmpty();
  }

  /** Goes on with the same operation as another version of the supergraph has it, from where it is. */
  replan(stream: PreparedStream): void {
    this.#source.abort();
    this.#source = new AbortController();
    this.#stream = stream;
    void this.#follow();
  }

  /** Ends it for everybody. */
  end(errors: readonly GraphQLFormattedError[] | null): void {
    this.#isOver = true;
    for (const subscriber of [...this.#live, ...this.#replaying]) subscriber.end(errors);
    this.#close();
  }

  get size(): number {
    return this.#live.size + this.#replaying.size;
  }

  #closeWhenEmpty(): void {
    if (this.size === 0) this.#close();
  }

  #close(): void {
    this.#source.abort();
    this.#options.onOver();
  }

  /** Tells what comes from now on, or from where the stream before this one had come to; again when a source that resumes was lost. */
  async #follow(): Promise<void> {
    const { signal } = this.#source;
    try {
      for (let pause = shortestPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
        try {
          await this.#tellFrom(this.#stream, signal, () => {
            pause = shortestPauseMs;
          });
          break;
        } catch (fault) {
          if (!(fault instanceof SourceLost && this.#stream.source.resumes) || signal.aborted) throw fault;
        }
        await delay(pause, undefined, { signal });
      }
      if (!signal.aborted) this.#complete();
    } catch (fault) {
      if (!signal.aborted) this.end([this.#options.tell(fault)]);
    } finally {
      this.#begun();
    }
  }

  async #tellFrom(stream: PreparedStream, signal: AbortSignal, onEvent: () => void): Promise<void> {
    const after = this.#positions && writePositions(this.#positions);
    for await (const event of this.#open({ after, snapshot: false }, stream, signal)) {
      onEvent();
      const frame = await this.#answer(stream, event, signal);
      if (signal.aborted) return;
      if (frame) this.#broadcast(frame, event.place);
      this.#comeTo(event.positions);
    }
  }

  /** The shared stream has ended; who is still told what was before it is left to its own stream's end. */
  #complete(): void {
    this.#isOver = true;
    for (const subscriber of [...this.#live]) subscriber.end(null);
    this.#options.onOver();
  }

  #broadcast(frame: Frame, place: EventPlace | null): void {
    for (const subscriber of this.#live) {
      if (!subscriber.floor || !isTold(subscriber.floor, place)) subscriber.deliver(frame);
    }
  }

  #comeTo(positions: string | null): void {
    const reached = positions === null ? null : readPositions(positions);
    if (!reached) return;
    this.#positions = reached;
    for (const subscriber of this.#live) {
      if (subscriber.floor && hasReached(reached, subscriber.floor)) subscriber.floor = null;
    }
    this.#begun();
  }

  /** Tells one subscriber what the others have been told already, at the pace at which it takes it, until it is where they are. */
  async #replay(subscriber: Subscriber, beginning: Beginning): Promise<void> {
    const stream = this.#stream;
    const release = stream.generation.pin();
    const left = new AbortController();
    this.#replaying.add(subscriber);
    try {
      await this.#hasBegun;
      for await (const event of this.#open(beginning, stream, left.signal)) {
        const frame = await this.#answer(stream, event, left.signal);
        if (frame) subscriber.deliver(frame);
        await subscriber.hasRoom();
        if (subscriber.isOver) return;
        const reached = event.positions === null ? null : readPositions(event.positions);
        // Nothing is told between this look at the others' place and the joining.
        if (reached && this.#positions && hasReached(reached, this.#positions)) {
          if (this.#isOver) break;
          subscriber.floor = reached;
          this.#live.add(subscriber);
          return;
        }
      }
      subscriber.end(null);
    } catch (fault) {
      subscriber.end([this.#options.tell(fault)]);
    } finally {
      this.#replaying.delete(subscriber);
      left.abort();
      release();
      this.#closeWhenEmpty();
    }
  }

  #open(beginning: Beginning, stream: PreparedStream, signal: AbortSignal): AsyncIterable<SourceEvent> {
    const { source, document, variables, caller } = stream;
    return source.open(document, { variables, caller, beginning: source.resumes ? beginning : null, signal });
  }

  async #answer(stream: PreparedStream, { event, place, positions }: SourceEvent, signal: AbortSignal): Promise<Frame | null> {
    if (event === null) return null;
    const answer = await this.#options.answer(stream, event, signal, place?.traceparent ?? null);
    const cursor = positions === null ? null : this.#options.signer.sign(positions, stream.key);
    return new Frame(answer, place?.entity ?? null, cursor);
  }
}

/** Whether the change is among those that were told up to these positions. */
function isTold(positions: Positions, place: EventPlace | null): boolean {
  return place?.change != null && (positions.get(place.change.plant) ?? -1) >= place.change.position;
}
