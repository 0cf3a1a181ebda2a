import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { partOf, readTraceparent, traceIdOf } from "./trace-context.ts";

const trace = "0af7651916cd43dd8448eb211c80319c";
const span = "b7ad6b7169203331";

describe("a traceparent", () => {
  it("is carried on as it came", () => {
    assert.equal(readTraceparent(`00-${trace}-${span}-01`), `00-${trace}-${span}-01`);
    assert.equal(traceIdOf(`00-${trace}-${span}-01`), trace);
  });

  it("of a later version is carried on as far as it is understood", () => {
    assert.equal(readTraceparent(`cc-${trace}-${span}-ff-what-the-future-will-be-like`), `00-${trace}-${span}-01`);
    assert.equal(readTraceparent(`01-${trace}-${span}-02`), `00-${trace}-${span}-00`);
  });

  for (const malformed of [
    "",
    "00-1",
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01-more`,
    `00-${trace}-${span}-01 `,
    `ff-${trace}-${span}-01`,
    `cc-${trace}-${span}-01.more`,
    `00-${"0".repeat(32)}-${span}-01`,
    `00-${trace}-${"0".repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${trace}-${span}-1`,
    [`00-${trace}-${span}-01`, `00-${trace}-${span}-01`],
    undefined,
  ])
    it(`that is ${JSON.stringify(malformed)} is none`, () => assert.equal(readTraceparent(malformed), null));
});

describe("the context of a part", () => {
  it("is of the trace, of its own, and the same each time", () => {
    const whole = `00-${trace}-${span}-01`;
    const part = partOf(whole, "move-order");
    assert.equal(readTraceparent(part), part);
    assert.equal(traceIdOf(part), trace);
    assert.equal(part.slice(-2), "01");
    assert.equal(partOf(whole, "move-order"), part);
    assert.equal(new Set([whole, part, partOf(whole, "tell-planning"), partOf(part, "move-order")]).size, 4);
  });
});
