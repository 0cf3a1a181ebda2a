/**
 * The parts that contracts of events are made of, as JSON Schema (draft 7). `description` says what a value means, `title` what
 * it looks like and `examples` shows one: both are told to a sender whose value does not fit.
 */

type JsonType = "object" | "array" | "string" | "integer" | "boolean";

/** The keywords of JSON Schema that contracts use. */
export interface Part {
  readonly type: JsonType | readonly [JsonType, "null"];
  readonly title: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: "date" | "date-time" | "unit-code" | "erp-number";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly (string | null)[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly maxProperties?: number;
  readonly items?: Part;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Members that an object does not have in its contract are ignored, so that a sender may be ahead of it, but not without end. */
const mostMembers = 100;
/** Control characters but line breaks and tabs. */
const noControls = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$";
/** No slash, since keys are joined by it, no control character, and no blank but single ones between words. */
const name = "^[^\\s/\\u0000-\\u001f\\u007f]+( [^\\s/\\u0000-\\u001f\\u007f]+)*$";

/** What a system calls something of its own, such as a batch or a work centre: taken as it is. */
export const named = (description: string, example: string): Part => ({
  type: "string",
  title: 'name of at most 40 characters without "/"',
  description,
  examples: [example],
  maxLength: 40,
  pattern: name,
});

/** As `named`, of a number that ERPs pad with zeros: it is the same with and without them. */
export const erpNumber = (description: string, example: string): Part => ({
  ...named(description, example),
  title: 'number of at most 40 characters without "/"',
  format: "erp-number",
});

/** A text for people. */
export const text = (description: string, example: string): Part => ({
  type: "string",
  title: "text of 1 to 500 characters",
  description,
  examples: [example],
  minLength: 1,
  maxLength: 500,
  pattern: noControls,
});

/** RFC 3339, section 5.6. */
export const moment = (description: string): Part => ({
  type: "string",
  title: "date and time with offset of the years 1970 to 2100",
  description,
  examples: ["2026-12-01T06:00:00+01:00"],
  format: "date-time",
});

/** A calendar day of the plant. */
export const day = (description: string): Part => ({
  type: "string",
  title: "calendar day of the years 1970 to 2100",
  description,
  examples: ["2026-12-01"],
  format: "date",
});

export const flag = (description: string): Part => ({ type: "boolean", title: "true or false", description });

export const choice = (description: string, values: readonly string[]): Part => ({
  type: "string",
  title: `one of ${values.join(", ")}`,
  description,
  enum: values,
});

export const whole = (description: string, minimum: number, maximum: number): Part => ({
  type: "integer",
  title: `whole number from ${minimum} to ${maximum}`,
  description,
  minimum,
  maximum,
});

/** Exact, thus text: a JSON number would be rounded on its way. Not below zero. */
export const decimal = (description: string): Part => ({
  type: "string",
  title: "decimal as text with a point, not below zero, of at most 15 digits before and 6 after it",
  description,
  examples: ["12.5"],
  pattern: "^\\d{1,15}(\\.\\d{1,6})?$",
});

export const unit = (description: string): Part => ({
  type: "string",
  title: "unit code of UN/ECE Recommendation 20",
  description,
  examples: ["H87"],
  pattern: "^[A-Z0-9]{2,3}$",
  format: "unit-code",
});

export const currency = (description: string): Part => ({
  type: "string",
  title: "currency code of ISO 4217",
  description,
  examples: ["EUR"],
  pattern: "^[A-Z]{3}$",
});

export const quantity = (description: string): Part =>
  object(description, { value: decimal("How much"), unit: unit("Unit in which the value counts") });

/** As `quantity`, of what is none when it is zero. */
export const amount = (description: string): Part => {
  const value = decimal("How much");
  const above = { title: value.title.replace("not below", "above"), pattern: "^(?=.*[1-9])\\d{1,15}(\\.\\d{1,6})?$" };
  return object(description, { value: { ...value, ...above }, unit: unit("Unit in which the value counts") });
};

export function list(description: string, items: Part, most: number): Part {
  return { type: "array", title: `list of 1 to ${most} entries`, description, minItems: 1, maxItems: most, items };
}

/** An object whose members are not fixed. */
export const open = (description: string): Part => ({ type: "object", title: "object", description });

/** `optional` are members that may be left out or null. */
export function object(description: string, members: Members, optional: Members = {}): Part {
  const properties = { ...members, ...Object.fromEntries(Object.entries(optional).map(([member, part]) => [member, orNull(part)])) };
  return {
    type: "object",
    title: `object with ${Object.keys(members).join(", ")}`,
    description,
    required: Object.keys(members),
    properties,
    maxProperties: mostMembers,
  };
}

export type Members = Readonly<Record<string, Part>>;

export function orNull(part: Part): Part {
  if (typeof part.type !== "string") return part;
  return { ...part, type: [part.type, "null"], title: `${part.title}, or null`, ...(part.enum ? { enum: [...part.enum, null] } : {}) };
}
