/**
 * Lets a subgraph that fails again and again rest, and probes it one call at a time until it answers (Nygard, "Release It!",
 * the circuit breaker). Other subgraphs are not concerned.
 */

/** Failures in a row that open the circuit. */
const failuresToOpen = 5;
const restMs = 5_000;

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
  async call<T>(attempt: () => Promise<T>, isFailure: (fault: unknown) => boolean): Promise<T> {
    const isOpen = this.#failures >= failuresToOpen;
    if (isOpen && (this.#isProbing || this.#now() < this.#openUntil))
      throw new CircuitOpen("The subgraph fails, and is left alone for now");
    this.#isProbing = isOpen;
    try {
      const answer = await attempt();
      this.#failures = 0;
      return answer;
    } catch (fault) {
      if (isFailure(fault)) this.#fail();
      throw fault;
    } finally {
      this.#isProbing = false;
    }
  }

  #fail(): void {
    this.#failures += 1;
    if (this.#failures >= failuresToOpen) this.#openUntil = this.#now() + restMs;
  }
}
