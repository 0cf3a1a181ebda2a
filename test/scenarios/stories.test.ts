import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { run } from "../support/demo.ts";

/** What each story must have come to, line by line, in this order. */
const stories: Readonly<Record<string, readonly RegExp[]>> = {
  breakdown: [
    /the laboratory wants all of \S+ held, a component/,
    /none of it is free any more/,
    /the shop floor says that MILL01 has stopped/,
    /planning knows/,
    /planning puts 3 orders off by two days/,
    /the ERP has acknowledged the new dates and priorities/,
    /the components of the moved orders are checked/,
    /procurement is told: order \S+ starts on \S+: \S+ \S+ of \S+ are still required, 0 \S+ are free in stock, 0 \S+ come by then/,
    /the warehouse stages for the new dates/,
    /the customers' orders promise the new dates/,
    /the graph shows what the ERP has executed/,
  ],
  hold: [
    /the laboratory wants batch \S+ of \S+ held/,
    /the warehouse picks no more of it/,
    /the ERP has blocked the stock/,
    /planning reckons without it/,
    /the ERP has freed the stock/,
    /the warehouse picks it again/,
    /a person is told why/,
    /the batch is held, once/,
  ],
  migration: [
    /a client follows the orders of the plant/,
    /ECC does it, and its answer is lost/,
    /nobody knows yet whether ECC has it/,
    /is moved too, and waits/,
    /plant 2010 is on S\/4HANA now/,
    /is moved, in S\/4HANA/,
    /nothing is posted twice/,
    /clients find every order under the same id/,
    /S\/4HANA is whom the graph asks/,
    /it subscribed [2-9]\d* times, each after its last cursor, and was told [1-9]\d* changes: none missed, none twice, no error/,
  ],
};

describe("a story of the demo", () => {
  for (const [name, lines] of Object.entries(stories)) {
    it(`${name} comes to its end`, async () => {
      const { code, stdout, stderr } = await run("story", name);
      assert.equal(code, 0, stderr);
      const said = stdout.split("\n");
      let from = 0;
      for (const line of [...lines, /the end/]) {
        const found = said.findIndex((each, index) => index >= from && line.test(each));
        assert.notEqual(found, -1, `${line} is missing in\n${stdout}`);
        from = found;
      }
    });
  }

  it("that is none is refused with those that there are", async () => {
    const { code, stderr } = await run("story", "flood");
    assert.equal(code, 2);
    assert.match(stderr, /There is no story "flood"; give one of breakdown, hold, migration/);
  });
});
