/**
 * Lets a subgraph that fails again and again rest, and probes it one call at a time until it answers (Nygard, "Release It!",
 * the circuit breaker). Other subgraphs are not concerned.
 */

/** Failures in a row that open the circuit. */
const failuresToOpen = 5;
const restMs = 5_000;

/** What a call that threw says of the subgraph: that it fails, that it works and refuses, or nothing, as when the caller left. */
export type Verdict = "FAILS" | "WORKS" | "UNKNOWN";

class CircuitOpen extends Error {
  override readonly name = "CircuitOpen";
}

export class CircuitBreaker {
  readonly #now: () => number;
  #failures = 0;
  #openUntil = 0;
  #isProbing = false;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Makes the call unless the subgraph rests. Throws CircuitOpen then, and else what the call does. */
  async call<T>(attempt: () => Promise<T>, judge: (fault: unknown) => Verdict): Promise<T> {
    const isProbe = this.#isOpen;
    if (isProbe && (this.#isProbing || this.#now() < this.#openUntil))
      throw new CircuitOpen("The subgraph fails, and is left alone for now");
    if (isProbe) this.#isProbing = true;
    try {
      const answer = await attempt();
      this.#failures = 0;
      return answer;
    } catch (fault) {
      const verdict = judge(fault);
      if (verdict === "WORKS") this.#failures = 0;
      if (verdict === "FAILS") this.#fail(isProbe);
      throw fault;
    } finally {
      // Calls that began before the circuit opened end while it is probed: the place is the probe's alone.
      if (isProbe) this.#isProbing = false;
    }
  }

  get #isOpen(): boolean {
    return this.#failures >= failuresToOpen;
  }

  #fail(isProbe: boolean): void {
    // A call that began before the circuit opened says nothing new, and must not make the rest longer.
    if (this.#isOpen && !isProbe) return;
    this.#failures += 1;
    if (this.#isOpen) this.#openUntil = this.#now() + restMs;
  }
}
