import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parse, validate } from "graphql";
import { adapters } from "#adapters";
import { buildSupergraphSchema } from "./support/api-schema.ts";
import { root } from "./support/demo.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe("what is written about the project", () => {
  it("shows operations in the README that the graph takes", () => {
    const readme = read("README.md");
    const operations = [...readme.matchAll(/ask '([^']+)'/g), ...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) =>
      String(text),
    );
    assert.equal(operations.length, 5);
    const schema = buildSupergraphSchema();
    for (const operation of operations) assert.deepEqual(validate(schema, parse(operation)), []);
  });

  it("gives a reason for every dependency, and for none that is not there", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
    const told = read("docs/dependencies.md");
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      const short = name.replace("@graphql-codegen/", "");
      assert.ok(name.startsWith("@types/") || told.includes(`\`${name}\``) || told.includes(`\`${short}\``), `${name} has no reason`);
    }
  });

  it("tells of every setting of an ERP's connection, every table of codes, and everything that is called or read there", () => {
    const told = read("docs/erps.md");
    const tells = (name: string, of: string): void => assert.match(told, new RegExp(`\\b${name}\\b`), `${of}: ${name} is not told`);
    for (const { name, connectionSchema, codeTables } of Object.values(adapters)) {
      for (const setting of Object.keys((connectionSchema as { properties: object }).properties)) tells(setting, name);
      for (const table of Object.keys(codeTables)) tells(table, name);
    }
    const folder = join(root, "adapters/sap-ecc");
    const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(folder, file), "utf8").replaceAll(/\/\/.*|\/?\*\*? .*/g, ""))
      .join("\n");
    for (const [, called] of code.matchAll(/"(BAPI_[A-Z_]+|RFC_[A-Z_]+)"/g)) tells(String(called), "sap-ecc");
    for (const [, table] of code.matchAll(/(?:table: |read\()"([A-Z0-9]{4,5})"/g)) tells(String(table), "sap-ecc");
    const services = read("adapters/s4hana/services.ts").matchAll(/"\/sap\/opu\/odata4?\/sap\/(\w+)\//g);
    for (const [, service] of services) tells(String(service), "s4hana");
  });

  it("numbers the decisions without gaps, each with its status and what was rejected", () => {
    const files = readdirSync(join(root, "docs/decisions")).sort();
    for (const [index, file] of files.entries()) {
      assert.ok(file.startsWith(String(index + 1).padStart(4, "0")), file);
      const text = read(`docs/decisions/${file}`);
      for (const part of ["Status:", "## Context", "## Decision", "## Consequences", "## Rejected"])
        assert.ok(text.includes(part), `${file} lacks ${part}`);
    }
  });
});
