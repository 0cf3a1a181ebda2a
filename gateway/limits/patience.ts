/** Waiting for an answer, but not for long. */
import { setImmediate as nextTurn } from "node:timers/promises";

/** Rejects when the answer is not there after so many ms. What was read from sockets while this process was busy still counts. */
export async function withinMs<T>(ms: number, answer: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(async () => {
    // Timers come before what has arrived in the meantime: one more turn of the loop lets that in.
    await nextTurn();
    reject(new Error(`no answer within ${ms} ms`));
  }, ms);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
