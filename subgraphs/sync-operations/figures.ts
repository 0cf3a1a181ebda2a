import { badUserInput } from "../refusals.ts";
import { underWayOf, watchedPlants } from "../under-way.ts";
import type { QueryResolvers } from "./resolvers.generated.ts";

const hourMs = 3_600_000;
/** A month of 31 days, in hours. */
const mostHours = 744;

/** The figures of the business, of plants that the caller watches over; null for who watches over none. */
export const figures: NonNullable<QueryResolvers["figures"]> = (_root, { plants, hours }, context) => {
  const { figures: read } = underWayOf(context);
  const span = hours ?? 24;
  if (span < 1 || span > mostHours) throw badUserInput("hours", `is ${span}; give a whole number from 1 to ${mostHours}`);
  const watched = watchedPlants(context.caller);
  if (watched?.length === 0) return null;
  const wanted = plants == null ? watched : plants.filter((plant) => watched?.includes(plant) ?? true);
  return read.read({ plants: wanted, since: new Date(Date.now() - span * hourMs).toISOString() });
};
