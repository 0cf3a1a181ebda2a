/** Aborted when the process is asked to stop, by Ctrl-C or SIGTERM. To be called before anything is started that must be stopped. */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

/** What is awaited, or null when it failed because the process was asked to stop. */
export function unlessAborted<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return awaited.catch((fault: unknown) => {
    if (signal.aborted) return null;
    throw fault;
  });
}

/** Fulfilled when the signal is aborted, at once when it has been. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
