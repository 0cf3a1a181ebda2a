/** How soon a command has to leave. */
import { DateTime } from "luxon";

const latencyClasses = [
  /** At once. */
  "IMMEDIATE",
  /** Within seconds; what is asked for again in that time leaves once, in its newest form. */
  "NEAR_REAL_TIME",
  /** Together with others of its system: a hundred of them, or what a minute brings. */
  "MICRO_BATCH",
  /** When the day of the plant ends. */
  "END_OF_DAY",
] as const;
export type LatencyClass = (typeof latencyClasses)[number];

const coalescedForMs = 2_000;
const batchedForMs = 60_000;
/** Local time at which the day of a plant ends. */
const endOfDay = { hour: 22, minute: 0, second: 0, millisecond: 0 };

/** From when on a command may leave (RFC 3339, UTC), if it is submitted at `now` (Unix ms). */
export function notBeforeOf(latencyClass: LatencyClass, now: number, timeZone: string): string {
  switch (latencyClass) {
    case "IMMEDIATE":
      return new Date(now).toISOString();
    case "NEAR_REAL_TIME":
      return new Date(now + coalescedForMs).toISOString();
    case "MICRO_BATCH":
      return new Date(Math.ceil((now + 1) / batchedForMs) * batchedForMs).toISOString();
    case "END_OF_DAY": {
      const today = DateTime.fromMillis(now, { zone: timeZone }).set(endOfDay);
      return new Date((today.toMillis() > now ? today : today.plus({ days: 1 })).toMillis()).toISOString();
    }
  }
}
