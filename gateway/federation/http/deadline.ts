/** A deadline for the whole of a call, however much of it is under way when it passes. */

class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/** Makes the call with a signal that is aborted with `signal`, or after `ms`. Throws DeadlineExceeded in the latter case. */
export async function within<T>(ms: number, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DeadlineExceeded(`There was no whole answer within ${ms} ms`)), ms);
  try {
    return await call(AbortSignal.any([signal, deadline.signal]));
  } catch (fault) {
    throw deadline.signal.aborted ? deadline.signal.reason : fault;
  } finally {
    clearTimeout(timer);
  }
}
