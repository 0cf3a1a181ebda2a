/** Moments as people write them on the command line. */
import { DateTime } from "luxon";
import { UsageError } from "./usage-error.ts";

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** An ISO 8601 date or moment, in UTC where it names no zone, or how long ago, such as `90m`, `2h`, `7d`; as a moment in UTC. */
export function readMoment(name: string, text: string, now: number = Date.now()): string {
  const [, amount = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (unit !== "") return new Date(now - Number(amount) * (unitMs[unit] ?? 0)).toISOString();
  const moment = DateTime.fromISO(text, { zone: "utc" });
  const iso = /^\d{4}-/.test(text) ? moment.toISO() : null;
  if (iso !== null) return iso;
  throw new UsageError(
    `${name} is "${text}"; give a date or moment such as 2026-11-24 or 2026-11-24T06:30:00Z, or how long ago, such as 90m, 2h or 7d`,
  );
}
