/** Days and moments as events tell them. Years before 1970 and after 2100 are mistakes, or stand for "never" in the sender's database. */

const day = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 3339, section 5.6, in upper case. No offset is beyond 14 hours; leap seconds are not taken, as no clock here has them. */
const time = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/** Whether the text is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!day.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // JavaScript reads the 30th of February as the 2nd of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) && isInReach(text);
}

/** Whether the text is a moment, with its offset from UTC. */
export function isMoment(text: string): boolean {
  return isDay(text.slice(0, 10)) && text[10] === "T" && time.test(text.slice(11));
}

function isInReach(text: string): boolean {
  return text >= "1970-01-01" && text <= "2100-12-31";
}
