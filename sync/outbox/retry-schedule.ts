/** When what failed is tried again. */

const firstPauseMs = 500;
const longestPauseMs = 60_000;
/** Failures of a command's own after which it is a dead letter. */
export const mostFailures = 8;

/** Milliseconds to wait after so many attempts, with jitter, so that what failed together does not come back together. */
export function pauseAfter(attempts: number, random: () => number = Math.random): number {
  return Math.round(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempts - 1)) * (0.5 + random() / 2));
}
