/** Filters of the graph as conditions on the views' columns. What a filter leaves open, or null, is no condition. */
import { badUserInput } from "./refusals.ts";
import { isCalendarDay } from "./scalars.ts";

interface OneOf<C> {
  readonly column: C;
  readonly in: readonly string[];
}

interface IsSo<C> {
  readonly column: C;
  readonly is: boolean;
}

interface Within<C> {
  readonly column: C;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A span of days, as the graph's `DateRange`. */
interface DayRange {
  readonly from?: string | null;
  readonly to?: string | null;
}

/** The column has one of these values. */
export function oneOf<C extends string>(column: C, values: readonly string[] | null | undefined): readonly OneOf<C>[] {
  return values == null ? [] : [{ column, in: values }];
}

/** The column is true, or is false. */
export function isSo<C extends string>(column: C, is: boolean | null | undefined): readonly IsSo<C>[] {
  return is == null ? [] : [{ column, is }];
}

/** The column is within a span of days, both included. Throws BAD_USER_INPUT that names the end which is no day. */
export function within<C extends string>(column: C, range: DayRange | null | undefined, argument: string): readonly Within<C>[] {
  const from = readDay(range?.from, `${argument}.from`);
  const to = readDay(range?.to, `${argument}.to`);
  if (from !== undefined && to !== undefined && from > to) {
    throw badUserInput(`${argument}.from`, `${from} is after ${to}; give the earlier day as \`from\``);
  }
  return from === undefined && to === undefined ? [] : [{ column, from, to }];
}

function readDay(day: string | null | undefined, argument: string): string | undefined {
  if (day == null) return undefined;
  if (!isCalendarDay(day)) throw badUserInput(argument, `${JSON.stringify(day)} is no day of the calendar; give one such as 2026-12-01`);
  return day;
}
