import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Supergraph } from "@apollo/federation-internals";
import { Kind, type OperationDefinitionNode, parse, validate } from "graphql";
import { readSupergraphSdl } from "./sdl.ts";

const folder = new URL("operations/", import.meta.url);
const samples = readdirSync(folder).map((file) => ({ file, text: readFileSync(new URL(file, folder), "utf8") }));
const schema = Supergraph.build(readSupergraphSdl(), { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
const roles = ["planner", "shopfloor", "supplier", "procurement", "quality", "operator"];

describe("the sample operations", () => {
  for (const { file, text } of samples) {
    it(`${file} is one operation that the graph answers without variables, and says for whom it is`, () => {
      assert.match(file, new RegExp(`^(${roles.join("|")})-[a-z-]+\\.graphql$`));
      assert.match(text, /^# For [a-z ]+: .+\.\n(query|mutation|subscription) [A-Z]\w+/);
      const document = parse(text);
      assert.deepEqual(validate(schema, document), []);
      const operations = document.definitions.filter(
        (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
      );
      assert.equal(operations.length, 1);
      const required = operations[0]?.variableDefinitions?.filter(
        (variable) => variable.type.kind === Kind.NON_NULL_TYPE && !variable.defaultValue,
      );
      assert.deepEqual(required, []);
    });
  }

  it("are at least two for every role", () => {
    for (const role of roles) {
      const own = samples.filter(({ file }) => file.startsWith(`${role}-`));
      assert.ok(own.length >= 2, `${role} has ${own.length}`);
    }
  });

  it("have a name each", () => {
    const names = samples.map(({ text }) => /^(?:query|mutation|subscription) (\w+)/m.exec(text)?.[1]);
    assert.equal(new Set(names).size, samples.length);
  });
});
