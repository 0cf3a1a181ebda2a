/** Dates as EBS stores them: the server's local time in whole seconds, without a zone. */
import type { Moment } from "../plant.ts";

export interface LocalClock {
  /** `2026-12-01 06:00:00`. */
  at(moment: Moment): string;
  day(day: number): string;
  /** This many seconds before the simulator's start. */
  ago(seconds: number): string;
}

export function createClock(timeZone: string): LocalClock {
  // Sweden writes dates as SQL does.
  const startText = new Date().toLocaleString("sv-SE", { timeZone });
  // Read as UTC, local time can be counted with; it is never taken for a moment.
  const start = Date.parse(`${startText.replace(" ", "T")}Z`);
  const midnight = Date.parse(`${startText.slice(0, 10)}T00:00:00Z`);
  const write = (time: number): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");
  return {
    at: ({ day, minute }) => write(midnight + day * 86_400_000 + minute * 60_000),
    day: (day) => write(midnight + day * 86_400_000),
    ago: (seconds) => write(start - seconds * 1000),
  };
}
