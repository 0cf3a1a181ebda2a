/** How soon a command has to leave, and whether it waits for others to go with. */
import { DateTime } from "luxon";

const latencyClasses = [
  /** At once. */
  "IMMEDIATE",
  /** Within seconds; what is asked for again in that time leaves once, in its newest form. */
  "NEAR_REAL_TIME",
  /** Together with others of its system: as many as go together, or what its window brings. */
  "MICRO_BATCH",
  /** When the day of the plant ends. */
  "END_OF_DAY",
] as const;
export type LatencyClass = (typeof latencyClasses)[number];

/** What leaves together where its system takes more than one command at a time. */
export const gatheredClasses: readonly LatencyClass[] = ["MICRO_BATCH", "END_OF_DAY"];

const coalescedForMs = 2_000;
/** Window in which a micro-batch is gathered where the landscape names none. */
export const usualWindowSeconds = 60;
/** Local time at which the day of a plant ends. */
const endOfDay = { hour: 22, minute: 0, second: 0, millisecond: 0 };

interface Place {
  /** The plant's, IANA name. */
  readonly timeZone: string;
  /** The system's. */
  readonly windowSeconds: number;
}

/** From when on a command may leave (RFC 3339, UTC), if it is submitted at `now` (Unix ms). Windows of a system end at the same moments for all. */
export function notBeforeOf(latencyClass: LatencyClass, now: number, { timeZone, windowSeconds }: Place): string {
  switch (latencyClass) {
    case "IMMEDIATE":
      return new Date(now).toISOString();
    case "NEAR_REAL_TIME":
      return new Date(now + coalescedForMs).toISOString();
    case "MICRO_BATCH": {
      const window = windowSeconds * 1_000;
      return new Date(Math.ceil((now + 1) / window) * window).toISOString();
    }
    case "END_OF_DAY": {
      const today = DateTime.fromMillis(now, { zone: timeZone }).set(endOfDay);
      return new Date((today.toMillis() > now ? today : today.plus({ days: 1 })).toMillis()).toISOString();
    }
  }
}
