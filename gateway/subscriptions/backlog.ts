/** What waits for a client that does not take events as fast as they come: of each entity the latest, and never more than a bound. */
import type { Frame } from "./frame.ts";

export interface Waiting {
  readonly frame: Frame;
  /** It stands for older ones, which were dropped. */
  readonly conflated: boolean;
}

export interface BacklogBounds {
  readonly frames: number;
  readonly bytes: number;
}

const usualBounds: BacklogBounds = { frames: 256, bytes: 1_048_576 };

export class Backlog {
  readonly #bounds: BacklogBounds;
  /** By entity, oldest first: the latest of an entity stands where it came, so that cursors only go forward. */
  readonly #waiting = new Map<string | symbol, Waiting>();
  #bytes = 0;

  constructor(bounds: BacklogBounds = usualBounds) {
    this.#bounds = bounds;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** False when there is no room: nothing is kept then, and the client has to be told of the gap. */
  push(frame: Frame): boolean {
    const key = frame.entity ?? Symbol("of no entity");
    const older = this.#waiting.get(key);
    if (older) {
      this.#waiting.delete(key);
      this.#bytes -= older.frame.size;
    }
    this.#waiting.set(key, { frame, conflated: older !== undefined });
    this.#bytes += frame.size;
    if (this.#waiting.size <= this.#bounds.frames && this.#bytes <= this.#bounds.bytes) return true;
    this.clear();
    return false;
  }

  /** Takes out the oldest. */
  shift(): Waiting | null {
    for (const [key, waiting] of this.#waiting) {
      this.#waiting.delete(key);
      this.#bytes -= waiting.frame.size;
      return waiting;
    }
    return null;
  }

  clear(): void {
    this.#waiting.clear();
    this.#bytes = 0;
  }
}
