/** What one answer was read from: its stamp. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { Stamp } from "#schema/canonical/stamp.ts";
import type { Question, Reader, ReadIndex } from "./read-index.ts";

export class ReadNotes implements Stamp, Reader {
  readonly #index: ReadIndex;
  readonly #now: () => number;
  /** What takes each entry out of the index, by what was read, so that nothing is entered twice. */
  readonly #entries = new Map<string, () => void>();
  #isStale = false;
  #until = Number.POSITIVE_INFINITY;
  onStale: (() => void) | null = null;

  constructor(index: ReadIndex, now: () => number = Date.now) {
    this.#index = index;
    this.#now = now;
  }

  get isCurrent(): boolean {
    return !this.#isStale && this.#now() <= this.#until;
  }

  row(kind: EntityKind, plant: string, key: string): void {
    this.#enter(`${kind}/${plant}/${key}`, () => this.#index.addRow(kind, plant, key, this));
  }

  list(kind: EntityKind, plant: string, consider: Question["consider"]): void {
    this.#enter(`list ${this.#entries.size}`, () => this.#index.addList(kind, plant, { reader: this, consider }));
  }

  /** `name` stands for the conditions: who asks the same of the same value twice is entered once. */
  relation(kind: EntityKind, plant: string, column: string, value: string, name: string, consider: Question["consider"]): void {
    this.#enter(`${kind}/${plant}/${column}/${value}/${name}`, () =>
      this.#index.addRelation(kind, plant, column, value, { reader: this, consider }),
    );
  }

  system(system: string): void {
    this.#enter(`system ${system}`, () => this.#index.addSystem(system, this));
  }

  plants(): void {
    this.#enter("plants", () => this.#index.addPlants(this));
  }

  /** The answer says that this moment has not passed yet. */
  until(moment: number): void {
    if (moment < this.#until) this.#until = moment;
  }

  stale(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    this.release();
    this.onStale?.();
  }

  release(): void {
    for (const takeOut of this.#entries.values()) takeOut();
    this.#entries.clear();
  }

  #enter(name: string, add: () => () => void): void {
    if (!this.#isStale && !this.#entries.has(name)) this.#entries.set(name, add());
  }
}
