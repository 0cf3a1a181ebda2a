/** Calls under way that others may wait for too: who asks for the same, for the same caller, is told the same answer. */

interface Call<T> {
  readonly answer: Promise<T>;
  readonly left: AbortController;
  readonly begun: number;
  waiting: number;
}

/** Counts of changes, as `Writes` numbers them. */
export interface Moment {
  /** When the call would begin. */
  readonly now: number;
  /** The change that the answer must not be from before. */
  readonly since: number;
}

export class InFlight<T> {
  readonly #calls = new Map<string, Call<T>>();

  /**
   * Makes the call, or waits for the one that is under way, unless that began before what the caller changed since. A call is
   * aborted when all who wait for it have gone.
   */
  async join(key: string, { now, since }: Moment, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const known = this.#calls.get(key);
    const joined = known && known.begun >= since ? known : this.#start(key, now, call);
    joined.waiting += 1;
    const leave = (): void => {
      joined.waiting -= 1;
      if (joined.waiting > 0) return;
      // Whoever comes now must not wait for a call that is given up.
      if (this.#calls.get(key) === joined) this.#calls.delete(key);
      joined.left.abort();
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    try {
      return await joined.answer;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  #start(key: string, begun: number, call: (signal: AbortSignal) => Promise<T>): Call<T> {
    const left = new AbortController();
    const answer = call(left.signal).finally(() => {
      if (this.#calls.get(key) === started) this.#calls.delete(key);
    });
    const started: Call<T> = { answer, left, begun, waiting: 0 };
    this.#calls.set(key, started);
    return started;
  }
}
