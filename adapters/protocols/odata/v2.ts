/**
 * Values of OData V2 in JSON: `/Date(…)/`, `PT06H00M00S`, decimals as strings.
 * https://www.odata.org/documentation/odata-version-2-0/json-format/ (section 4) and …/overview/ (section 6).
 */

const dateForm = /^\/Date\((-?\d{1,16})(?:([+-])(\d{1,4}))?\)\/$/;

/** Edm.DateTime as UTC milliseconds; a stated offset (minutes) is only how it was shown. Null when the text is none. */
function readMilliseconds(text: string): number | null {
  const match = dateForm.exec(text);
  if (!match) return null;
  const milliseconds = Number(match[1]);
  return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : null;
}

/** `/Date(1764547200000)/` as the calendar day `2025-12-01`. Null when the text is no such value or its year has not four digits. */
export function readV2Date(text: string): string | null {
  return readV2Moment(text)?.slice(0, 10) ?? null;
}

/** `/Date(1764547200000+0000)/` as RFC 3339 in UTC, `2025-12-01T00:00:00.000Z`. Null when the text is no such value or its year has not four digits. */
export function readV2Moment(text: string): string | null {
  const milliseconds = readMilliseconds(text);
  if (milliseconds === null) return null;
  const moment = new Date(milliseconds).toISOString();
  return moment.length === 24 && !moment.startsWith("-") ? moment : null;
}

/** A calendar day `2025-12-01` as Edm.DateTime in JSON. Throws a RangeError naming the value when it is no day. */
export function writeV2Date(day: string): string {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new RangeError(`"${day}" is not a calendar day such as 2026-12-01`);
  return `/Date(${milliseconds})/`;
}

const timeForm = /^PT(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.\d+)?S)?$/;

/** Edm.Time `PT06H30M00S` as `06:30:00`. `PT24H00M00S`, which SAP uses for the day's end, is `24:00:00`. Null when the text is none. */
export function readV2Time(text: string): string | null {
  const match = timeForm.exec(text);
  if (!match || text === "PT") return null;
  const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((part) => Number(part ?? "0"));
  if (hours === undefined || minutes === undefined || seconds === undefined) return null;
  if (hours * 3600 + minutes * 60 + seconds > 86_400 || minutes > 59 || seconds > 59) return null;
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, "0")).join(":");
}

/** `06:30:00` as Edm.Time. Throws a RangeError naming the value when it is no time. */
export function writeV2Time(time: string): string {
  const match = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`"${time}" is not a time such as 06:30:00`);
  return `PT${match[1]}H${match[2]}M${match[3]}S`;
}

/** Edm.Decimal without exponent or trailing zeros: `0100.500` is `100.5`. Null when the text is none. */
export function readDecimal(text: string): string | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const whole = (match[2] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  const value = fraction === "" ? whole : `${whole}.${fraction}`;
  return match[1] === "-" && value !== "0" ? `-${value}` : value;
}

/** A string literal of a URL: `'O''Neill'`, not yet percent-encoded. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Literal of Edm.DateTime for a filter: `datetime'2026-12-01T00:00:00'` of a day. */
export const dateLiteral = (day: string): string => `datetime'${day}T00:00:00'`;
