/**
 * The seeded clock of a plant: what happens next on the shop floor, in the store, at the supplier, in the
 * laboratory. It says only *what kind* of thing happens; the simulator picks the object from its own state and
 * changes it by its own ERP's rules.
 */
import { createRandom, type Random } from "./random.ts";

export const lifeEvents = [
  "release-order",
  "confirm-operation",
  "move-stock",
  "slip-supplier-date",
  "hold-lot",
  "free-lot",
  "decide-lot",
] as const;
export type LifeEvent = (typeof lifeEvents)[number];

/** Returns what was changed, as a line for the log, or null when nothing in the plant was fit for the event. */
export type Act = (event: LifeEvent, random: Random) => string | null | Promise<string | null>;

export interface Life {
  /** Lets one thing happen now: the named one, or what the clock has next. */
  step(event?: LifeEvent): Promise<{ event: LifeEvent; happened: string | null }>;
  stop(): void;
}

/** `intervalMs` 0 leaves the clock standing; `step` still works. Events never overlap. */
export function startLife(options: { seed: number; intervalMs: number; act: Act }): Life {
  const random = createRandom(options.seed);
  let queue: Promise<unknown> = Promise.resolve();

  const step: Life["step"] = (named) => {
    const done = queue.then(async () => {
      const event = named ?? random.pick(lifeEvents);
      return { event, happened: await options.act(event, random) };
    });
    queue = done.catch(() => undefined);
    return done;
  };

  const timer = options.intervalMs > 0 ? setInterval(() => void step().catch(() => undefined), options.intervalMs) : undefined;
  return { step, stop: () => clearInterval(timer) };
}
