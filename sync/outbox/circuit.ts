/** Keeps commands from a system that does not answer: after some failures in a row it is left alone, then tried with one. */

const failuresToOpen = 5;
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

export type CircuitState = "CLOSED" | "OPEN" | "HALF_OPEN";

/** Times are Unix ms. */
export class Circuit {
  #failures = 0;
  #openings = 0;
  #openUntil = 0;
  #isProbing = false;
  #lastSuccessAt = Number.NEGATIVE_INFINITY;

  state(now: number): CircuitState {
    if (this.#openings === 0) return "CLOSED";
    return now < this.#openUntil ? "OPEN" : "HALF_OPEN";
  }

  /** When the system may be tried again. */
  get openUntil(): number {
    return this.#openUntil;
  }

  /** How many calls may be begun: while the circuit is half open, one. */
  allowance(now: number, wanted: number): number {
    const state = this.state(now);
    if (state === "CLOSED") return wanted;
    return state === "HALF_OPEN" && !this.#isProbing ? Math.min(1, wanted) : 0;
  }

  /** A call is begun. */
  begin(now: number): void {
    if (this.state(now) === "HALF_OPEN") this.#isProbing = true;
  }

  /** The system answered, whatever it said. */
  succeed(now: number): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#isProbing = false;
    this.#lastSuccessAt = now;
  }

  /** The system did not answer, or asked to be left alone for some time. */
  fail(now: number, retryAfterMs: number | null): void {
    this.#failures += 1;
    this.#isProbing = false;
    if (this.#failures < failuresToOpen && this.#openings === 0 && retryAfterMs === null) return;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#openings) * (0.75 + Math.random() / 4);
    this.#openings += 1;
    this.#openUntil = now + (retryAfterMs ?? pause);
  }

  /** Whether the system has answered anything since a moment: then what fails now fails by its own fault. */
  hasAnsweredSince(moment: number): boolean {
    return this.#openings === 0 && this.#lastSuccessAt > moment;
  }
}
