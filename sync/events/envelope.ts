/** An event's context attributes, checked: who tells, of what, when. */
import { readTraceparent } from "#schema/canonical/trace-context.ts";
import { isMoment } from "./moments.ts";
import { EventRefused } from "./refusal.ts";

export interface Envelope {
  readonly id: string;
  /** As the landscape's name of the system makes it, however it was encoded. */
  readonly source: string;
  /** Name that the source has in the landscape, if it has one. */
  readonly system: string;
  readonly plant: string;
  /** What the sender says that the event is about. */
  readonly subject: string;
  /** `type` of the CloudEvent, with its version. */
  readonly type: string;
  readonly time: string | null;
  readonly sequence: string | null;
  readonly traceparent: string | null;
}

/** Of 1 to 200 characters, none of them a control character: `source` and `id` are joined by a line break. */
const plain = /^\P{Cc}{1,200}$/u;
const source = /^\/systems\/([^/?#]{1,200})$/;

/** Throws EventRefused INVALID_ATTRIBUTE that names the attribute. */
export function readEnvelope(attributes: ReadonlyMap<string, string>): Envelope {
  const required = (name: string, wanted: string): string => {
    const value = attributes.get(name);
    if (value === undefined) throw new EventRefused("INVALID_ATTRIBUTE", `${name} is missing; give ${wanted}`);
    return fitting(name, value, plain.test(value) && value.isWellFormed(), wanted);
  };
  const optional = (name: string, fits: (value: string) => boolean, wanted: string): string | null => {
    const value = attributes.get(name);
    return value === undefined ? null : fitting(name, value, fits(value), `${wanted}, or leave it out`);
  };
  const system = systemOf(required("source", "/systems/ and the name of the system, such as /systems/mes"));
  const sequence = optional("sequence", (value) => /^\d{1,18}$/.test(value), "a number of at most 18 digits that goes up by one");
  return {
    id: required("id", "a text of at most 200 characters that no other event of the source has"),
    source: `/systems/${encodeURIComponent(system)}`,
    system,
    type: required("type", "the type of the event with its version, such as andon.operation.confirmed.v2"),
    plant: required("plantid", "the code of the plant, such as 1010"),
    subject: required("subject", "the business key that the event is about, such as the number of the order"),
    time: optional("time", isMoment, "a date and time with offset of the years 1970 to 2100, such as 2026-12-01T06:00:00+01:00"),
    sequence: sequence === null ? null : BigInt(sequence).toString(),
    traceparent: readTraceparent(attributes.get("traceparent")),
  };
}

function systemOf(value: string): string {
  try {
    const name = decodeURIComponent(source.exec(value)?.[1] ?? "");
    if (name !== "" && plain.test(name)) return name;
  } catch {
    // Not percent-encoded UTF-8: told below.
  }
  return fitting("source", value, false, "/systems/ and the name of the system, such as /systems/mes");
}

function fitting(name: string, value: string, fits: boolean, wanted: string): string {
  if (fits) return value;
  throw new EventRefused("INVALID_ATTRIBUTE", `${name} is ${JSON.stringify(value.slice(0, 60))}; give ${wanted}`);
}
