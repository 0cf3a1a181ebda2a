import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Supergraph } from "@apollo/federation-internals";
import { generate } from "./generate.ts";
import { readSupergraphSdl, subgraphNames } from "./sdl.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("what is generated from the contracts", () => {
  it("is checked in as it is generated today; `npm run generate` makes it so", async () => {
    const files = await generate();
    assert.ok(files.size >= 14, `only ${files.size} generated files; the check has gone blind`);
    const stale = [...files].filter(([path, text]) => !existsSync(`${root}/${path}`) || readFileSync(`${root}/${path}`, "utf8") !== text);
    assert.deepEqual(
      stale.map(([path]) => path),
      [],
    );
  });

  it("is a supergraph of every subgraph", () => {
    const names = [...Supergraph.build(readSupergraphSdl(), { supportedFeatures: null }).subgraphsMetadata()].map(({ name }) => name);
    assert.deepEqual(names.sort(), [...subgraphNames].sort());
  });
});
