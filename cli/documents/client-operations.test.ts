import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse, Source } from "graphql";
import { type ClientOperation, collectOperations } from "./client-operations.ts";

function collect(...files: string[]): { readonly operations: readonly ClientOperation[]; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const documents = files.map((text, index) => parse(new Source(text, `${index + 1}.graphql`)));
  return { operations: collectOperations(documents, faults), faults };
}

describe("a client's operations", () => {
  it("are each completed by the fragments that they use, also those of fragments, from any file", () => {
    const { operations, faults } = collect(
      "query A { a { ...One } } query B { b }",
      "fragment Two on T { two } fragment Unused on T { unused }",
      "fragment One on T { one ...Two }",
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(
      operations.map(({ name, text }) => [name, text.replace(/\s+/g, " ")]),
      [
        ["A", "query A { a { ...One } } fragment One on T { one ...Two } fragment Two on T { two }"],
        ["B", "query B { b }"],
      ],
    );
  });

  it("have the same text wherever their fragments are, so the same id", () => {
    const one = collect("fragment Y on T { y } query A { a { ...X ...Y } }", "fragment X on T { x }");
    const other = collect("query A{a{...X,...Y}} # laid out anew\nfragment X on T{x}fragment Y on T{y}");
    assert.equal(one.operations[0]?.text, other.operations[0]?.text);
  });

  it("are there once, however often they are written", () => {
    assert.equal(collect("query A { a }", "query A {\n  a\n}").operations.length, 1);
    assert.equal(collect("query A { a }", "query A { a b }").operations.length, 2);
  });

  it("are not looked for in a schema that lies beside them", () => {
    assert.deepEqual(collect("type Query { a: Int } extend type T { b: Int }"), { operations: [], faults: [] });
  });

  it("need a name", () => {
    assert.deepEqual(collect("query A { a }\n  { a }").faults, [
      "1.graphql:2:3: the operation has no name; give it one, by which people will know it",
    ]);
  });

  it("name a fragment that is nowhere", () => {
    const { operations, faults } = collect("query A { ...Gone }");
    assert.deepEqual(operations, []);
    assert.match(faults.join(), /^1\.graphql:1:11: there is no fragment Gone in these files/);
  });

  it("cannot have two fragments of one name, unless they are the same", () => {
    assert.deepEqual(collect("fragment A on T { a }", "fragment A on T { a } query Q { ...A }").faults, []);
    assert.match(
      collect("fragment A on T { a }", "\nfragment A on T { b }").faults.join(),
      /^2\.graphql:2:1: fragment A is not what it is at 1\.graphql:1:1; give one of them another name/,
    );
  });

  it("end where fragments use each other", () => {
    const { operations } = collect("query A { ...X } fragment X on T { ...Y } fragment Y on T { ...X }");
    assert.deepEqual(
      operations.map(({ document }) => document.definitions.length),
      [3],
    );
  });
});
