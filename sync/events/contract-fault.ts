/** What is wrong with an event's data as a sentence: the member, what it is, what to give. */
import type { ErrorObject } from "ajv";
import { unitCodes } from "#schema/canonical/unit-codes.ts";
import type { Part } from "#schema/events/contracts.ts";

/** Of a fault that Ajv found with `verbose`, so that it carries the part and the value. */
export function explainFault(fault: ErrorObject): string {
  const where = nameOf(fault.instancePath);
  const part = fault.parentSchema as Part;
  switch (fault.keyword) {
    case "required": {
      const name = String(fault.params.missingProperty);
      return `${where}.${name} is missing; give ${wanted(part.properties?.[name])}`;
    }
    case "maxProperties":
      return `${where} has ${Object.keys(fault.data as object).length} members; send no more than ${fault.params.limit}`;
    case "minItems":
    case "maxItems":
      return `${where} has ${(fault.data as readonly unknown[]).length} entries; give ${wanted(part)}`;
    case "format":
      if (fault.params.format === "unit-code")
        return `${where} is ${show(fault.data)}, which is not known here; give one of ${unitCodes.join(", ")}`;
  }
  return fault.data === undefined ? `${where} is missing; give ${wanted(part)}` : `${where} is ${show(fault.data)}; give ${wanted(part)}`;
}

/** `data.orders[2].priority` of the JSON Pointer `/orders/2/priority`. Contracts have no names that a pointer would escape. */
function nameOf(pointer: string): string {
  return `data${pointer.replace(/\/(\d+)(?=\/|$)/g, "[$1]").replaceAll("/", ".")}`;
}

function wanted(part: Part | undefined): string {
  const { title = "a value", description, examples } = part ?? {};
  const example = examples?.[0] === undefined ? "" : `, such as ${JSON.stringify(examples[0])}`;
  return `${description ? `"${description}" as ` : ""}${title}${example}`;
}

/** Nothing is shown of what may be large or deep. */
function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
}
