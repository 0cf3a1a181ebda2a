import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readJsonText, UnusableJson } from "./json-text.ts";

const read = (text: string): unknown => readJsonText(text, "The body").value;
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("JSON that others send", () => {
  it("is read as any reader reads it", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), fc.constantFrom(undefined, 1), (text, indent) => {
        const value: unknown = JSON.parse(text);
        if (/\\u0000/.test(text)) return;
        assert.deepEqual(read(JSON.stringify(value, null, indent)), value);
      }),
      { seed: 31, numRuns: 1_000 },
    );
  });

  it("is read or refused, whatever it is, and fails on nothing", () => {
    const scrap = fc.array(fc.constantFrom("{", "}", "[", "]", '"', "\\", ",", ":", "-", "1e400", "a", "\\u0000", " ", "null"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(scrap, (parts) => {
        try {
          read(parts.join(""));
        } catch (fault) {
          assert.ok(fault instanceof UnusableJson, String(fault));
        }
      }),
      { seed: 37, numRuns: 5_000 },
    );
  });

  const faults: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["nothing", "", /^The body is not JSON; send one JSON value$/],
    ["no JSON", "{a: 1}", /^The body is not JSON/],
    ["a text without end", '{"a": "b\\"', /^The body is not JSON/],
    ["a name twice", '{"data": {"order": "1", "priority": 1, "order": "2"}}', /^data\.order stands twice in one object; send it once$/],
    ["a name twice, once escaped", '{"order": 1, "\\u006frder": 2}', /^order stands twice/],
    ["a name twice in an array", '[{}, {"data": [1, {"a": 1, "a": 1}]}]', /^\[1\]\.data\[1\]\.a stands twice/],
    [
      "a number beyond all numbers",
      '{"data": {"orders": [{"priority": 1e400}]}}',
      /^data\.orders\[0\]\.priority is 1e400, which is beyond all numbers/,
    ],
    ["a number below all numbers", "[1, -1e999]", /^\[1\] is -1e999/],
    ["NUL, escaped", '{"data": {"reason": "a\\u0000b"}}', /^data\.reason has a NUL character; leave it out$/],
    ["NUL, as it is", '{"data": {"reason": "a\0b"}}', /^data\.reason has a NUL character/],
    ["NUL in a name", '{"a\\u0000": 1}', /^a\0 has a NUL character/],
    ["half of a surrogate pair", '{"reason": "\\ud83d"}', /^reason has half of a surrogate pair/],
    ["what is nested too deep", nested(65), /^(\[0\]){64} is nested deeper than 64 levels; send flatter data$/],
    ["what is nested without end", "[".repeat(3_000_000), /is nested deeper than 64 levels/],
    ["objects nested without end", '{"member":'.repeat(500_000), /^member(\.member)+.{0,6}….{0,6}(\.member)+ is nested deeper/],
  ];
  for (const [what, text, says] of faults) {
    it(`is refused when it is or has ${what}`, () => assert.throws(() => read(text), { name: "UnusableJson", message: says }));
  }

  it("may say of several objects the same, be nested as deep as any contract, and speak of NUL and of backslashes", () => {
    const text = '[{"a": 1}, {"a": 2}, {"b": {"a": 3}, "a": "\\\\u0000 \\\\", "c": "\\""}]';
    assert.deepEqual(read(text), JSON.parse(text));
    assert.deepEqual(read(nested(64)), JSON.parse(nested(64)));
  });

  it("has the names of a part when it is one", () => {
    assert.throws(() => readJsonText('{"a": 1, "a": 1}', "The body", "data"), { message: /^data\.a stands twice/ });
    assert.throws(() => readJsonText("1e400", "The body", "data"), { message: /^data is 1e400/ });
  });

  it("tells what it says of each entry of an array", () => {
    const { entryText } = readJsonText(' [ {"a": [1, 2]} ,"]", 3 ]', "The body");
    assert.deepEqual([0, 1, 2, 3].map(entryText), ['{"a": [1, 2]}', '"]"', "3", ""]);
    for (const other of ['{"a": [1]}', "[]", "[ ]", "7"]) assert.equal(readJsonText(other, "The body").entryText(0), "");
  });
});
