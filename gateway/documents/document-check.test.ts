import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "graphql";
import { readSupergraphSdl } from "#schema/sdl.ts";
import { createDocumentCheck } from "./document-check.ts";

describe("the check of documents before they are stored", () => {
  const check = createDocumentCheck(readSupergraphSdl());
  const codesOf = (text: string): readonly unknown[] => check(parse(text)).map(({ extensions }) => extensions.code);

  it("finds nothing in a document that the gateway runs", () => {
    assert.deepEqual(codesOf("query Plants { plants { code name } }"), []);
  });

  it("finds a field that clients do not see", () => {
    assert.deepEqual(codesOf("query Plants { plants { code nothing } }"), ["GRAPHQL_VALIDATION_FAILED"]);
    assert.deepEqual(codesOf("query Services { _service { sdl } }"), ["GRAPHQL_VALIDATION_FAILED"]);
  });

  it("finds what the gateway's limits refuse", () => {
    const aliases = Array.from({ length: 301 }, (_, index) => `a${index}: code`).join(" ");
    assert.deepEqual(codesOf(`query Plants { plants { ${aliases} } }`), ["TOO_MANY_ALIASES"]);
    const fields = Array.from({ length: 3_000 }, () => "code, name").join(" ");
    assert.deepEqual(codesOf(`query Plants { plants { ${fields} } }`), ["TOO_MANY_TOKENS"]);
  });
});
