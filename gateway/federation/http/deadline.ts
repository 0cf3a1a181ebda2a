/** A deadline for the whole of a call, however much of it is under way when it passes. */

class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/**
 * Makes the call with a signal that is aborted with `signal`, or after `ms`. Throws DeadlineExceeded in the latter case. Nothing of
 * the call stays with `signal`, which may be that of a stream, and of all the calls for its events.
 */
export async function within<T>(ms: number, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  let exceeded: DeadlineExceeded | null = null;
  const timer = setTimeout(() => {
    exceeded = new DeadlineExceeded(`There was no whole answer within ${ms} ms`);
    ended.abort(exceeded);
  }, ms);
  const leave = (): void => ended.abort(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  try {
    return await call(ended.signal);
  } catch (fault) {
    throw exceeded ?? fault;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", leave);
  }
}
