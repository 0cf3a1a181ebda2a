/** Waiting for the end of a caller's token, by its time or before, which ends its streams. */
import type { Caller } from "#schema/canonical/caller.ts";
import { clockToleranceSeconds } from "./verify.ts";

/** setTimeout takes no more; a token that lives longer is not waited for. */
const longestTimeoutMs = 2_147_483_647;

/** Why a token ended. */
export type EndOfToken = "EXPIRED" | "REVOKED";

/** Tells of tokens that are taken back before their time. */
export interface Revocations {
  /** Calls back within 5 seconds after the caller's token was revoked. Gives what ends the waiting. */
  onRevoked(caller: Caller, callBack: () => void): () => void;
}

/** Calls back when the token ends in whichever way. Gives what ends the waiting. `revocations` is null where no token is taken back. */
export function atEnd(caller: Caller, revocations: Revocations | null, callBack: (why: EndOfToken) => void): () => void {
  const cancelExpiry = atExpiry(caller, () => callBack("EXPIRED"));
  const cancelRevocation = revocations?.onRevoked(caller, () => callBack("REVOKED"));
  return () => {
    cancelExpiry();
    cancelRevocation?.();
  };
}

/** Calls back when the token is over, the tolerance of clocks included. Gives what ends the waiting. */
function atExpiry(caller: Caller, callBack: () => void): () => void {
  const wait = (caller.expiresAt + clockToleranceSeconds) * 1_000 - Date.now();
  const timer = setTimeout(callBack, Math.min(Math.max(wait, 0), longestTimeoutMs)).unref();
  return () => clearTimeout(timer);
}
