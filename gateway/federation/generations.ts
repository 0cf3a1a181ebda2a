/** The generation that serves now, and how the next one takes its place: whole or not at all. */
import type { Logger } from "pino";
import type { Generation } from "./generation.ts";

export interface GenerationsOptions {
  /** Loads a supergraph. Throws what makes it unusable. */
  readonly load: (sdl: string) => Generation;
  /** Makes the next generation ready for what the present one is asked for; its failing operations are its business. */
  readonly warm: (next: Generation, present: Generation) => Promise<void>;
  readonly log: Logger;
}

export class Generations {
  readonly #options: GenerationsOptions;
  readonly #switched: ((present: Generation) => void)[] = [];
  #present: Generation;
  /** Reloads wait for each other, so that the last one asked for is the one that stays. */
  #reloading: Promise<unknown> = Promise.resolve();

  /** Throws what makes the first supergraph unusable. */
  constructor(sdl: string, options: GenerationsOptions) {
    this.#options = options;
    this.#present = options.load(sdl);
  }

  get present(): Generation {
    return this.#present;
  }

  /** Called after each switch, for streams to go over to the new generation. */
  onSwitched(listener: (present: Generation) => void): void {
    this.#switched.push(listener);
  }

  /** Puts a supergraph in place of the present one. When it does not load, the present one goes on, and false says so; the log says why. */
  reload(sdl: string): Promise<boolean> {
    const done = this.#reloading.then(() => this.#replace(sdl));
    this.#reloading = done;
    return done;
  }

  async close(): Promise<void> {
    await this.#reloading;
    await this.#present.retire();
  }

  async #replace(sdl: string): Promise<boolean> {
    const before = this.#present;
    if (before.sdl === sdl) return true;
    let next: Generation;
    try {
      next = this.#options.load(sdl);
    } catch (fault) {
      this.#options.log.error({ err: fault }, "the new supergraph cannot be used; the present one goes on serving");
      return false;
    }
    await this.#options.warm(next, before);
    this.#present = next;
    for (const listener of this.#switched) listener(next);
    this.#options.log.info("the new supergraph serves");
    void before.retire();
    return true;
  }
}
