/** The plant's calendar: local days and times, as the ERP keeps them beside its UTC time stamps. */
export interface LocalTime {
  /** Midnight of the local day, written as if it were UTC. */
  readonly date: number;
  /** Seconds since that midnight. */
  readonly seconds: number;
}

export interface Calendar {
  /** Midnight of the plant's day `offset` days after the simulator's start day. */
  day(offset: number): number;
  local(instant: number): LocalTime;
}

/** Length of a day in milliseconds. */
export const dayMs = 86_400_000;

/** `timeZone` is an IANA name; an unknown one throws a RangeError that names it. */
export function createCalendar(timeZone: string, start: number): Calendar {
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
  const local = (instant: number): LocalTime => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    return {
      date: Date.UTC(part("year"), part("month") - 1, part("day")),
      seconds: part("hour") * 3600 + part("minute") * 60 + part("second"),
    };
  };
  const startDay = local(start).date;
  return { day: (offset) => startDay + offset * dayMs, local };
}

/** UTC as `YYYYMMDDhhmmss`, SAP's short time stamp. */
export function shortStamp(instant: number): string {
  return new Date(instant).toISOString().replace(/\D/g, "").slice(0, 14);
}
