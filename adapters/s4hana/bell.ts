/** Lets a notification end the wait between two polls. */
export interface Bell {
  /** Ends the present wait, or the next one at once. */
  ring(): void;
  /** Returns after so many milliseconds, when it rings, or when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds, signal) {
      if (!rung && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, milliseconds);
        const abort = (): void => resolve();
        signal.addEventListener("abort", abort, { once: true });
        await promise;
        // Polls are many and share the signal: listeners must not pile up on it.
        signal.removeEventListener("abort", abort);
        clearTimeout(timer);
        wake = null;
      }
      rung = false;
    },
  };
}
