import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import specification from "@asyncapi/specs/schemas/3.0.0.json" with { type: "json" };
import { Ajv } from "ajv";
import { parse } from "yaml";

const folder = new URL("./", import.meta.url);
const document: unknown = parse(readFileSync(new URL("asyncapi.yaml", folder), "utf8"));

function references(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === "$ref" ? [String(member)] : references(member)));
}

/** What a reference within the document points to. */
function resolve(pointer: string): unknown {
  const names = pointer.slice(2).split("/");
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name.replaceAll("~1", "/")], document);
}

describe("schema/events/asyncapi.yaml", () => {
  const found = references(document);

  it("is a document of AsyncAPI 3.0", () => {
    // The specification brings its own copy of the meta-schema.
    const ajv = new Ajv({ meta: false, validateSchema: false, strict: false, validateFormats: false, allErrors: true });
    assert.ok(ajv.validate(specification, document), ajv.errorsText(ajv.errors, { separator: "\n" }));
  });

  it("points to nothing that is not there", () => {
    const within = found.filter((reference) => reference.startsWith("#/"));
    assert.ok(within.length > 50, `only ${within.length} references seen`);
    assert.deepEqual(
      within.filter((reference) => resolve(reference) === undefined),
      [],
    );
  });

  it("has every contract of an event and of a notice, and no other", () => {
    const files = ["in", "out"].flatMap((name) => readdirSync(new URL(`${name}/`, folder)).map((file) => `./${name}/${file}`));
    assert.ok(files.length > 20);
    assert.deepEqual([...new Set(found.filter((reference) => !reference.startsWith("#/")))].sort(), files.sort());
  });
});
