/** Forgets what is over, once it is older than the landscape keeps it. */

const everyMs = 3_600_000;
const dayMs = 86_400_000;

/** Something that is kept until it is over, and then for a while. */
export interface Trimmed {
  /** Drops what was over before a moment (RFC 3339, UTC). Gives how much. */
  trim(before: string): number;
}

/** Trims once an hour; returns how to stop. Faults are told to `report`: what was not dropped is with the next time. */
export function startTrimming(kept: readonly Trimmed[], days: number, report: (fault: unknown) => void): () => void {
  const timer = setInterval(() => trimAll(kept, days, Date.now(), report), everyMs).unref();
  return () => clearInterval(timer);
}

/** Drops what was over so many days before `now` (Unix ms). */
export function trimAll(kept: readonly Trimmed[], days: number, now: number, report: (fault: unknown) => void): void {
  const before = new Date(now - days * dayMs).toISOString();
  for (const each of kept) {
    try {
      each.trim(before);
    } catch (fault) {
      report(fault);
    }
  }
}
