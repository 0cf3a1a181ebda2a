/**
 * Reading changes by a LAST_UPDATE_DATE column. Such a date is written when a statement runs and seen when its
 * transaction commits, has whole seconds, and knows no zone; so a mark alone loses rows. What helps: each poll reads
 * a window before the mark again, and what was surely seen at that date is left out.
 *
 * Dates are local text, `2026-11-23 08:00:00`, which sorts by time.
 */

/** One changed row: its key and the newest date of it and its children. */
export interface DatedKey {
  readonly id: string;
  readonly at: string;
}

const shift = (at: string, seconds: number): string =>
  // Read as UTC the local date can be counted with; it is never taken for a moment.
  new Date(Date.parse(`${at.replace(" ", "T")}Z`) + seconds * 1000).toISOString().slice(0, 19).replace("T", " ");

/** Where a poll starts to read: so long before the mark as the longest transaction may take. */
export const windowStart = (mark: string, overlapSeconds: number): string => shift(mark, -overlapSeconds);

/** The mark after these rows; it never goes back, and never past the database's own clock. */
export function advanceMark(mark: string, rows: readonly DatedKey[], now: string): string {
  let next = mark;
  for (const { at } of rows) if (at > next) next = at;
  return next > now && now > mark ? now : next;
}

/** What was read in the window, so that the next poll reads only what is new in it. */
export interface SeenWindow {
  /** Those of `rows` that may say something new. */
  unseen(rows: readonly DatedKey[]): DatedKey[];
  /** `rows` were read by a transaction that began at `now` of the database. */
  remember(rows: readonly DatedKey[], now: string): void;
  /** Lets go of what lies before the window. */
  forget(before: string): void;
  readonly size: number;
}

export function createSeenWindow(): SeenWindow {
  const seen = new Map<string, string>();
  return {
    unseen: (rows) => rows.filter(({ id, at }) => seen.get(id) !== at),
    remember(rows, now) {
      for (const { id, at } of rows) {
        // Within the running second the row may change once more and keep its date.
        if (at < now) seen.set(id, at);
        else seen.delete(id);
      }
    },
    forget(before) {
      for (const [id, at] of seen) if (at < before) seen.delete(id);
    },
    get size() {
      return seen.size;
    },
  };
}
