import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { EntityCache } from "../../caching/entity-cache.ts";
import type { FetchAnswer } from "../../execution/plan/fetch-port.ts";
import { somebody } from "../../subscriptions/streams.fixture.ts";
import { Writes } from "../writes.ts";
import { keepingEntities } from "./kept-entities.ts";

type Data = Readonly<Record<string, unknown>>;
const another: Caller = { ...somebody, subject: "another" };
const text = "query Op__stock__1($representations:[_Any!]!){_entities(representations:$representations){...on Order{available}}}";

describe("entities of a subgraph apart", () => {
  let writes: Writes;
  let cache: EntityCache;
  /** What the subgraph was asked for, and what it answers; by default each id's tenfold, for a minute. */
  let asked: readonly string[][];
  let answer: (ids: readonly string[]) => FetchAnswer | Promise<FetchAnswer>;

  beforeEach(() => {
    mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
    writes = new Writes();
    cache = new EntityCache(writes);
    asked = [];
    answer = (ids) => ({ data: entities(ids), kept: kept() });
  });
  afterEach(() => mock.timers.reset());

  const kept = (scope: "PUBLIC" | "PRIVATE" = "PRIVATE", seconds = 60) => ({
    until: Date.now() + seconds * 1_000,
    scope,
    begun: writes.now,
  });
  const entities = (ids: readonly string[]): Data => ({ _entities: ids.map((id) => ({ available: Number(id) * 10 })) });

  /** Asks for entities by their ids; `place` and `document` are of the fetch. */
  async function ask(
    ids: readonly string[],
    {
      caller = somebody as Caller | null,
      place = "stock",
      document = { text, name: "Op__stock__1" },
      others = {},
      event = undefined as unknown,
    } = {},
  ): Promise<FetchAnswer> {
    const source = {
      prepare: () => async (variables: Data) => {
        const representations = variables.representations as readonly { readonly id: string }[];
        asked = [...asked, representations.map(({ id }) => id)];
        return answer(representations.map(({ id }) => id));
      },
    };
    const key = `${place}${document.text}`;
    const fetch = prepared.get(key) ?? keepingEntities(source, place, cache).prepare({ ...document, kind: "query" });
    prepared.set(key, fetch);
    const variables = { ...others, representations: ids.map((id) => ({ __typename: "Order", id })) };
    return fetch(variables, { variables: {}, context: {}, caller, signal: new AbortController().signal, event });
  }
  const prepared = new Map<string, ReturnType<ReturnType<typeof keepingEntities>["prepare"]>>();
  beforeEach(() => prepared.clear());

  it("are not asked for again while the subgraph lets them be kept, and those that are missing alone are", async () => {
    assert.deepEqual((await ask(["1", "2"])).data, entities(["1", "2"]));
    mock.timers.tick(20_000);
    const mixed = await ask(["3", "2", "4", "1"]);
    assert.deepEqual(mixed.data, entities(["3", "2", "4", "1"]));
    assert.deepEqual(mixed.kept, { until: 1_060_000, scope: "PRIVATE", begun: 0 });
    assert.deepEqual(await ask(["4"]), {
      data: entities(["4"]),
      errors: undefined,
      kept: { until: 1_080_000, scope: "PRIVATE", begun: 0 },
    });
    assert.deepEqual(asked, [
      ["1", "2"],
      ["3", "4"],
    ]);
    mock.timers.tick(40_000);
    await ask(["1", "3"]);
    assert.deepEqual(asked.at(-1), ["1"]);
    assert.deepEqual([cache.hits, cache.misses, cache.invalidations], [4, 3, 0]);
  });

  it("are each asker's own, whatever keys they have", async () => {
    answer = (ids) => ({ data: { _entities: ids.map(() => JSON.parse('{"__proto__":{"a":1},"constructor":2}')) }, kept: kept() });
    const whole = JSON.stringify((await ask(["1"])).data);
    const [one, two] = [await ask(["1"]), await ask(["1"])];
    assert.equal(asked.length, 1);
    assert.equal(JSON.stringify(one.data), whole);
    const [first] = (one.data as { readonly _entities: readonly Record<string, unknown>[] })._entities;
    if (first) first.constructor = 3 as never;
    assert.equal(JSON.stringify(two.data), whole);
    assert.equal(({} as { a?: number }).a, undefined);
  });

  it("are kept as well when the subgraph does not have them", async () => {
    answer = (ids) => ({ data: { _entities: ids.map(() => null) }, kept: kept() });
    await ask(["1"]);
    assert.deepEqual((await ask(["1"])).data, { _entities: [null] });
    assert.equal(asked.length, 1);
  });

  const notKept: readonly (readonly [string, () => FetchAnswer])[] = [
    ["without a word on it", () => ({ data: entities(["1"]) })],
    ["that may not be kept", () => ({ data: entities(["1"]), kept: { until: 0, scope: "PUBLIC", begun: 0 } })],
    ["that is too old already", () => ({ data: entities(["1"]), kept: { until: Date.now(), scope: "PUBLIC", begun: 0 } })],
    ["with an error", () => ({ data: entities(["1"]), errors: [{ message: "in part" }], kept: kept() })],
    ["without data", () => ({ errors: [{ message: "none" }], kept: kept() })],
  ];
  for (const [what, given] of notKept) {
    it(`are not kept of an answer ${what}`, async () => {
      answer = given;
      await ask(["1"]);
      assert.deepEqual(await ask(["1"]), await given());
      assert.equal(asked.length, 2);
      assert.equal(cache.size, 0);
    });
  }

  it("are for the caller alone, unless they are public; and for nobody in particular only then", async () => {
    await ask(["1"]);
    await ask(["1"], { caller: another });
    await ask(["1"], { caller: { ...somebody, plants: ["P1"] } });
    await ask(["1"], { caller: null });
    await ask(["1"], { caller: null });
    assert.equal(asked.length, 5);
    answer = (ids) => ({ data: entities(ids), kept: kept("PUBLIC") });
    await ask(["2"]);
    for (const caller of [somebody, another, null]) assert.equal((await ask(["2"], { caller })).kept?.scope, "PUBLIC");
    assert.equal(asked.length, 6);
    assert.equal((await ask(["1", "2"])).kept?.scope, "PRIVATE");
  });

  it("are those of one subgraph, one fetch and its variables, whatever the client named its operation", async () => {
    await ask(["1"]);
    const renamed = { text: text.replace("Op__stock__1", "Other__stock__0"), name: "Other__stock__0" };
    await ask(["9"], { document: renamed });
    await ask(["1"], { document: renamed });
    assert.deepEqual(asked, [["1"], ["9"]]);
    await ask(["1"], { place: "prices" });
    await ask(["1"], { document: { text: text.replace("available", "reserved"), name: "Op__stock__1" } });
    await ask(["1"], { others: { unit: "KGM" } });
    await ask(["1"], { others: { unit: "H87" } });
    await ask(["1"], { others: { unit: "KGM" } });
    assert.equal(asked.length, 6);
  });

  it("are not from before what the caller has changed since, and may be for others", async () => {
    answer = (ids) => ({ data: entities(ids), kept: kept("PUBLIC") });
    await ask(["1"]);
    writes.note(another);
    await ask(["1"]);
    assert.equal(asked.length, 1);
    await ask(["1"], { caller: another });
    assert.equal(asked.length, 2);
    assert.equal(cache.invalidations, 1);
    await ask(["1"], { caller: another });
    assert.equal(asked.length, 2);
  });

  it("are not kept for who changed something while they were on their way", async () => {
    const begun = writes.now;
    answer = (ids) => {
      writes.note(somebody);
      return { data: entities(ids), kept: { ...kept(), begun } };
    };
    await ask(["1"]);
    await ask(["1"]);
    assert.equal(asked.length, 2);
  });

  it("are always asked for when an event is answered", async () => {
    await ask(["1"]);
    await ask(["1"], { event: {} });
    assert.equal(asked.length, 2);
  });

  it("have their errors told of those that they are about", async () => {
    await ask(["1", "3"]);
    answer = (ids) => ({
      data: { _entities: ids.map(() => null) },
      errors: [{ message: "no", path: ["_entities", 1, "available"] }, { message: "all" }],
    });
    const { data, errors } = await ask(["1", "2", "3", "4"]);
    assert.deepEqual(data, { _entities: [{ available: 10 }, null, { available: 30 }, null] });
    assert.deepEqual(errors, [{ message: "no", path: ["_entities", 3, "available"] }, { message: "all" }]);
  });

  it("that are known are told although the others could not be", async () => {
    await ask(["1"]);
    answer = () => ({ data: null, errors: [{ message: "no" }] });
    const { data, errors } = await ask(["1", "2"]);
    assert.deepEqual([data, errors], [{ _entities: [{ available: 10 }, null] }, [{ message: "no" }]]);
  });

  for (const [what, lie] of [
    ["as many as were asked for in all", { _entities: [{ available: 7 }, { available: 8 }] }],
    ["none", { _entities: [] }],
    ["what is no list", { _entities: "nothing" }],
    ["what is no object", []],
  ] as const) {
    it(`are not put together with a list of ${what}`, async () => {
      await ask(["1"]);
      answer = () => ({ data: lie, kept: kept() });
      await assert.rejects(ask(["1", "2"]), /an array of 1 elements/);
      answer = (ids) => ({ data: entities(ids), kept: kept() });
      assert.deepEqual((await ask(["1", "2"])).data, entities(["1", "2"]));
    });
  }
});
