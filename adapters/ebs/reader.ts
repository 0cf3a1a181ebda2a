/** Reads the columns of one row; what cannot be read is named by table and column. */
import { Big } from "big.js";
import { atPlant } from "../local-time.ts";
import { MappingError } from "../mapping.ts";
import type { Row } from "./session.ts";

export interface Reader {
  /** Null for NULL and for the empty text, which Oracle does not tell apart. */
  text(column: string): string | null;
  required(column: string): string;
  /** An exact number without superfluous zeros. */
  decimal(column: string): string;
  /** A DATE of the server's clock as a moment with the plant's offset. */
  moment(column: string): string | null;
  /** The calendar day of a DATE. */
  day(column: string): string | null;
  /** Name of a column as people know it, `WIP_DISCRETE_JOBS.STATUS_TYPE`. */
  field(column: string): string;
}

export function createReader(table: string, row: Row, timeZone: string): Reader {
  const field = (column: string): string => `${table}.${column.toUpperCase()}`;
  const invalid = (column: string, value: string, wanted: string): MappingError =>
    new MappingError({
      code: "INVALID_FIELD",
      field: field(column),
      value,
      text: `${field(column)} is "${value}"; ${wanted} is wanted. Correct it in EBS, then replay`,
    });
  const text = (column: string): string | null => row[column] || null;
  const required = (column: string): string => {
    const value = text(column);
    if (value === null) throw invalid(column, "", "a value");
    return value;
  };
  const dated = (column: string): { date: string; time: string } | null => {
    const value = text(column);
    if (value === null) return null;
    const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(value) ?? [];
    if (date === undefined || time === undefined) throw invalid(column, value, "a date and time");
    return { date, time };
  };
  return {
    text,
    required,
    decimal(column) {
      const value = required(column);
      if (!/^-?\d+(\.\d+)?$/.test(value)) throw invalid(column, value, "a decimal number");
      return new Big(value).toFixed();
    },
    moment(column) {
      const value = dated(column);
      if (!value) return null;
      const moment = atPlant(value.date, value.time, timeZone);
      if (moment === null) throw invalid(column, `${value.date} ${value.time}`, "an existing date");
      return moment;
    },
    day: (column) => dated(column)?.date ?? null,
    field,
  };
}
