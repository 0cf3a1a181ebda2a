import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { getIntrospectionQuery, parse } from "graphql";
import { checkRequestLimits, checkText, type RequestLimits, requestLimitCodes, usualLimits } from "./request-limits.ts";

const boundless: RequestLimits = {
  tokens: Number.POSITIVE_INFINITY,
  nesting: Number.POSITIVE_INFINITY,
  depth: Number.POSITIVE_INFINITY,
  rootFields: Number.POSITIVE_INFINITY,
  fields: Number.POSITIVE_INFINITY,
  aliases: Number.POSITIVE_INFINITY,
  directives: Number.POSITIVE_INFINITY,
};

const codeOf = (text: string, limits = usualLimits): unknown => checkRequestLimits(parse(text), limits)?.extensions.code;

/** `levels` fragments, each of which spreads the next one twice. */
const doubling = (levels: number): string => {
  const fragments = Array.from({ length: levels }, (_, at) => `fragment F${at} on Query { a: b { ...F${at + 1} } c { ...F${at + 1} } }`);
  return `{ ...F0 } ${fragments.join(" ")} fragment F${levels} on Query { id }`;
};

describe("the limits of an operation's form", () => {
  it("let the introspection of the tools through", () => {
    assert.equal(checkText(getIntrospectionQuery(), usualLimits), null);
    assert.equal(checkRequestLimits(parse(getIntrospectionQuery()), usualLimits), null);
  });

  const counted: readonly (readonly [what: keyof RequestLimits, count: number, text: string])[] = [
    ["depth", 3, "{ a { b { c } } d }"],
    ["depth", 3, "{ a { ...F } } fragment F on A { b { c } }"],
    ["depth", 2, "{ ... on Query { a { ... @include(if: true) { b } } } }"],
    ["rootFields", 4, "{ a { b } c ...F ... { e } } fragment F on Query { d { x y } }"],
    ["fields", 8, "{ a { ...F } b { ...F } ...F } fragment F on A { c d }"],
    ["aliases", 3, "{ a: b { ...F } c: d g: h } fragment F on A { f }"],
    ["aliases", 0, "{ a: a }"],
    ["directives", 6, "query ($a: Int @x) @y { a @z @z { ...F @z } ... @z { b } } fragment F on A { c }"],
    ["directives", 5, "{ a { ...F @x } b { ...F } ...F @x } fragment F on A { c @x }"],
  ];
  for (const [what, count, text] of counted) {
    it(`count ${count} ${what} in ${text}`, () => {
      assert.equal(checkRequestLimits(parse(text), { ...boundless, [what]: count }), null);
      if (count > 0) assert.ok(checkRequestLimits(parse(text), { ...boundless, [what]: count - 1 }));
    });
  }

  it("name the limit, what was counted and the remedy", () => {
    const error = checkRequestLimits(parse("{ a { b { c } } }"), { ...boundless, depth: 2 });
    assert.match(error?.message ?? "", /has 3 levels of fields, and 2 are allowed; ask for the inner objects by an operation of their own/);
    assert.equal(error?.extensions.code, "QUERY_TOO_DEEP");
    assert.ok(requestLimitCodes.includes("QUERY_TOO_DEEP"));
  });

  it("refuse forty fragments that double each other at once", () => {
    const document = parse(doubling(40));
    const began = performance.now();
    const error = checkRequestLimits(document, { ...usualLimits, depth: 100 });
    assert.ok(performance.now() - began < 50);
    assert.equal(error?.extensions.code, "TOO_MANY_FIELDS");
  });

  it("count what doubles a thousand times as countless", () => {
    const text = doubling(1_100);
    assert.equal(codeOf(text, { ...boundless, depth: 100 }), "QUERY_TOO_DEEP");
    assert.match(checkRequestLimits(parse(text), { ...usualLimits, depth: 2_000 })?.message ?? "", /countless fields/);
  });

  it("come to an end on fragments that spread themselves", () => {
    assert.equal(codeOf("{ ...A } fragment A on Q { ...B a } fragment B on Q { ...A b }"), undefined);
    assert.equal(codeOf("{ ...Nowhere }"), undefined);
  });

  it("hold for each operation of a document, and for fragments that nobody spreads", () => {
    const wide = Array.from({ length: 101 }, (_, at) => `f${at}`).join(" ");
    assert.equal(codeOf(`query A { a } query B { ${wide} }`), "TOO_MANY_ROOT_FIELDS");
    const wider = Array.from({ length: 1_001 }, (_, at) => `f${at}`).join(" ");
    assert.equal(codeOf(`{ a } fragment F on Q { ${wider} }`), "TOO_MANY_FIELDS");
  });

  it("count a fragment like the same selection written out", () => {
    const selection = fc.letrec<{ set: string }>((tie) => ({
      set: fc
        .array(
          fc.oneof(
            { depthSize: "small" },
            fc.constant("x"),
            fc.constant("y: x @d"),
            tie("set").map((inner) => `z ${inner}`),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        )
        .map((parts) => `{ ${parts.join(" ")} }`),
    })).set;
    const measureOf = (text: string): unknown =>
      (["depth", "rootFields", "fields", "aliases", "directives"] as const).map((what) => {
        const document = parse(text);
        let least = 0;
        while (checkRequestLimits(document, { ...boundless, [what]: least })) least += 1;
        return least;
      });
    fc.assert(
      fc.property(selection, selection, (outer, inner) => {
        const spread = `{ a ${outer} ...F b { ...F } } fragment F on Q ${inner}`;
        const written = `{ a ${outer} ... on Q ${inner} b { ... on Q ${inner} } }`;
        assert.deepEqual(measureOf(spread), measureOf(written));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe("the limits of an operation's text", () => {
  it("refuse more tokens than allowed, wherever they stand", () => {
    assert.equal(checkText("{ a b }", { ...boundless, tokens: 4 }), null);
    const error = checkText("{ a b c }", { ...boundless, tokens: 4 });
    assert.match(error?.message ?? "", /more than 4 tokens; put long values into variables/);
    assert.equal(error?.extensions.code, "TOO_MANY_TOKENS");
  });

  it("refuse what would exhaust the parser's stack", () => {
    for (const text of ["{a".repeat(2_000), `{ a(x: ${"[".repeat(4_000)}`, `{ a(x: ${"{x:".repeat(1_500)}`]) {
      assert.equal(checkText(text, usualLimits)?.extensions.code, "QUERY_TOO_DEEP");
    }
  });

  it("do not take brackets in texts for brackets", () => {
    const text = `{ a(x: "${"{".repeat(200)}", y: """${"[".repeat(200)}""") # ${"(".repeat(200)}\n }`;
    assert.equal(checkText(text, usualLimits), null);
  });

  it("leave what is no GraphQL to the parser", () => {
    assert.equal(checkText('{ a(x: "unended', usualLimits), null);
    assert.equal(checkText("{ ä }", usualLimits), null);
  });
});
