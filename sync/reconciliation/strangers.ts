/** Keys that an ERP has and nobody here knows: new ones, whose message is still on its way, and such whose message is lost. */

/** Keys that are looked up at once, before others have their turn. */
const atOnce = 500;

export class Strangers {
  /** Of the last round, by plant and kind. */
  readonly #before = new Map<string, ReadonlySet<string>>();

  /**
   * Those of an ERP's keys that were unknown in the last round and still are: what is told of them is not on its way any more. `look` gives
   * null for each that is unknown.
   */
  async stillUnknown(
    round: string,
    keys: readonly string[],
    look: (keys: readonly string[]) => readonly (object | null)[],
  ): Promise<readonly string[]> {
    const unknown: string[] = [];
    for (let from = 0; from < keys.length; from += atOnce) {
      const some = keys.slice(from, from + atOnce);
      const found = look(some);
      unknown.push(...some.filter((_, index) => found[index] === null));
      await new Promise(setImmediate);
    }
    const before = this.#before.get(round);
    this.#before.set(round, new Set(unknown));
    return unknown.filter((key) => before?.has(key));
  }
}
