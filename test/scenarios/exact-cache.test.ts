import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ask } from "../support/clients.ts";
import { type Demo, root, startDemo } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const ordersOfThreePlants = readFileSync(join(root, "schema/operations/planner-orders-of-three-plants.graphql"), "utf8");
const stockOf =
  "query ($plants: [String!]) { materialAvailabilities(filter: { plants: $plants }, first: 200) { nodes { material { number } stock { location batch { number } quantity { value } } } } }";

describe("answers that are given again", () => {
  let demo: Demo;
  let planner: string;
  let operator: string;
  before(async () => {
    demo = await startDemo();
    planner = await demo.token("planner");
    operator = await demo.token("operator");
  });
  after(() => demo[Symbol.asyncDispose]());

  async function figure(name: string): Promise<number> {
    const response = await fetch(`${demo.address}/metrics`, { headers: { authorization: `Bearer ${operator}` } });
    return Number(new RegExp(`^andon_${name} (\\d+)`, "m").exec(await response.text())?.[1]);
  }
  /** The answer, and whether it was given before. */
  async function again(query: string, variables: object = {}, token = planner): Promise<{ data: unknown; isAgain: boolean }> {
    const hits = await figure("response_cache_hits_total");
    const { data, errors } = await ask(demo.address, token, query, variables);
    assert.equal(errors, undefined);
    return { data, isAgain: (await figure("response_cache_hits_total")) > hits };
  }

  it("are those of the same operation, variables and access", async () => {
    // The first time nobody knows that it will be asked for again.
    await again(ordersOfThreePlants);
    const first = await again(ordersOfThreePlants);
    assert.ok(!first.isAgain);
    assert.deepEqual(await again(ordersOfThreePlants), { data: first.data, isAgain: true });
    assert.ok(!(await again(ordersOfThreePlants, {}, operator)).isAgain, "the operator may see more");
    assert.ok(!(await again("{ plants { code } }")).isAgain);
  });

  it("go with the change that touches them, and stay with every other", async () => {
    const own = { plants: ["1010"] };
    const other = { plants: ["3010"] };
    const before = await again(stockOf, own);
    for (const plants of [own, other, other]) await again(stockOf, plants);
    await demo.control("S4HANA", "/life", { event: "move-stock" });
    const changed = await eventually(
      () => again(stockOf, own),
      ({ data }) => JSON.stringify(data) !== JSON.stringify(before.data),
      20_000,
    );
    assert.ok(!changed.isAgain);
    assert.ok((await again(stockOf, own)).isAgain);
    assert.ok((await again(stockOf, other)).isAgain);
    assert.ok((await figure("response_cache_invalidations_total")) > 0);
  });

  it("are never what a query would not answer now, while the plants live", async () => {
    for (let round = 0; round < 20; round++) {
      await demo.control("EBS", "/life", { event: round % 2 === 0 ? "move-stock" : "confirm-operation" });
      const [kept, anew] = await Promise.all([
        ask(demo.address, planner, stockOf, { plants: ["3010"] }),
        // A variable that the operation does not use asks the same anew.
        ask(demo.address, planner, stockOf, { plants: ["3010"], round }),
      ]);
      assert.deepEqual(kept.data, anew.data);
    }
  });

  it("are counted for operators alone", async () => {
    for (const [token, status] of [
      [planner, 403],
      ["nonsense", 401],
    ] as const) {
      const response = await fetch(`${demo.address}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(response.status, status);
    }
  });
});
