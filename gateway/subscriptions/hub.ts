/** All streams of this process: who listens to what, whatever transport they came by. */
import type { GraphQLFormattedError } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Engine } from "../engine/engine.ts";
import type { OperationRequest, Preparation, PreparedStream } from "../engine/preparation.ts";
import { OperationRefused } from "../engine/refusal.ts";
import type { UsageMeter } from "../engine/usage-meter.ts";
import type { Limiter } from "../limits/limiter.ts";
import { Audience } from "./audience.ts";
import type { BacklogBounds } from "./backlog.ts";
import type { CursorSigner } from "./cursor.ts";
import { type Sink, Subscriber } from "./subscriber.ts";

export interface HubOptions {
  readonly engine: Engine;
  readonly preparation: Preparation;
  readonly limiter: Limiter | null;
  /** Null where nobody wants to know what callers use. */
  readonly usage: UsageMeter | null;
  readonly signer: CursorSigner;
  readonly bounds?: BacklogBounds;
}

/** A client's hold on its stream. */
export interface OpenStream {
  /** The transport can send more again. */
  flush(): void;
  /** Ends the stream from this side. */
  end(errors: readonly GraphQLFormattedError[] | null): void;
  /** The client has gone. */
  leave(): void;
}

interface Listening {
  /** What it is found by. */
  key: string;
  readonly audience: Audience;
  readonly request: OperationRequest;
  readonly caller: Caller | null;
  release: () => void;
}

export class Hub {
  readonly #options: HubOptions;
  readonly #listening = new Map<string, Listening>();
  /** How many events were answered; each once for all who asked for the same. */
  executions = 0;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** Clients with an open stream. */
  get subscribers(): number {
    return [...this.#listening.values()].reduce((sum, { audience }) => sum + audience.size, 0);
  }

  /** Distinct streams that are followed. */
  get audiences(): number {
    return this.#listening.size;
  }

  /** Opens a client's stream. Throws OperationRefused. */
  open(request: OperationRequest, caller: Caller | null, sink: Sink): OpenStream {
    const { preparation, signer, bounds, limiter, usage } = this.#options;
    const stream = preparation.prepareStream(request, caller);
    const { after, snapshot } = stream.beginning ?? { after: null, snapshot: false };
    const positions = after === null ? null : signer.open(after, stream.key);
    const release = limiter && caller ? limiter.openSubscription(caller) : () => undefined;
    const { audience } = this.#listening.get(stream.key) ?? this.#listen(stream, request, caller);
    const points = stream.checked.cost.estimate(request.variables);
    const subscriber = new Subscriber(sink, {
      onEnd: () => {
        release();
        audience.leave(subscriber);
      },
      onSent: () => {
        if (!caller) return;
        limiter?.spend(caller, points);
        usage?.count(caller, { cost: limiter ? points : 0 });
      },
      ...(bounds ? { bounds } : {}),
    });
    if (caller) usage?.count(caller, { requests: 1 });
    audience.join(subscriber, positions !== null || snapshot ? { after: positions, snapshot: snapshot && positions === null } : null);
    return subscriber;
  }

  /** Takes every stream over to the generation that serves now; those whose operation it refuses end, and are told why. */
  replan(): void {
    const { engine, preparation } = this.#options;
    const all = [...this.#listening.values()];
    // What may be seen of an operation may be other than before, and whoever asks anew is to join those who see the same.
    this.#listening.clear();
    for (const listening of all) {
      const { audience, request, caller, release } = listening;
      try {
        const stream = preparation.prepareStream(request, caller);
        listening.release = stream.generation.pin();
        listening.key = this.#freeKey(stream.key);
        this.#listening.set(listening.key, listening);
        audience.replan(stream);
      } catch (fault) {
        audience.end(fault instanceof OperationRefused ? fault.errors.map(engine.tell) : [engine.tell(fault)]);
      }
      release();
    }
  }

  /** Ends every stream. */
  end(errors: readonly GraphQLFormattedError[] | null): void {
    for (const { audience } of [...this.#listening.values()]) audience.end(errors);
  }

  #listen(stream: PreparedStream, request: OperationRequest, caller: Caller | null): Listening {
    const { engine, signer } = this.#options;
    const audience = new Audience(stream, {
      signer,
      answer: (of, event, signal, traceparent) => {
        this.executions += 1;
        return engine.answerEvent(of, event, signal, traceparent);
      },
      tell: engine.tell,
      onOver: () => {
        if (this.#listening.get(listening.key) !== listening) return;
        this.#listening.delete(listening.key);
        listening.release();
      },
    });
    // Prepared again for the next generation by its text: what the client named it by may be forgotten by then.
    const resolved = { ...request, query: stream.checked.text, documentId: null, extensions: {} };
    const listening: Listening = { key: stream.key, audience, request: resolved, caller, release: stream.generation.pin() };
    this.#listening.set(listening.key, listening);
    return listening;
  }

  /** Two audiences may come to see the same; they stay two, of which one is joined from then on. */
  #freeKey(key: string): string {
    return this.#listening.has(key) ? this.#freeKey(`${key}+`) : key;
  }
}
