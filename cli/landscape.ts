/**
 * Reads the landscape file. Every fault is found before anything starts, told with its line and remedy, all in one
 * message. Secrets come from the environment by reference (`${NAME}`) and are never printed.
 */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { adapters } from "#adapters";
import type { SubgraphName } from "#schema/sdl.ts";
import schema from "../schema/landscape.schema.json" with { type: "json" };
import { UsageError } from "./usage-error.ts";

export interface Landscape {
  /** Absolute path of the folder that holds the log and the views. */
  readonly data: string;
  readonly retentionDays?: number;
  readonly simulators?: readonly SimulatorName[];
  readonly plants: readonly { readonly code: string; readonly name: string; readonly timeZone: string; readonly system: string }[];
  readonly systems: Readonly<Record<string, LandscapeSystem>>;
  readonly issuers: readonly {
    readonly issuer: string;
    readonly audience: string;
    /** `demo`, a URL, or a file's absolute path. */
    readonly jwks: string;
    readonly algorithms: readonly ("RS256" | "ES256" | "EdDSA")[];
  }[];
  readonly gateway?: {
    readonly host?: string;
    readonly port?: number;
    readonly subgraphs?: Readonly<Partial<Record<SubgraphName, string>>>;
    readonly subgraphSecret?: string;
    readonly cursorSecret?: string;
    readonly executor?: "compiled" | "stock";
  };
}

interface LandscapeSystem {
  readonly adapter: string;
  readonly pollSeconds?: number;
  readonly connection: Readonly<Record<string, unknown>>;
  readonly mappings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type SimulatorName = "s4hana" | "sap-ecc" | "ebs";

/** A landscape whose form is right; its references to the environment are still open. */
export interface LandscapeFile {
  /** What it says, with `${NAME}` as written. */
  readonly landscape: Landscape;
  /** Puts the environment in and checks each connection against its adapter. Throws UsageError with every fault. */
  resolve(environment: Readonly<Record<string, string | undefined>>): Landscape;
}

type Path = readonly (string | number)[];
interface Fault {
  readonly path: Path;
  readonly text: string;
}

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
ajv.addFormat("uri", (text: string) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\//i.test(text));
ajv.addFormat("time-zone", isTimeZone);

/** Reads and checks the form of a landscape file. Throws UsageError with every fault. */
export function readLandscape(file: string): LandscapeFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  const refuse = (faults: readonly Fault[]): never => {
    const told = faults.map((fault) => `  line ${lineOf(document, lines, fault.path)}: ${fault.text}`);
    throw new UsageError(`${file} cannot be used:\n${[...new Set(told)].join("\n")}`);
  };
  if (document.errors.length > 0) {
    const told = document.errors.map((error) => `  line ${lines.linePos(error.pos[0]).line}: ${error.message.split("\n")[0]}`);
    throw new UsageError(`${file} is not YAML:\n${told.join("\n")}`);
  }
  const content: unknown = document.toJS();
  const faults = schemaFaults(schema, content, []);
  if (faults.length > 0) refuse(faults);
  const written = content as Landscape;
  const mixed = [...referenceFaults(written)];
  if (mixed.length > 0) refuse(mixed);
  const landscape = { ...written, data: resolve(dirname(file), written.data) };

  return {
    landscape,
    resolve(environment) {
      const open: Fault[] = [];
      const fill = <T>(value: T, path: Path): T => fillReferences(value, path, environment, open) as T;
      const systems = Object.fromEntries(
        Object.entries(landscape.systems).map(([name, system]) => [
          name,
          { ...system, connection: fill(system.connection, ["systems", name, "connection"]) },
        ]),
      );
      const issuers = landscape.issuers.map((issuer, index) => {
        const filled = fill(issuer, ["issuers", index]);
        const isFile = filled.jwks !== "demo" && !URL.canParse(filled.jwks);
        return isFile ? { ...filled, jwks: resolve(dirname(file), filled.jwks) } : filled;
      });
      const gateway = landscape.gateway ? { gateway: fill(landscape.gateway, ["gateway"]) } : {};
      if (open.length > 0) refuse(open);
      const wrong = Object.entries(systems).flatMap(([name, system]) =>
        schemaFaults(adapters[system.adapter]?.connectionSchema ?? {}, system.connection, ["systems", name, "connection"]),
      );
      if (wrong.length > 0) refuse(wrong);
      return { ...landscape, systems, issuers, ...gateway };
    },
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`There is no landscape file ${file}; give one with --landscape FILE`);
  }
}

/** What a JSON Schema cannot say: names that must exist, things that must be there once. */
function* referenceFaults(landscape: Landscape): Generator<Fault> {
  const served = new Map<string, number>();
  for (const [index, plant] of landscape.plants.entries()) {
    const first = served.get(plant.code);
    if (first !== undefined) {
      const by = landscape.plants[first]?.system;
      yield {
        path: ["plants", index, "code"],
        text: `plant ${plant.code} is served twice, by ${by} and ${plant.system}; remove one of the two entries`,
      };
    }
    served.set(plant.code, first ?? index);
    if (!(plant.system in landscape.systems)) {
      yield {
        path: ["plants", index, "system"],
        text: `plants[${index}].system is "${plant.system}", which is not listed under systems; give one of ${Object.keys(landscape.systems).join(", ")}`,
      };
    }
  }
  for (const [name, system] of Object.entries(landscape.systems)) {
    if (!(system.adapter in adapters)) {
      const known = Object.keys(adapters).join(", ");
      yield {
        path: ["systems", name, "adapter"],
        text: `systems.${name}.adapter is "${system.adapter}", which is no adapter; give one of ${known}`,
      };
    }
  }
}

function schemaFaults(rules: object, content: unknown, base: Path): Fault[] {
  const validate = ajv.compile(rules);
  if (validate(content)) return [];
  return (validate.errors ?? []).map((error) => {
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

function fillReferences(value: unknown, path: Path, environment: Readonly<Record<string, string | undefined>>, faults: Fault[]): unknown {
  if (typeof value === "string") {
    return value.replace(/\$\{([A-Z0-9_]+)(?::-([^}]*))?\}/g, (_, name: string, fallback?: string) => {
      const found = environment[name] ?? fallback;
      if (found === undefined)
        faults.push({ path, text: `${nameOf(path)} needs the environment variable ${name}, which is not set; set it` });
      return found ?? "";
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => fillReferences(item, [...path, index], environment, faults));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillReferences(item, [...path, key], environment, faults)]));
}

/** The line of the closest node that exists: of a missing key, its parent's. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function nameOf(path: Path): string {
  return path.reduce<string>((name, part) => (typeof part === "number" ? `${name}[${part}]` : name === "" ? part : `${name}.${part}`), "");
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
