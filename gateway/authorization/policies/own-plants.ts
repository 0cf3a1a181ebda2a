/** `own-plants`: the caller has at least one plant. Without any it would be told nothing, so it is refused instead of left to wait. */
import type { Policy } from "./policy.ts";

export const ownPlants: Policy = {
  name: "own-plants",
  decide: ({ caller }) => caller !== null && (caller.plants === "ALL" || caller.plants.length > 0),
};
