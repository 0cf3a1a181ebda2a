/** Reads the properties of one entity; what cannot be read is named by entity type and property. */
import { atPlant } from "../local-time.ts";
import { MappingError } from "../mapping.ts";
import type { Entity } from "../protocols/odata/paging.ts";
import { readDecimal, readV2Date, readV2Moment, readV2Time } from "../protocols/odata/v2.ts";

export interface Reader {
  /** Null when it is empty or not sent. */
  text(property: string): string | null;
  required(property: string): string;
  /** An exact number; null when it is not sent. */
  decimal(property: string): string | null;
  requiredDecimal(property: string): string;
  /** True for `true` and for SAP's `X`. */
  flag(property: string): boolean;
  /** A day and a time of the plant's clock as a moment; null without a day. */
  localMoment(dateProperty: string, timeProperty: string): string | null;
  /** Edm.DateTimeOffset of either protocol, in UTC. */
  moment(property: string): string | null;
  /** Edm.Date `2026-12-01`. */
  requiredDay(property: string): string;
  /** Entities that a navigation was expanded to. */
  many(navigation: string): Reader[];
  one(navigation: string): Reader | null;
  /** Name of a property as people know it, `A_ProductionOrder_2.ProductionUnit`. */
  field(property: string): string;
}

export function createReader(type: string, entity: Entity, timeZone: string): Reader {
  const field = (property: string): string => `${type}.${property}`;
  const text = (property: string): string | null => {
    const value = entity[property];
    return typeof value === "string" && value.trim() !== "" ? value : typeof value === "number" ? String(value) : null;
  };
  const invalid = (property: string, wanted: string): MappingError => {
    const value = text(property) ?? "";
    const said = `${field(property)} is "${value}"; ${wanted} is wanted. Correct it in S/4HANA, then replay`;
    return new MappingError({ code: "INVALID_FIELD", field: field(property), value, text: said });
  };
  const required = (property: string): string => {
    const value = text(property);
    if (value === null) throw invalid(property, "a value");
    return value;
  };
  const decimal = (property: string): string | null => {
    const value = text(property);
    if (value === null) return null;
    const exact = readDecimal(value);
    if (exact === null) throw invalid(property, "a decimal number");
    return exact;
  };
  const many = (navigation: string): Reader[] =>
    expanded(entity[navigation]).map((child) => createReader(navigation.replace(/^(to)?_/, ""), child, timeZone));
  return {
    text,
    required,
    decimal,
    requiredDecimal(property) {
      const value = decimal(property);
      if (value === null) throw invalid(property, "a decimal number");
      return value;
    },
    flag: (property) => entity[property] === true || entity[property] === "X",
    localMoment(dateProperty, timeProperty) {
      const raw = text(dateProperty);
      if (raw === null) return null;
      const [date, time] = [readV2Date(raw), readV2Time(text(timeProperty) ?? "PT00H00M00S")];
      if (date === null) throw invalid(dateProperty, "a date");
      if (time === null) throw invalid(timeProperty, "a time");
      return atPlant(date, time, timeZone);
    },
    moment(property) {
      const value = text(property);
      if (value === null) return null;
      const moment = readV2Moment(value) ?? (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ? value : null);
      if (moment === null) throw invalid(property, "a moment in UTC");
      return moment;
    },
    requiredDay(property) {
      const value = required(property);
      if (!/^\d{4}-\d\d-\d\d$/.test(value)) throw invalid(property, "a day");
      return value;
    },
    many,
    one: (navigation) => many(navigation)[0] ?? null,
    field,
  };
}

/** V2 wraps a list in `results`; V4 does not; a single entity stands for itself. A link that was not expanded is none. */
function expanded(value: unknown): Entity[] {
  if (!isEntity(value)) return Array.isArray(value) ? value.filter(isEntity) : [];
  if (Array.isArray(value.results)) return value.results.filter(isEntity);
  return "__deferred" in value ? [] : [value];
}

const isEntity = (value: unknown): value is Entity => typeof value === "object" && value !== null && !Array.isArray(value);
