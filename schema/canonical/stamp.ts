/** What an answer's being true hangs on. Whoever keeps an answer keeps it for as long as its stamp is current. */
export interface Stamp {
  /** False from the moment on at which something that the answer was read from is different, or may be for the time of day. */
  readonly isCurrent: boolean;
  /**
   * Called once, as soon as a change makes the answer stale. The mere passing of time calls nobody: ask `isCurrent` before
   * the answer is used.
   */
  onStale: (() => void) | null;
  /** Nobody keeps the answer any more, so nothing is kept on its behalf. */
  release(): void;
}

/** A context of resolvers whose reads are noted. */
export interface Stamped {
  /** Holds from the first read on; null where reads are not noted. */
  readonly stamp: Stamp | null;
}
