/** How it stands with a way in for events: whether the other side is there, what has come, and when to try again. */
import type { EventSourceStatus } from "./event-source.ts";

const longestPauseMs = 60_000;

export class SourceStanding {
  #reachable = false;
  #detail = "not connected yet";
  #failures = 0;
  #taken = 0;
  #refused = 0;
  #lastEventAt: string | null = null;

  get status(): EventSourceStatus {
    return {
      reachable: this.#reachable,
      taken: this.#taken,
      refused: this.#refused,
      lastEventAt: this.#lastEventAt,
      detail: this.#detail,
    };
  }

  arrived(): void {
    this.#reachable = true;
    this.#detail = "";
    this.#failures = 0;
  }

  /** True when it was there until now. */
  isGone(detail: string): boolean {
    const wasThere = this.#reachable;
    this.#reachable = false;
    this.#detail = detail;
    return wasThere;
  }

  took(): void {
    this.#taken += 1;
    this.#lastEventAt = new Date().toISOString();
  }

  refused(): void {
    this.#refused += 1;
  }

  /** Milliseconds until the next try: from `firstMs` it doubles with each failure in a row, and differs by chance. */
  nextPauseMs(firstMs: number): number {
    const most = Math.max(firstMs, Math.min(longestPauseMs, firstMs * 2 ** this.#failures));
    this.#failures = Math.min(this.#failures + 1, 16);
    return Math.round(most * (0.5 + Math.random() / 2));
  }
}
