/** What a JSON Schema says of the landscape, and its faults as sentences with a remedy. */
import { Ajv, type ErrorObject } from "ajv";
import landscapeSchema from "#schema/landscape.schema.json" with { type: "json" };
import { holdsReference } from "./environment-references.ts";
import { type Fault, nameOf, type Path } from "./fault.ts";

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
ajv.addFormat("uri", (text: string) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\//i.test(text));
ajv.addFormat("time-zone", isTimeZone);

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
  const where = path.length === 0 ? "the file" : nameOf(path);
  const wanted = (error.parentSchema as { description?: string } | undefined)?.description;
  const remedy = wanted ? `; give the ${wanted}` : "";
  if (error.keyword === "required") {
    const key = String(error.params.missingProperty);
    const properties = (error.parentSchema as { properties?: Record<string, { description?: string }> }).properties;
    const description = properties?.[key]?.description;
    return `${nameOf([...path, key])} is missing; ${description ? `give the ${description}` : "add it"}`;
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
  if (error.keyword === "minItems" || error.keyword === "minProperties") return `${where} is empty; add at least one entry`;
  return `${where} ${error.message ?? "is wrong"}${remedy}`;
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
