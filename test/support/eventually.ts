/** Waits for what has to become true: asks again until `check` fits, and fails with its last answer at the deadline. */
import { setTimeout as delay } from "node:timers/promises";

export async function eventually<T>(check: () => Promise<T> | T, fits: (value: T) => boolean, withinMs = 10_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await check();
    if (fits(value)) return value;
    if (Date.now() > deadline) throw new Error(`not so within ${withinMs} ms; last: ${JSON.stringify(value)?.slice(0, 2_000)}`);
    await delay(50);
  }
}
