/** Times in which a system is not to be sent anything. */
import { DateTime } from "luxon";

const days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/** A window that comes back each week. */
export interface MaintenanceWindow {
  /** Days on which it begins; every day when left out. */
  readonly days?: readonly (typeof days)[number][];
  /** Local times, such as `22:00`; a window whose end is not after its beginning ends on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** When the window ends that is open at `now`, both in Unix ms; null when none is. */
export function maintenanceUntil(windows: readonly MaintenanceWindow[], now: number): number | null {
  const ends = windows.flatMap((window) => openUntil(window, now) ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
}

function openUntil({ days: begins = days, from, to, timeZone }: MaintenanceWindow, now: number): number | null {
  const local = DateTime.fromMillis(now, { zone: timeZone });
  // One that began yesterday may still be open.
  for (const day of [local, local.minus({ days: 1 })]) {
    const name = days[day.weekday - 1];
    if (name === undefined || !begins.includes(name)) continue;
    const start = at(day, from);
    const end = at(day, to) > start ? at(day, to) : at(day.plus({ days: 1 }), to);
    if (start.toMillis() <= now && now < end.toMillis()) return end.toMillis();
  }
  return null;
}

function at(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}
