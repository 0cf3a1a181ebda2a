import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { buildSchema, type OperationDefinitionNode, parse, validate } from "graphql";
import type { AuditFacts } from "./audit-log.ts";
import { describeOperation } from "./describe-operation.ts";

const schema = buildSchema(`
  type Query { unused: Int }
  type Mutation {
    confirm(id: ID!, day: String, input: ConfirmInput): Int
    release(ids: [ID!]!, note: String): Int
  }
  input ConfirmInput { line: ID  comment: String  parts: [PartInput!] }
  input PartInput { material: ID!  quantity: String }
`);

const factsOf = (text: string, variables: Record<string, unknown> = {}, safe: readonly string[] = []): AuditFacts => {
  const document = parse(text);
  assert.deepEqual(validate(schema, document), []);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return describeOperation({ schema, document, operation, id: "d1", variables }, new Set(safe));
};

describe("what the audit log keeps of an operation", () => {
  it("has its name, its document and the fields of its root, with those in fragments", () => {
    const facts = factsOf(
      "mutation Both { ...One ... { release(ids: []) } } fragment One on Mutation { confirm(id: 1) again: confirm(id: 2) }",
    );
    assert.deepEqual([facts.operation, facts.document, facts.fields], ["Both", "d1", ["confirm", "release"]]);
  });

  it("has the ids that it was given, as variables and as literals, at any depth", () => {
    const text = "mutation M($id: ID!, $input: ConfirmInput) { confirm(id: $id, input: $input) release(ids: [7, 8]) }";
    const input = { line: "10", comment: "hush", parts: [{ material: "A", quantity: "5" }, { material: "B" }] };
    assert.deepEqual(factsOf(text, { id: "4711", input }), {
      operation: "M",
      document: "d1",
      fields: ["confirm", "release"],
      "confirm.id": "4711",
      "confirm.input.line": "10",
      "confirm.input.parts.material": ["A", "B"],
      "release.ids": ["7", "8"],
    });
  });

  it("tells two uses of one field apart by their aliases", () => {
    const facts = factsOf("mutation { a: confirm(id: 1) b: confirm(id: 2) }");
    assert.deepEqual([facts["a.id"], facts["b.id"]], ["1", "2"]);
  });

  it("has no other value, unless it is declared safe", () => {
    const text = 'mutation M($input: ConfirmInput) { confirm(id: 1, day: "2026-11-24", input: $input) release(ids: [], note: "hush") }';
    const variables = { input: { comment: "late", parts: [{ material: "A", quantity: "5" }] } };
    assert.doesNotMatch(JSON.stringify(factsOf(text, variables)), /2026|late|hush|"5"/);
    const facts = factsOf(text, variables, ["Mutation.confirm(day:)", "PartInput.quantity"]);
    assert.deepEqual([facts["confirm.day"], facts["confirm.input.parts.quantity"]], ["2026-11-24", ["5"]]);
    assert.doesNotMatch(JSON.stringify(facts), /late|hush/);
  });

  it("has no ids of arguments that are refused, and does not fail on them", () => {
    assert.deepEqual(factsOf("mutation M($id: ID!) { confirm(id: $id) }"), { operation: "M", document: "d1", fields: ["confirm"] });
    const wrong = factsOf("mutation M($input: ConfirmInput) { confirm(id: 1, input: $input) }", { input: "no object" });
    assert.deepEqual(Object.keys(wrong), ["operation", "document", "fields", "confirm.id"]);
  });
});
