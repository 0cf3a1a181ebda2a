/** Local dates and times of a plant, as ERPs store them, to moments with an offset. */
import { DateTime } from "luxon";

const cache = new Map<string, string>();

/**
 * The moment at which the plant's clock shows `date` (`2026-12-01`) and `time` (`06:00:00`), as RFC 3339 with the
 * plant's offset. In the hour that is skipped in spring the clock goes on from the offset before; of the doubled hour in autumn it is the first.
 * Null for a date that does not exist.
 */
export function atPlant(date: string, time: string, timeZone: string): string | null {
  const key = `${date}T${time}|${timeZone}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const moment = DateTime.fromISO(`${date}T${time}`, { zone: timeZone });
  const text = moment.isValid ? moment.toISO({ suppressMilliseconds: true }) : null;
  // Orders share their hours: a plain bound keeps the memory small without a policy to maintain.
  if (cache.size > 20_000) cache.clear();
  if (text !== null) cache.set(key, text);
  return text;
}

/** A moment (RFC 3339) as the plant's own calendar day and wall-clock time. Throws a RangeError naming the value when it is none. */
export function toPlantClock(moment: string, timeZone: string): { readonly date: string; readonly time: string } {
  const local = DateTime.fromISO(moment, { setZone: true }).setZone(timeZone);
  if (!local.isValid) throw new RangeError(`"${moment}" is not a moment with an offset such as 2026-12-01T06:00:00+01:00`);
  return { date: local.toFormat("yyyy-MM-dd"), time: local.toFormat("HH:mm:ss") };
}
