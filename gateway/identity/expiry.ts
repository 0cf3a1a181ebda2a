/** Waiting for the end of a caller's token, which ends its streams. */
import type { Caller } from "#schema/canonical/caller.ts";
import { clockToleranceSeconds } from "./verify.ts";

/** setTimeout takes no more; a token that lives longer is not waited for. */
const longestTimeoutMs = 2_147_483_647;

/** Calls back when the token is over, the tolerance of clocks included. Gives what ends the waiting. */
export function atExpiry(caller: Caller, callBack: () => void): () => void {
  const wait = (caller.expiresAt + clockToleranceSeconds) * 1_000 - Date.now();
  const timer = setTimeout(callBack, Math.min(Math.max(wait, 0), longestTimeoutMs)).unref();
  return () => clearTimeout(timer);
}
