import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { composeServices } from "@apollo/composition";
import { operationFromDocument } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { parse } from "graphql";
import { pino } from "pino";
import { OperationStore } from "../engine/checked-operation.ts";
import { parseDocument, validateDocument } from "../engine/documents.ts";
import { OperationRefused } from "../engine/refusal.ts";
import { loadGeneration } from "./generation.ts";
import { placeSubgraphs } from "./place-subgraphs.ts";
import { Writes } from "./writes.ts";

/** Every subgraph has the same fields of an object that leads back to itself. */
const sdl = (index: number) =>
  parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])
    type Query { a: A @shareable }
    type A @key(fields: "id") { id: ID! @shareable  a: A @shareable  b: A @shareable  x: Int @shareable  y${index}: Int }`);

function selection(depth: number): string {
  if (depth === 0) return "x y0 y1";
  return `x a { ${selection(depth - 1)} } b { ${selection(depth - 1)} y${depth} }`;
}

describe("an operation that has a great many plans", () => {
  const services = Array.from({ length: 6 }, (_, index) => ({ name: `s${index}`, typeDefs: sdl(index), url: "http://127.0.0.1:9" }));
  const { supergraphSdl = "" } = composeServices(services);
  const places = placeSubgraphs({}, () => ({}), { writes: new Writes(), entities: null });
  const generation = loadGeneration(supergraphSdl, places, { policies: new Map(), log: pino({ level: "silent" }) });
  const text = `{ a { ${selection(4)} } }`;
  const operationOf = (document: ReturnType<typeof parse>) => operationFromDocument(generation.supergraph.apiSchema(), document);

  it("has no more than a thousand of them compared", () => {
    generation.planner.buildQueryPlan(operationOf(parse(text)));
    const compared = generation.planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0;
    assert.ok(compared > 1 && compared <= 1_000, String(compared));
  });

  it("is refused as too complex where the planner has more ways than it may follow", () => {
    const narrow = new QueryPlanner(generation.supergraph, { debug: { pathsLimit: 4 } });
    const store = new OperationStore(generation, {
      parse: parseDocument,
      validate: (document) => validateDocument(generation, document),
      compile: (_, { written }) => {
        narrow.buildQueryPlan(operationOf(written));
        throw new Error("the planner has planned it");
      },
    });
    const checked = store.check(text, null);
    const asked = { checked, caller: null, variables: {}, defers: false };
    assert.throws(
      () => store.compile(asked, { fetched: checked.document, written: checked.document }),
      (fault) => fault instanceof OperationRefused && fault.errors[0]?.extensions.code === "OPERATION_TOO_COMPLEX",
    );
  });
});
