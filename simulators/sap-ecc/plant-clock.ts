/** The plant's local days and times in the form the ERP keeps them: `YYYYMMDD` and `HHMMSS`, without a zone. */

export interface LocalMoment {
  /** `YYYYMMDD`. */
  readonly date: string;
  /** `HHMMSS`. */
  readonly time: string;
}

export interface PlantClock {
  now(): LocalMoment;
  /** The day `offset` days after the simulator's start day. */
  day(offset: number): string;
}

/** `timeZone` is an IANA name; an unknown one throws a RangeError that names it. */
export function createPlantClock(timeZone: string): PlantClock {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const now = (): LocalMoment => {
    const digits = format.format(new Date()).replace(/\D/g, "");
    return { date: digits.slice(0, 8), time: digits.slice(8) };
  };
  const today = now().date;
  return { now, day: (offset) => addDays(today, offset) };
}

/** The day `days` after `date`, both `YYYYMMDD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${isoDate(date)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
}

/** Whole days from `from` to `to`, both `YYYYMMDD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${isoDate(to)}T00:00:00Z`) - Date.parse(`${isoDate(from)}T00:00:00Z`)) / 86_400_000);
}

/** Minutes after midnight as `HHMMSS`. */
export function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}${String(minute % 60).padStart(2, "0")}00`;
}

/** `YYYYMMDD` as SOAP sends it; an empty one is SAP's initial date. */
export function isoDate(date: string): string {
  return date === "" ? "0000-00-00" : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

/** `HHMMSS` as SOAP sends it. */
export function isoTime(time: string): string {
  return time === "" ? "00:00:00" : `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
}

/** True for a day of the calendar in the form `YYYYMMDD`. */
export function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const time = Date.parse(`${isoDate(text)}T00:00:00Z`);
  return !Number.isNaN(time) && addDays(text, 0) === text;
}
