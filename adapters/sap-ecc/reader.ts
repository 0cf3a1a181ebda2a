/** Reads SAP's fields: dates, quantities and padded numbers as text of fixed length. What cannot be read is named by structure and field. */
import { Big } from "big.js";
import type { Quantity } from "#schema/canonical/entities.generated.ts";
import { withoutPadding } from "#schema/canonical/keys.ts";
import { atPlant } from "../local-time.ts";
import { MappingError } from "../mapping.ts";
import type { EccCodes } from "./codes.ts";

export interface Reader {
  /** Null when blank. */
  text(field: string): string | null;
  required(field: string): string;
  /** A number without its padding zeros. */
  number(field: string): string;
  /** Null when blank; as SAP wrote it, without superfluous blanks, a minus behind it put in front. */
  decimal(field: string): string | null;
  quantity(field: string, unitField: string): Quantity;
  /** Null when the amount is blank. */
  quantityIn(field: string, unit: string): Quantity | null;
  /** `YYYYMMDD` as a day; null for `00000000` and blanks, which say "no date". */
  day(field: string): string | null;
  /** A day and a time of the plant's clock; midnight when there is no time. */
  moment(dayField: string, timeField: string): string | null;
  name(field: string): string;
}

export function createReader(
  structure: string,
  fields: Readonly<Record<string, string>>,
  context: { readonly codes: EccCodes; readonly timeZone: string },
): Reader {
  const name = (field: string): string => `${structure}.${field}`;
  const text = (field: string): string | null => fields[field]?.trim() || null;
  const invalid = (field: string, wanted: string): MappingError => {
    const value = fields[field]?.trim() ?? "";
    return new MappingError({
      code: "INVALID_FIELD",
      field: name(field),
      value,
      text: `${name(field)} is "${value}"; ${wanted} is wanted. Have SAP send the record again`,
    });
  };
  const required = (field: string): string => {
    const value = text(field);
    if (value === null) throw invalid(field, "a value");
    return value;
  };
  const decimal = (field: string): string | null => {
    const value = text(field);
    if (value === null) return null;
    const signed = value.endsWith("-") ? `-${value.slice(0, -1).trim()}` : value;
    if (!/^-?\d+(\.\d+)?$/.test(signed)) throw invalid(field, "a decimal number");
    return signed;
  };
  const quantityIn = (field: string, unit: string): Quantity | null => {
    const value = decimal(field);
    return value === null ? null : { value: new Big(value).toFixed(), unit: context.codes.units.read(name(field), unit), sourceUnit: unit };
  };
  const day = (field: string): string | null => {
    const value = text(field);
    if (value === null || value === "00000000") return null;
    const written = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;
    if (!/^\d{8}$/.test(value) || atPlant(written, "12:00:00", "UTC") === null) throw invalid(field, "a date as YYYYMMDD");
    return written;
  };
  return {
    text,
    required,
    number: (field) => withoutPadding(required(field)),
    decimal,
    quantityIn,
    quantity(field, unitField) {
      const unit = required(unitField);
      const value = required(field) && decimal(field);
      return { value: new Big(value ?? 0).toFixed(), unit: context.codes.units.read(name(unitField), unit), sourceUnit: unit };
    },
    day,
    moment(dayField, timeField) {
      const date = day(dayField);
      if (date === null) return null;
      const time = (text(timeField) ?? "000000").padEnd(6, "0");
      const moment = atPlant(date, `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`, context.timeZone);
      if (moment === null) throw invalid(timeField, "a time as HHMMSS");
      return moment;
    },
    name,
  };
}
