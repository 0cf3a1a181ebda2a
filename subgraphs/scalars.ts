/** The graph's scalars: strict with what comes in, unchanged what goes out, since the views hold nothing else. */
import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/** Whether a text is a day that the calendar has, such as `2026-02-28`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // Date.parse alone reads 2026-02-30 as 2 March, so the day must also come back unchanged.
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const momentForm = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function isMoment(text: string): boolean {
  return isCalendarDay(momentForm.exec(text)?.[1] ?? "");
}

function textScalar(name: string, wanted: string, fits: (text: string) => boolean): GraphQLScalarType<string, unknown> {
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue(value) {
      if (typeof value === "string" && fits(value)) return value;
      throw new GraphQLError(`${JSON.stringify(value)} is no ${name}; give ${wanted}`, { extensions: { code: "BAD_USER_INPUT" } });
    },
    // graphql-js drops what is thrown here and only says that the whole argument is wrong. So a text passes, and whoever
    // uses it refuses it by the name of its field.
    parseLiteral(literal) {
      if (literal.kind === Kind.STRING) return literal.value;
      throw new GraphQLError(`A ${name} is written as text; give ${wanted}`, { nodes: literal, extensions: { code: "BAD_USER_INPUT" } });
    },
  });
}

export const scalars = {
  Decimal: textScalar("Decimal", 'a decimal number such as "480.000"', (text) => /^-?\d+(\.\d+)?$/.test(text)),
  DateTime: textScalar("DateTime", 'a moment with its offset such as "2026-12-01T06:00:00+01:00"', isMoment),
  Date: textScalar("Date", 'a day of the calendar such as "2026-12-01"', isCalendarDay),
  UnitCode: textScalar("UnitCode", 'a UN/ECE Recommendation 20 code such as "KGM"', (text) => /^[A-Z0-9]{2,3}$/.test(text)),
} as const;
