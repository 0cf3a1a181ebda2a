/** What a JSON Schema says of the landscape, and its faults as sentences with a remedy. */
import { statSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import landscapeSchema from "#schema/landscape.schema.json" with { type: "json" };
import { holdsReference } from "./environment-references.ts";
import { type Fault, nameOf, type Path } from "./fault.ts";

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
ajv.addFormat("uri", (text: string) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\//i.test(text));
ajv.addFormat("time-zone", isTimeZone);
ajv.addFormat("file", (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);

/** What only the value itself can break, which a reference to the environment does not have yet. */
const valueKeywords: ReadonlySet<string> = new Set(["minLength", "pattern", "format"]);

/** Faults of the whole file's form. Where a reference is written, what it stands for is not looked at. */
export function formFaults(content: unknown): Fault[] {
  return schemaFaults(landscapeSchema, content, []);
}

/** Faults against any schema, of the part of the file that is at `base`. */
export function schemaFaults(rules: object, content: unknown, base: Path): Fault[] {
  const validate = ajv.compile(rules);
  if (validate(content)) return [];
  return (validate.errors ?? [])
    .filter(({ keyword, data }) => !(valueKeywords.has(keyword) && typeof data === "string" && holdsReference(data)))
    .map((error) => {
      const path = [...base, ...error.instancePath.split("/").slice(1).map(unescapePointer)];
      return { path, text: explain(error, path) };
    });
}

/** One of Ajv's errors as a sentence with a remedy; the schema's description is what is wanted. */
function explain(error: ErrorObject, path: Path): string {
  if (path.length === 0 && error.keyword === "type")
    return "the file says nothing; begin with data, plants, systems and issuers, as the demo's landscape.yaml does";
  const where = path.length === 0 ? "the file" : nameOf(path);
  const wanted = (error.parentSchema as { description?: string } | undefined)?.description;
  const remedy = wanted ? `; give the ${inSentence(wanted)}` : "";
  if (error.keyword === "required") {
    const key = String(error.params.missingProperty);
    const properties = (error.parentSchema as { properties?: Record<string, { description?: string }> }).properties;
    const description = properties?.[key]?.description;
    return `${nameOf([...path, key])} is missing; ${description ? `give the ${inSentence(description)}` : "add it"}`;
  }
  if (error.keyword === "additionalProperties") {
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    return `${where} has "${error.params.additionalProperty}", which means nothing here; remove it, or use one of ${known.join(", ")}`;
  }
  if (error.keyword === "enum")
    return `${where} is "${String(error.data)}"; give one of ${(error.params.allowedValues as string[]).join(", ")}`;
  if (error.keyword === "format" && error.params.format === "uri") {
    return `${where} is "${String(error.data)}", which is not a URL; give one with scheme and host, such as https://erp.example.com`;
  }
  if (error.keyword === "format" && error.params.format === "time-zone")
    return `${where} is "${String(error.data)}", which is no time zone${remedy}`;
  if (error.keyword === "format" && error.params.format === "file") return `${where} is "${String(error.data)}", which is no file${remedy}`;
  // What breaks a pattern may be a secret, or hold one.
  if (error.keyword === "pattern") return `${where} has not the form that is wanted${remedy}`;
  if (error.keyword === "minLength" && error.data === "") return `${where} is empty${remedy}`;
  if (error.keyword === "minItems" || error.keyword === "minProperties") return `${where} is empty; add at least one entry`;
  return `${where} ${error.message ?? "is wrong"}${remedy}`;
}

/** A description as part of a sentence; names such as IANA keep their capitals. */
function inSentence(description: string): string {
  return /^[A-Z][a-z]/.test(description) ? `${description[0]?.toLowerCase()}${description.slice(1)}` : description;
}

function unescapePointer(part: string): string | number {
  const text = part.replaceAll("~1", "/").replaceAll("~0", "~");
  return /^\d+$/.test(text) ? Number(text) : text;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
