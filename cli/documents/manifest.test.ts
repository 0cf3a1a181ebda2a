import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { readManifest } from "./manifest.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const body = "query A {\n  a\n  __typename\n}";

function read(content: unknown): { readonly texts: readonly (readonly [string, string])[]; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { texts: readManifest("m.json", text, faults).map((operation) => [operation.name, operation.text]), faults };
}

describe("a manifest of operations", () => {
  it("is Apollo's, and its texts are kept as they are", () => {
    const manifest = {
      format: "apollo-persisted-query-manifest",
      version: 1,
      operations: [{ id: sha256(body), name: "A", type: "query", body }],
    };
    assert.deepEqual(read(manifest), { texts: [["A", body]], faults: [] });
  });

  it("is an object of texts by their ids", () => {
    assert.deepEqual(read({ [sha256(body)]: body }), { texts: [["A", body]], faults: [] });
  });

  it("is refused where an id is not the SHA-256 of its text", () => {
    const { texts, faults } = read({ [createHash("md5").update(body).digest("hex")]: body });
    assert.deepEqual(texts, []);
    assert.match(faults.join(), /^m\.json [0-9a-f]{32}: the id is not the SHA-256 of its document; .* sha256/);
  });

  for (const [what, text] of [
    ["no operation", "fragment A on T { a }"],
    ["two operations", "query A { a } query B { b }"],
    ["an operation without a name", "{ a }"],
  ] as const) {
    it(`is refused where a text has ${what}`, () => {
      const { texts, faults } = read({ [sha256(text)]: text });
      assert.deepEqual(texts, []);
      assert.match(faults.join(), /must have one, with a name/);
    });
  }

  it("is refused where a text is no GraphQL, with the place in it", () => {
    assert.match(read({ [sha256("query {")]: "query {" }).faults.join(), /^m\.json [0-9a-f]{64}:1:8: Syntax Error/);
  });

  for (const wrong of ["no JSON", "7", "null", { a: 1 }, { operations: [null] }, { operations: [{ id: "a" }] }]) {
    it(`is not ${JSON.stringify(wrong)}`, () => {
      assert.match(read(wrong).faults.join(), /^m\.json: it is no manifest/);
    });
  }
});
