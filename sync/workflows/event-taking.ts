/** Has waiting events taken slice by slice, so that a burst of them keeps nobody waiting who asks or tells something meanwhile. */

/** A store that is full or away is tried again after that. */
const retryAfterMs = 1_000;

export interface EventTakingOptions {
  /** Takes a slice of what waits, and gives how many; none when nothing can be taken. */
  readonly takeSlice: () => number;
  readonly report: (fault: unknown) => void;
}

export class EventTaking {
  readonly #options: EventTakingOptions;
  #isScheduled = false;
  #isStopped = false;

  constructor(options: EventTakingOptions) {
    this.#options = options;
  }

  /** Something waits. */
  wake(): void {
    if (this.#isScheduled || this.#isStopped) return;
    this.#isScheduled = true;
    setImmediate(() => this.#take());
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** One slice in a turn of the event loop: requests and answers come in between. */
  #take(): void {
    this.#isScheduled = false;
    if (this.#isStopped) return;
    try {
      if (this.#options.takeSlice() > 0) this.wake();
    } catch (fault) {
      this.#options.report(fault);
      setTimeout(() => this.wake(), retryAfterMs).unref();
    }
  }
}
