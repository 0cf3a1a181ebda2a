/** Conditions on properties that show the plant's clock. */
import { toPlantClock } from "../local-time.ts";
import { dateLiteral, writeV2Time } from "../protocols/odata/v2.ts";

/** From which moment until now (both RFC 3339), in the zones of all plants. */
export interface ClockRange {
  readonly since: string;
  readonly now: string;
  readonly timeZones: readonly string[];
}

/**
 * Condition, as OData V2 has it, for what was created from a moment on. The clock goes back in autumn, and plants may
 * lie in several zones: the earliest reading of then and now is asked for.
 */
export function createdSince(dateProperty: string, timeProperty: string, { since, now, timeZones }: ClockRange): string {
  const clocks = timeZones.flatMap((zone) => [toPlantClock(since, zone), toPlantClock(now, zone)]);
  const [start] = clocks.sort((a, b) => (`${a.date}${a.time}` < `${b.date}${b.time}` ? -1 : 1));
  if (!start) throw new RangeError("timeZones is empty; give the zone of at least one plant");
  const day = dateLiteral(start.date);
  return `(${dateProperty} gt ${day} or (${dateProperty} eq ${day} and ${timeProperty} ge time'${writeV2Time(start.time)}'))`;
}
