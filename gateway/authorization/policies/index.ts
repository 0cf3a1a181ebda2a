/** Every policy that a supergraph may name with `@policy`. A new one is a file here and its entry below. */
import { ownPlants } from "./own-plants.ts";
import type { Policies } from "./policy.ts";

export const policies: Policies = new Map([ownPlants].map((policy) => [policy.name, policy]));
