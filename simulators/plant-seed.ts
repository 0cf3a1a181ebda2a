/** Where a plant's numbers and chances come from. */
import { createRandom, type Random } from "./random.ts";

export interface Seed {
  readonly plant: string;
  /** Numbers of documents count up from here. */
  readonly base: number;
  /** The chances of one thing: those of the `index`th of a kind. */
  random(kind: number, index: number): Random;
}

export function createSeed(plant: string, seed: number): Seed {
  const start = seed * 1_000_003 + Number(plant);
  return {
    plant,
    base: Number(plant) * 1_000_000,
    random: (kind, index) => createRandom(start + kind * 104_729 + index * 2_654_435),
  };
}
