/** Takes no more events while too much is under way, so that what waits stays within what the store and the systems can work off. */
import { IntakeUnavailable } from "#schema/canonical/event-intake.ts";

/** With how much under way no more events are taken. */
export interface IntakeLimits {
  /** Events that wait for their workflow; 50,000 where nothing is said. */
  readonly mostWaiting?: number;
  /** Commands that have not come to their end, dead letters apart; 100,000 where nothing is said. */
  readonly mostUnsettled?: number;
}

export interface UnderWay {
  /** Events that wait for their workflow. */
  waiting(): number;
  /** Commands that have not come to their end by themselves. */
  unsettled(): number;
}

const usualMostWaiting = 50_000;
const usualMostUnsettled = 100_000;
/** Workflows work off thousands of events in that time; what systems can take is less. */
const retryWhenWaitingSeconds = 5;
const retryWhenUnsettledSeconds = 30;
/** Counting costs more the more there is: it is done again only after that, and what is taken meanwhile is added. */
const countedForMs = 200;

export class BackPressure {
  readonly #underWay: UnderWay;
  readonly #limits: Required<IntakeLimits>;
  #countedAt = Number.NEGATIVE_INFINITY;
  #waiting = 0;
  #unsettled = 0;

  constructor(underWay: UnderWay, { mostWaiting = usualMostWaiting, mostUnsettled = usualMostUnsettled }: IntakeLimits) {
    this.#underWay = underWay;
    this.#limits = { mostWaiting, mostUnsettled };
  }

  /** Throws IntakeUnavailable while too much is under way. */
  check(): void {
    this.#count();
    const { mostWaiting, mostUnsettled } = this.#limits;
    if (this.#waiting >= mostWaiting)
      throw new IntakeUnavailable(`${mostWaiting} events wait already; send these again later`, retryWhenWaitingSeconds);
    if (this.#unsettled >= mostUnsettled)
      throw new IntakeUnavailable(
        `${mostUnsettled} commands are on their way to the systems already; send these again later`,
        retryWhenUnsettledSeconds,
      );
  }

  /** Some were taken since the check. */
  took(events: number): void {
    this.#waiting += events;
  }

  #count(): void {
    const now = performance.now();
    if (now - this.#countedAt < countedForMs) return;
    this.#countedAt = now;
    this.#waiting = this.#underWay.waiting();
    this.#unsettled = this.#underWay.unsettled();
  }
}
