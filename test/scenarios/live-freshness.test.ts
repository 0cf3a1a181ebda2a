import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ask } from "../support/clients.ts";
import { type Demo, startDemo } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

/** Nothing but the first load is read by itself, so that only who asks knows what is new. */
const neverPolled = (text: string): string =>
  text.replaceAll("pollSeconds: 2", "pollSeconds: 3600").replace("everySeconds: 10", "everySeconds: 3600");

describe("this second's truth", () => {
  let demo: Demo;
  let token: string;
  before(async () => {
    demo = await startDemo({ landscape: neverPolled });
    token = await demo.token("planner");
    await eventually(
      () => ask(demo.address, token, "{ productionOrders(first: 1) { totalCount } }"),
      ({ data }) => data.productionOrders.totalCount === 600,
      20_000,
    );
  });
  after(() => demo.stop());

  const orderNow = async (plant: string, number: string, freshness: "KNOWN" | "LIVE") =>
    (
      await ask(
        demo.address,
        token,
        `{ productionOrder(plant: "${plant}", number: "${number}", freshness: ${freshness}) { state freshness asOf } }`,
      )
    ).data.productionOrder;

  it("is told by each of the three ERPs, for orders, stock, commitments and dispositions", async () => {
    for (const plant of ["1010", "2010", "3010"]) {
      const asked = Date.now();
      const fields = "nodes { freshness asOf }";
      const where = `filter: { plants: ["${plant}"] }, first: 3, freshness: LIVE`;
      const { data, errors } = await ask(
        demo.address,
        await demo.token("quality"),
        `{ qualityDispositions(${where}) { ${fields} } materialAvailabilities(${where}) { ${fields} } }`,
      );
      assert.equal(errors, undefined);
      const more = await ask(
        demo.address,
        token,
        `{ productionOrders(${where}) { ${fields} } supplierCommitments(${where}) { ${fields} } }`,
      );
      assert.equal(more.errors, undefined);
      for (const [list, { nodes }] of Object.entries<{ nodes: { freshness: string; asOf: string }[] }>({ ...data, ...more.data })) {
        assert.ok(nodes.length > 0, `${plant} ${list}`);
        for (const { freshness, asOf } of nodes) {
          assert.equal(freshness, "LIVE", `${plant} ${list}`);
          assert.ok(Date.parse(asOf) >= asked, `${plant} ${list} ${asOf}`);
        }
      }
    }
  });

  it("is known to all who ask afterwards, and comes to those who follow", async () => {
    const { happened } = await demo.control("EBS", "/life", { event: "release-order" });
    const [number = ""] = /\d{6,}/.exec(String(happened)) ?? [];
    assert.equal((await orderNow("3010", number, "KNOWN")).state, "CREATED", String(happened));
    const { state, freshness } = await orderNow("3010", number, "LIVE");
    assert.deepEqual([state, freshness], ["RELEASED", "LIVE"]);
    assert.deepEqual([(await orderNow("3010", number, "KNOWN")).state], ["RELEASED"]);
  });

  it("is not claimed while the ERP is down: what is known is told", async () => {
    const { data } = await ask(
      demo.address,
      token,
      '{ productionOrders(filter: { plants: ["3010"] }, first: 1) { nodes { number state } } }',
    );
    const [{ number, state }] = data.productionOrders.nodes;
    await demo.control("EBS", "/fault", { name: "down" });
    const order = await orderNow("3010", number, "LIVE");
    assert.deepEqual([order.state, order.freshness], [state, "KNOWN"]);
    await demo.control("EBS", "/fault", { name: "down", off: true });
    assert.equal((await orderNow("3010", number, "LIVE")).freshness, "LIVE");
  });
});
