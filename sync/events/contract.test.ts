import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { EventType } from "#schema/canonical/event.ts";
import { cloudEventType, eventContracts } from "#schema/events/contracts.ts";
import { fullEvents, leastEvents } from "#schema/events/samples.fixture.ts";
import { contractOf, readData } from "./contract.ts";
import { EventRefused } from "./refusal.ts";
import { upcast } from "./upcast.ts";

const confirmed = fullEvents["andon.operation.confirmed"];
const moved = fullEvents["andon.schedule.changed"];
const [movedOrder] = moved.orders;
const read = (type: string, data: unknown): unknown => readData(contractOf(type), data);

function refusalOf(type: string, data: unknown): string {
  try {
    read(type, data);
  } catch (fault) {
    if (fault instanceof EventRefused) return `${fault.code} ${fault.message}`;
    throw fault;
  }
  return "taken";
}

describe("the contract of an event", () => {
  it("takes what fits, whether it says everything or as little as it may, and leaves it as it is", () => {
    for (const { type, version } of eventContracts.filter(({ type, version }) => upcastsTo(type) === version)) {
      assert.deepEqual(read(`${type}.v${version}`, fullEvents[type]), fullEvents[type]);
      assert.deepEqual(read(`${type}.v${version}`, leastEvents[type]), leastEvents[type]);
    }
  });

  it("takes null for what may be left out", () => {
    assert.deepEqual(read("andon.operation.confirmed.v2", { ...confirmed, scrap: null }), { ...confirmed, scrap: null });
  });

  it("leaves out what it does not know, at any depth, however deep that goes", () => {
    let deep: unknown = "the end";
    for (let depth = 0; depth < 20_000; depth += 1) deep = { deep };
    const told = { ...confirmed, deep, ["__proto__"]: { isAdmin: true }, yield: { ...confirmed.yield, of: deep } };
    const data = read("andon.operation.confirmed.v2", told) as typeof confirmed;
    assert.deepEqual(data, confirmed);
    assert.equal(Object.getPrototypeOf(data), Object.prototype);
  });

  it("knows a number with and without the zeros that ERPs pad it with, and leaves names as they are", () => {
    const padded = { ...confirmed, order: "000001000123", operation: "0010" };
    assert.deepEqual(read("andon.operation.confirmed.v2", padded), { ...confirmed, operation: "0010" });
  });

  describe("names the member and the remedy", () => {
    const faults: readonly (readonly [type: string, data: unknown, says: RegExp])[] = [
      ["andon.operation.confirmed.v2", undefined, /^INVALID_DATA data is missing; give .*object with order, operation, yield/],
      ["andon.operation.confirmed.v2", null, /^INVALID_DATA data is null; give .*object with order/],
      ["andon.operation.confirmed.v2", [], /^INVALID_DATA data is a list; give .*object/],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, order: undefined },
        /^INVALID_DATA data\.order is missing; give .*such as "1000123"/,
      ],
      ["andon.operation.confirmed.v2", { ...confirmed, order: 1000123 }, /^INVALID_DATA data\.order is 1000123; give .*such as "1000123"/],
      ["andon.operation.confirmed.v2", { ...confirmed, order: "" }, /^INVALID_DATA data\.order is ""/],
      ["andon.operation.confirmed.v2", { ...confirmed, order: "10/1" }, /^INVALID_DATA data\.order is "10\/1"; give .*without "\/"/],
      ["andon.operation.confirmed.v2", { ...confirmed, order: "1\u0000" }, /^INVALID_DATA data\.order is "1\\u0000"/],
      ["andon.operation.confirmed.v2", { ...confirmed, order: "1".repeat(41) }, /^INVALID_DATA data\.order is "1+"; give .*at most 40/],
      ["andon.operation.confirmed.v2", { ...confirmed, isFinal: "true" }, /^INVALID_DATA data\.isFinal is "true"; give .*true or false/],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, yield: { value: "12,5", unit: "H87" } },
        /data\.yield\.value is "12,5"; give .*"12\.5"/,
      ],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, yield: { value: 12.5, unit: "H87" } },
        /data\.yield\.value is 12\.5; give .*as text/,
      ],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, yield: { value: "-1", unit: "H87" } },
        /data\.yield\.value is "-1"; give .*not below zero/,
      ],
      ["andon.operation.confirmed.v2", { ...confirmed, yield: { value: "1e9", unit: "H87" } }, /data\.yield\.value is "1e9"/],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, yield: { value: "1", unit: "ZZZ" } },
        /^UNKNOWN_UNIT data\.yield\.unit is "ZZZ".*H87, EA/,
      ],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, yield: { value: "1", unit: "pcs." } },
        /^INVALID_DATA data\.yield\.unit is "pcs\."; give .*"H87"/,
      ],
      [
        "andon.operation.confirmed.v2",
        { ...confirmed, finishedAt: "1969-12-31T23:00:00Z" },
        /data\.finishedAt is "1969.*years 1970 to 2100/,
      ],
      ["andon.operation.confirmed.v2", { ...confirmed, finishedAt: "9999-12-31T00:00:00Z" }, /data\.finishedAt is "9999/],
      [
        "andon.schedule.changed.v1",
        { ...moved, reason: "WEATHER" },
        /data\.reason is "WEATHER"; give .*one of MACHINE_DOWN, DEMAND_CHANGED/,
      ],
      ["andon.schedule.changed.v1", { ...moved, orders: [] }, /data\.orders has 0 entries; give .*list of 1 to 500/],
      ["andon.schedule.changed.v1", { ...moved, orders: Array(501).fill(movedOrder) }, /data\.orders has 501 entries/],
      [
        "andon.schedule.changed.v1",
        { ...moved, orders: [movedOrder, { ...movedOrder, priority: 12 }] },
        /data\.orders\[1\]\.priority is 12; give .*from 1 to 9/,
      ],
      [
        "andon.schedule.changed.v1",
        { ...moved, orders: [{ ...movedOrder, priority: Infinity }] },
        /data\.orders\[0\]\.priority is Infinity/,
      ],
      [
        "andon.goods.moved.v1",
        { ...fullEvents["andon.goods.moved"], quantity: { value: "0.00", unit: "H87" } },
        /data\.quantity\.value is "0\.00"; give .*above zero/,
      ],
      [
        "andon.supplier-commitment.proposed.v1",
        { ...fullEvents["andon.supplier-commitment.proposed"], date: "2026-02-30" },
        /data\.date is "2026-02-30"/,
      ],
      [
        "andon.quality.hold-placed.v1",
        { ...fullEvents["andon.quality.hold-placed"], reason: "a\u0000b" },
        /data\.reason is "a\\u0000b"; give .*text/,
      ],
    ];
    for (const [type, data, says] of faults) {
      it(`${says.source}`, () => assert.match(refusalOf(type, data), says));
    }

    it("where an object has more members than anybody can mean", () => {
      const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`member${index}`, index]));
      assert.match(
        refusalOf("andon.operation.confirmed.v2", { ...confirmed, ...many }),
        /^INVALID_DATA data has 107 members; send no more than 100/,
      );
    });

    it("and lists the types, or the versions of a type, that there are", () => {
      assert.match(
        refusalOf("andon.coffee.spilled.v1", {}),
        /^UNKNOWN_TYPE type is "andon\.coffee\.spilled\.v1".*andon\.schedule\.changed\.v1, .*andon\.goods\.moved\.v1/,
      );
      assert.match(refusalOf("andon.goods.moved", {}), /^UNKNOWN_TYPE/);
      assert.match(refusalOf("__proto__", {}), /^UNKNOWN_TYPE/);
      assert.match(
        refusalOf("andon.operation.confirmed.v3", {}),
        /^UNKNOWN_VERSION .*; send andon\.operation\.confirmed\.v1 or andon\.operation\.confirmed\.v2$/,
      );
    });
  });

  it("takes or refuses any data of JSON, and fails on none", () => {
    const almost = fc
      .constantFrom(...Object.values(fullEvents))
      .chain((event) =>
        fc
          .dictionary(fc.constantFrom(...Object.keys(event), "__proto__", "constructor"), fc.jsonValue())
          .map((changed) => ({ ...event, ...changed })),
      );
    fc.assert(
      fc.property(fc.constantFrom(...eventContracts), fc.oneof(fc.jsonValue(), almost), (contract, data) => {
        const said = refusalOf(cloudEventType(contract), data);
        assert.match(said, /^(taken|(INVALID_DATA|UNKNOWN_UNIT) data.{0,1000}; (give|send) )/su);
      }),
      { seed: 23, numRuns: 2_000 },
    );
  });
});

