/** Calendar days of a plant. */
import { DateTime } from "luxon";

/** The plant's calendar day (ISO 8601) of a moment, given as RFC 3339 or in Unix ms. */
export function dayOf(moment: string | number, zone: string): string {
  const then = typeof moment === "number" ? DateTime.fromMillis(moment, { zone }) : DateTime.fromISO(moment, { zone });
  return then.toISODate() ?? String(moment).slice(0, 10);
}
