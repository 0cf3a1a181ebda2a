/** Calls under way that others may wait for too: who asks for the same, for the same caller, is told the same answer. */

interface Call<T> {
  readonly answer: Promise<T>;
  readonly left: AbortController;
  waiting: number;
}

export class InFlight<T> {
  readonly #calls = new Map<string, Call<T>>();

  /** Makes the call, or waits for the one that is under way. It is aborted when all who wait for it have gone. */
  async join(key: string, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const joined = this.#calls.get(key) ?? this.#start(key, call);
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

  #start(key: string, call: (signal: AbortSignal) => Promise<T>): Call<T> {
    const left = new AbortController();
    const answer = call(left.signal).finally(() => {
      if (this.#calls.get(key) === started) this.#calls.delete(key);
    });
    const started: Call<T> = { answer, left, waiting: 0 };
    this.#calls.set(key, started);
    return started;
  }
}
