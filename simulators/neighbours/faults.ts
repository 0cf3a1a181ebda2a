/**
 * What can be made to go wrong with a system, `count` times or until it is ended with `none`:
 * `down` resets connections, `slow` answers after `delayMs`, `refuse` says no, `drop-acknowledgement` does what it is told and
 * then cuts the connection, `maintenance` answers 503 with `Retry-After`. With `about` it happens to messages of that subject alone.
 */
const kinds = ["down", "slow", "refuse", "drop-acknowledgement", "maintenance"] as const;
type FaultKind = (typeof kinds)[number];

export interface ActiveFault {
  readonly kind: FaultKind;
  readonly delayMs: number;
}

export class Faults {
  #active: ActiveFault | null = null;
  #left = 0;
  #about: string | null = null;

  /** Throws RangeError for a kind that there is not. */
  set({
    kind,
    count = Number.POSITIVE_INFINITY,
    delayMs = 1_000,
    about = null,
  }: {
    readonly kind?: unknown;
    readonly count?: number;
    readonly delayMs?: number;
    readonly about?: string | null;
  }): void {
    if (kind === "none") {
      this.#active = null;
      return;
    }
    const known = kinds.find((each) => each === kind);
    if (!known) throw new RangeError(`kind is ${JSON.stringify(kind)}; give one of ${kinds.join(", ")}, none`);
    this.#active = { kind: known, delayMs };
    this.#left = count;
    this.#about = about;
  }

  /** What goes wrong with a message about this; null when nothing does. */
  take(subject: string): ActiveFault | null {
    if (!this.#active || this.#left <= 0 || (this.#about !== null && this.#about !== subject)) return null;
    this.#left -= 1;
    return this.#active;
  }
}
