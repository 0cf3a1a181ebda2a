import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { NotedReads } from "#sync";
import { change, order, type PlantsUnderTest, planner, plannerOf1010, startPlants, supplier100007 } from "./canonical-plants.fixture.ts";
import { type Asking, askSubgraphs } from "./execution.fixture.ts";
import { createSubgraphs } from "./index.ts";

describe("an answer that is to be LIVE", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  /** How many requests the ERP has had before a test. */
  let earlier: number;
  const requests = (): readonly string[] => under.erp.asked.slice(earlier).toSorted();
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
  });
  beforeEach(() => {
    earlier = under.erp.asked.length;
  });
  after(() => under[Symbol.asyncDispose]());

  const orderNow = async (number: string, freshness: string) =>
    (
      await asking.dataOf(
        "production-orders",
        planner,
        `{ productionOrder(plant: "1010", number: "${number}", freshness: ${freshness}) { state freshness asOf } }`,
      )
    ).productionOrder;

  it("tells what the ERP says now, which whoever asks afterwards knows too", async () => {
    under.erp.say(order("1010", "1000123", { state: "COMPLETED" }));
    assert.equal((await orderNow("1000123", "KNOWN")).state, "RELEASED");
    assert.deepEqual(requests(), []);
    const asked = Date.now();
    const live = await orderNow("1000123", "LIVE");
    assert.deepEqual([live.state, live.freshness], ["COMPLETED", "LIVE"]);
    assert.ok(Date.parse(live.asOf) >= asked && Date.parse(live.asOf) <= Date.now());
    const known = await orderNow("1000123", "KNOWN");
    assert.deepEqual([known.state, known.freshness], ["COMPLETED", "KNOWN"]);
  });

  it("finds what nobody has told yet, and tells what is gone as gone", async () => {
    assert.equal(await orderNow("1000777", "KNOWN"), null);
    under.erp.say(order("1010", "1000777"));
    assert.equal((await orderNow("1000777", "LIVE")).state, "RELEASED");
    under.erp.say(change("production-order", "1010", "1000777", null));
    assert.equal(await orderNow("1000777", "LIVE"), null);
    assert.equal(await orderNow("1000777", "KNOWN"), null);
  });

  it("is what is known, and says so, when the ERP says nothing about it", async () => {
    const { state, freshness } = await orderNow("1000124", "LIVE");
    assert.deepEqual([state, freshness, requests()], ["ON_HOLD", "KNOWN", ["production-order 1000124"]]);
  });

  it("is asked for a page at a time, and narrowed anew by what was answered", async () => {
    under.erp.say(order("1010", "1000124", { state: "IN_PROGRESS" }));
    const list =
      'productionOrders(filter: { plants: ["1010"], states: [ON_HOLD, COMPLETED] }, freshness: LIVE) { totalCount nodes { number freshness } }';
    const { productionOrders } = await asking.dataOf("production-orders", planner, `{ ${list} }`);
    assert.deepEqual(productionOrders, { totalCount: 1, nodes: [{ number: "1000123", freshness: "LIVE" }] });
    assert.deepEqual(requests(), ["production-order 1000123,1000124"]);
  });

  it("of what follows from several records asks for all of them", async () => {
    const text = '{ batch(plant: "1010", material: "8000", number: "B1", freshness: LIVE) { quality { disposition freshness } } }';
    const { batch } = await asking.dataOf("quality-disposition", planner, text);
    assert.equal(batch.quality.freshness, "KNOWN", "the ERP said nothing");
    assert.deepEqual(
      requests().map((request) => request.split(" ")[0]),
      ["inspection-lot", "material-availability"],
    );
  });

  it("asks for nothing that the caller may not see", async () => {
    const text = (plant: string): string => `{ materialAvailability(plant: "${plant}", material: "4711", freshness: LIVE) { freshness } }`;
    assert.equal((await asking.dataOf("material-availability", supplier100007, text("1010"))).materialAvailability, null);
    assert.equal(
      (await asking.dataOf("material-availability", { ...plannerOf1010, plants: ["2010"] }, text("1010"))).materialAvailability,
      null,
    );
    const strange = '{ materialAvailability(plant: "1010", material: "x\' OR \'1", freshness: LIVE) { freshness } }';
    assert.equal((await asking.dataOf("material-availability", planner, strange)).materialAvailability, null);
    assert.deepEqual(requests(), []);
  });

  it("is kept by nobody", async () => {
    const turns: number[] = [];
    const { views } = under.sources;
    const noteReads = (): NotedReads => ({ views, stamp: null, until: (moment) => void turns.push(moment) });
    const { createContext } = createSubgraphs({ ...under.sources, noteReads })["production-orders"];
    const context = createContext(planner, new AbortController().signal, { isKept: true });
    const text = '{ productionOrder(plant: "1010", number: "1000124", freshness: LIVE) { number } }';
    await asking.ask("production-orders", planner, text, {}, context);
    assert.deepEqual(turns, [0]);
  });
});
