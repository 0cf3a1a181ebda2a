/** How SAP writes things: padded keys, units, quantities, dates, and the plant's local calendar. */
import type { Unit } from "../catalog.ts";
import type { Moment } from "../plant.ts";

const dayMs = 86_400_000;
const sapUnits: Readonly<Record<Unit, string>> = { piece: "ST", kilogram: "KG", metre: "M", litre: "L" };
const isoUnits: Readonly<Record<Unit, string>> = { piece: "PCE", kilogram: "KGM", metre: "MTR", litre: "LTR" };

/** The unit as tables hold it (T006-MSEHI): `ST`. */
export function sapUnit(unit: Unit): string {
  return sapUnits[unit];
}

/** The unit as IDocs carry it (T006-ISOCODE): `PCE`. */
export function isoUnit(unit: Unit): string {
  return isoUnits[unit];
}

/** A key in SAP's internal form: numeric keys are filled with zeros, others stand as they are. */
export function padKey(key: string, length: number): string {
  return /^\d+$/.test(key) ? key.padStart(length, "0") : key;
}

/** Three decimals, as quantity fields (QUAN 13,3) have them. */
export function quantityText(quantity: number): string {
  return quantity.toFixed(3);
}

/** A day and time of the plant: `date` as YYYYMMDD, `time` as hhmmss. */
export interface LocalTime {
  readonly date: string;
  readonly time: string;
}

export interface Calendar {
  /** YYYYMMDD of the plant's day `offset` days after the start day. */
  day(offset: number): string;
  moment(moment: Moment): LocalTime;
  now(): LocalTime;
  /** What the clock shows at an instant, in Unix milliseconds. */
  at(instant: number): LocalTime;
}

/** `timeZone` is an IANA name; an unknown one throws a RangeError that names it. */
export function createCalendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const at = (instant: number): LocalTime => {
    const [date = "", time = ""] = format.format(instant).split(" ");
    return { date: date.replaceAll("-", ""), time: time.replaceAll(":", "") };
  };
  const now = (): LocalTime => at(Date.now());
  const startDay = Date.parse(soapDate(now().date));
  const day = (offset: number): string => new Date(startDay + offset * dayMs).toISOString().slice(0, 10).replaceAll("-", "");
  return {
    day,
    moment: ({ day: offset, minute }) => ({ date: day(offset), time: clockText(minute) }),
    now,
    at,
  };
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}${String(minute % 60).padStart(2, "0")}00`;
}

/** YYYYMMDD as SOAP writes it; blank and zeros become the initial date `0000-00-00`. */
export function soapDate(date: string): string {
  return date === "" ? "0000-00-00" : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

/** hhmmss as SOAP writes it. */
export function soapTime(time: string): string {
  return time === "" ? "00:00:00" : `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
}

/** YYYYMMDD plus whole days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(soapDate(date)) + days * dayMs).toISOString().slice(0, 10).replaceAll("-", "");
}