describe("an older version of an event", () => {
  it("is lifted to the newest, whether or not it says all it can", () => {
    const { order, operation, isFinal, finishedAt } = confirmed;
    const old = { order, operation, isFinal, finishedAt, yieldQuantity: "12.5", unit: "KGM" };
    const lift = (data: object): unknown =>
      upcast(contractOf("andon.operation.confirmed.v1"), readData(contractOf("andon.operation.confirmed.v1"), data));
    const rest = { order, operation, isFinal, finishedAt, yield: { value: "12.5", unit: "KGM" } };
    assert.deepEqual(lift(old), rest);
    assert.deepEqual(lift({ ...old, scrapQuantity: null }), { ...rest, scrap: null });
    assert.deepEqual(lift({ ...old, scrapQuantity: "0.5" }), { ...rest, scrap: { value: "0.5", unit: "KGM" } });
  });

  it("fits the newest contract once it is lifted, whatever the type", () => {
    for (const contract of eventContracts.filter(({ type, version }) => upcastsTo(type) !== version)) {
      const example = exampleOf(contract.data) as Readonly<Record<string, unknown>>;
      const lifted = upcast(contract, readData(contract, example));
      assert.deepEqual(read(`${contract.type}.v${upcastsTo(contract.type)}`, lifted), lifted);
    }
  });
});

const upcastsTo = (type: EventType): number =>
  Math.max(...eventContracts.filter((each) => each.type === type).map(({ version }) => version));

/** Data made of the examples that a contract shows. */
function exampleOf(part: (typeof eventContracts)[number]["data"]): unknown {
  if (part.properties) return Object.fromEntries(Object.entries(part.properties).map(([name, member]) => [name, exampleOf(member)]));
  if (part.items) return [exampleOf(part.items)];
  return part.examples?.[0] ?? part.enum?.[0] ?? part.minimum ?? true;
}
