/** Cases of another implementation of the three directives; they are not ours to keep, so they are read from beside the project where they are. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { buildASTSchema, Kind, type OperationDefinitionNode, parse, print } from "graphql";
import { filterOperation, guard } from "./filter-operation.ts";
import { type Demand, satisfies } from "./rule.ts";
import { readRules } from "./rules.ts";

interface Vector {
  readonly directive: "authenticated" | "scopes" | "policy";
  readonly test: string;
  readonly schema: string;
  readonly query: string;
  /** Scopes or policies, as the directive has them. */
  readonly granted: readonly string[];
  readonly filtered: string;
  readonly paths: readonly string[];
}

const folder = process.env.ANDON_VECTORS ?? fileURLToPath(new URL("../../../shared/vectors", import.meta.url));
const file = `${folder}/authorization-filter.json`;
const skip = existsSync(file) ? false : `there is no ${file}`;
const vectors: readonly Vector[] = skip ? [] : JSON.parse(readFileSync(file, "utf8"));

describe("operations as another implementation filters them", { skip }, () => {
  it("are all seen", () => assert.equal(vectors.length, 77));

  for (const { directive, test, schema, query, granted, filtered, paths } of vectors) {
    it(`${directive}: ${test}, granted ${granted.join(", ") || "nothing"}`, () => {
      const sdl = parse(schema);
      const guarded = guard(buildASTSchema(sdl, { assumeValidSDL: true }), readRules(sdl));
      const holds = (demand: Demand): boolean => granted.some((name) => demand === `scope:${name}` || demand === `policy:${name}`);
      const document = parse(query);
      const operations = document.definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
      const outcomes = operations.map((operation) => filterOperation(guarded, document, operation, ({ rule }) => satisfies(rule, holds)));
      assert.equal(
        outcomes.map((outcome) => (outcome.document ? print(outcome.document) : "")).join(""),
        filtered && print(parse(filtered)),
      );
      assert.deepEqual(
        outcomes.flatMap(({ refusals }) => refusals.map(({ pointer }) => pointer)),
        paths,
      );
    });
  }
});
