/**
 * How many calls may be made twice: a tenth of all, so that a subgraph in trouble is not given twice the work ("retry budget" of
 * Google's SRE book, chapter 21).
 */

const share = 0.1;
/** A subgraph that is asked rarely is still asked twice now and then. */
const mostSaved = 10;

export class RetryBudget {
  #saved = mostSaved;

  /** To be called for each call. */
  earn(): void {
    this.#saved = Math.min(mostSaved, this.#saved + share);
  }

  /** Whether one call may be repeated; it is paid for then. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}
