import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, print } from "graphql";
import { pino } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { ResponseCache } from "../caching/response-cache.ts";
import { TrustedDocuments } from "../documents/trusted-documents.ts";
import { compileOperation } from "../execution/compiled-operation.ts";
import { type Generation, loadGeneration } from "../federation/generation.ts";
import { Generations } from "../federation/generations.ts";
import { createLocalSource } from "../federation/local/local-source.ts";
import { Writes } from "../federation/writes.ts";
import { type OperationSteps, OperationStore } from "./checked-operation.ts";
import { parseDocument, validateDocument } from "./documents.ts";
import { Engine, type EngineOptions } from "./engine.ts";
import { type OperationRequest, Preparation } from "./preparation.ts";

const items = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@requiresScopes"])
  type Query { item: Item }
  type Item @key(fields: "id") { id: ID! name: String cost: Int @requiresScopes(scopes: [["cost:read"]]) }`;

function compose(sdl: string): string {
  const { supergraphSdl, errors } = composeServices([{ name: "items", typeDefs: parse(sdl), url: "http://items" }]);
  if (!supergraphSdl) throw new Error(JSON.stringify(errors));
  return supergraphSdl;
}

const supergraphs = { present: compose(items), next: compose(`${items} type More @key(fields: "id") { id: ID! }`) };

/** An engine over one subgraph; `closed` are the generations that have let go of it. */
function startEngine(options: Partial<EngineOptions> = {}, compile: OperationSteps["compile"] = compileOperation) {
  const log = pino({ level: "silent" });
  const closed: string[] = [];
  const compiled: { readonly generation: Generation; readonly text: string }[] = [];
  const item = { id: "1", name: "one", cost: 3 };
  const resolvers = { Query: { item: () => item }, Item: { __resolveReference: () => item } };
  const schema = buildSubgraphSchema([{ typeDefs: parse(items), resolvers }]);
  const load = (sdl: string): Generation => {
    const close = async () => void closed.push(sdl);
    return loadGeneration(sdl, () => ({ source: createLocalSource(schema), schema, events: null, close }), { policies: new Map(), log });
  };
  const generations: Generations = new Generations(supergraphs.present, {
    load,
    warm: (next, present) => preparation.warm(next, present),
    log,
  });
  const preparation = new Preparation(
    () => generations,
    (generation) =>
      new OperationStore(generation, {
        parse: parseDocument,
        validate: (document) => validateDocument(generation, document),
        compile: (of, documents, operation) => {
          compiled.push({ generation: of, text: documents.fetched ? print(documents.fetched).replaceAll(/\s+/g, " ") : "" });
          return compile(of, documents, operation);
        },
      }),
    new TrustedDocuments({ store: null, level: "OFF", log }),
  );
  const unused = { cache: null, limiter: null, auditor: null, usage: null, safeInputs: new Set<string>() };
  const createContext = (caller: Caller) => ({ caller });
  const engine = new Engine({ ...unused, preparation, generations, createContext, log, ...options });
  return { engine, generations, closed, compiled };
}

const ask = (query: string): OperationRequest => ({ query, operationName: null, variables: {}, extensions: {} });
const caller = (scopes: readonly string[] = []): Caller => ({ subject: "a", scopes, plants: "ALL", supplier: null, expiresAt: 9e9 });
const { signal } = new AbortController();

/** A compiled operation that breaks while it is run. */
const breaking: OperationSteps["compile"] = (...args) => ({
  ...compileOperation(...args),
  run: () => Promise.reject(new Error("broken")),
  runDeferred: () => Promise.reject(new Error("broken")),
});

describe("a generation that another one replaces", () => {
  it("keeps its subgraphs for an operation that is still to be paid for", async () => {
    const paying = Promise.withResolvers<null>();
    const limiter = { take: () => paying.promise } as unknown as NonNullable<EngineOptions["limiter"]>;
    const { engine, generations, closed } = startEngine({ limiter });
    const answers = [engine.answer(ask("{ item { id } }"), caller(), signal)];
    const inParts = engine.answerInParts(ask("{ item { id ... @defer { name } } }"), caller(), signal);
    await generations.reload(supergraphs.next);
    assert.deepEqual(closed, []);
    paying.resolve(null);
    assert.deepEqual(JSON.parse((await answers[0])?.text ?? ""), { data: { item: { id: "1" } } });
    const { later } = await inParts;
    const parts: string[] = [];
    for await (const part of later ?? []) parts.push(part);
    assert.deepEqual(parts, ['"incremental":[{"data":{"name":"one"},"path":["item"]}]']);
    assert.deepEqual(closed, [supergraphs.present]);
  });

  it("lets go of its subgraphs when nobody takes the later parts of an answer", async () => {
    const { engine, generations, closed } = startEngine();
    const { later } = await engine.answerInParts(ask("{ item { id ... @defer { name } } }"), caller(), signal);
    assert.ok(later);
    await generations.reload(supergraphs.next);
    assert.deepEqual(closed, [supergraphs.present]);
  });

  it("lets go of its subgraphs after an operation that broke", async () => {
    const { engine, generations, closed } = startEngine({}, breaking);
    const { now } = await engine.answerInParts(ask("{ item { id ... @defer { name } } }"), caller(), signal);
    assert.equal(now.status, 500);
    assert.equal((await engine.answer(ask("{ item { id } }"), caller(), signal)).status, 500);
    await generations.reload(supergraphs.next);
    assert.deepEqual(closed, [supergraphs.present]);
  });
});

describe("what was taken for an operation", () => {
  it("is given back, all but what nothing costs, when the operation breaks", async () => {
    const settled: number[] = [];
    const decision = { allowed: true, remaining: 90, limit: 100, resetSeconds: 1, retryAfterSeconds: 0 };
    const charge = { estimated: 10, decision, settle: (actual: number) => void settled.push(actual) };
    const limiter = { take: async () => charge } as unknown as NonNullable<EngineOptions["limiter"]>;
    const { engine } = startEngine({ limiter }, breaking);
    await engine.answer(ask("{ item { id } }"), caller(), signal);
    await engine.answerInParts(ask("{ item { id ... @defer { name } } }"), caller(), signal);
    assert.deepEqual(settled, [1, 1]);
  });
});

describe("an answer that might be kept", () => {
  it("leaves no stamp behind when the operation broke", async () => {
    const held = new Set<object>();
    const createContext: EngineOptions["createContext"] = (_, __, purpose) => {
      if (!purpose?.isKept) return { stamp: null };
      const stamp = { isCurrent: true, onStale: null, release: () => void held.delete(stamp) };
      held.add(stamp);
      noted += 1;
      return { stamp };
    };
    let noted = 0;
    const { engine } = startEngine({ createContext, cache: new ResponseCache(new Writes()) }, breaking);
    for (let time = 0; time < 3; time++) await engine.answer(ask("{ item { id } }"), caller(), signal);
    assert.equal(noted, 2);
    assert.equal(held.size, 0);
  });
});

describe("the next generation", () => {
  it("is made ready for each form in which operations are answered, and for no other", async () => {
    const { engine, generations, compiled } = startEngine();
    await engine.answer(ask("{ item { id cost } }"), caller(), signal);
    await engine.answer(ask("{ item { id cost } }"), caller(["cost:read"]), signal);
    await engine.answerInParts(ask("{ item { id ... @defer { name } } }"), caller(), signal);
    const before = compiled.map(({ text }) => text);
    assert.deepEqual(before, ["{ item { id } }", "{ item { id cost } }", "{ item { id ... @defer { name } } }"]);
    await generations.reload(supergraphs.next);
    const next = compiled.filter(({ generation }) => generation === generations.present).map(({ text }) => text);
    assert.deepEqual(next, before);
    await engine.answer(ask("{ item { id cost } }"), caller(), signal);
    assert.equal(compiled.length, 6);
  });
});
