import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import protobuf from "protobufjs";
import type { RefusedDelivery } from "#schema/canonical/event-intake.ts";
import { MqttBroker } from "#simulators/mqtt-broker";
import { eventually } from "#test/eventually";
import { running, sourceConfig, TestIntake } from "../../event-source.fixture.ts";
import { mqtt } from "../index.ts";

// As an edge node writes it: with fields that nobody here reads.
const payloadType = protobuf
  .parse(`
    syntax = "proto2";
    message Payload { optional uint64 timestamp = 1; repeated Metric metrics = 2; optional uint64 seq = 3; optional string uuid = 4; }
    message Metric {
      optional string name = 1; optional uint64 alias = 2; optional uint64 timestamp = 3; optional uint32 datatype = 4;
      optional bool is_historical = 5; optional bool is_null = 7; optional uint32 int_value = 10; optional double double_value = 13;
      optional bool boolean_value = 14; optional string string_value = 15;
    }
  `)
  .root.lookupType("Payload");

const at = Date.parse("2026-12-01T06:00:00Z");
const payload = (seq: number, ...metrics: readonly object[]): Buffer =>
  Buffer.from(payloadType.encode(payloadType.fromObject({ timestamp: at + seq, seq, uuid: "x", metrics })).finish());
const node = "spBv1.0/1010";
const device = "edge-7/MILL-01";
const nodeBirth = (seq = 0): Buffer => payload(seq, { name: "bdSeq", intValue: 1 }, { name: "Node Control/Rebirth", booleanValue: false });
const birth = (seq: number): Buffer =>
  payload(
    seq,
    { name: "Machine/State", alias: 1, booleanValue: true, timestamp: at },
    { name: "Order/Confirmation", alias: 2, isNull: true },
    { name: "Spindle/Speed", alias: 3, doubleValue: 4_000 },
  );
const confirmation = '{"order":"1000123","operation":"0010"}';

describe("events over MQTT as Sparkplug B", () => {
  let broker: MqttBroker;
  let intake: TestIntake;
  let reported: RefusedDelivery[];
  let live: AsyncDisposable;

  beforeEach(async () => {
    broker = await MqttBroker.start();
    intake = new TestIntake();
    reported = [];
    const metrics = { "Machine/State": "machine-state", "Order/Confirmation": "operation-confirmed" } as const;
    const settings = { url: broker.url, topics: ["spBv1.0/+/#"], format: "sparkplug", metrics } as const;
    live = running(mqtt.create({ ...sourceConfig(reported), settings }), intake);
    await eventually(
      () => broker.isSubscribed("andon-floor"),
      (is) => is,
      30_000,
    );
  });
  afterEach(async () => {
    await live[Symbol.asyncDispose]();
    await broker[Symbol.asyncDispose]();
  });
  const send = async (type: string, where: string, bytes: Buffer): Promise<void> => {
    broker.publish(`${node}/${type}/${where}`, bytes);
    await eventually(
      () => broker.unacknowledged("andon-floor"),
      (count) => count === 0,
      30_000,
    );
  };
  const rebirths = (): readonly { readonly topic: string; readonly payload: Buffer }[] =>
    broker.published.filter(({ topic }) => topic.includes("/NCMD/"));
  const states = (): unknown[] => [...intake.taken.values()].map(({ data }) => (data as { readonly state?: unknown }).state);

  it("come from births and from data that have aliases alone", async () => {
    await send("NBIRTH", "edge-7", nodeBirth());
    await send("DBIRTH", device, birth(1));
    await send("DDATA", device, payload(2, { alias: 1, booleanValue: false, timestamp: at + 60_000 }, { alias: 3, doubleValue: 0 }));
    await send("DDATA", device, payload(3, { alias: 2, stringValue: confirmation }));
    const [up, down, confirmed] = [...intake.taken.values()];
    assert.deepEqual(up?.data, { workCenter: "MILL-01", state: "UP", since: "2026-12-01T06:00:00.000Z" });
    assert.deepEqual(down?.data, { workCenter: "MILL-01", state: "DOWN", since: "2026-12-01T06:01:00.000Z" });
    const { id: _, ...attributes } = Object.fromEntries(confirmed?.attributes ?? []);
    assert.deepEqual(attributes, {
      specversion: "1.0",
      source: "/systems/mes",
      type: "andon.operation.confirmed.v2",
      subject: "1000123",
      plantid: "1010",
      time: "2026-12-01T06:00:00.003Z",
    });
    assert.deepEqual(confirmed?.data, JSON.parse(confirmation));
    assert.deepEqual([intake.taken.size, reported, rebirths()], [3, [], []]);
  });

  it("go on when the count of a node's messages begins anew after 255", async () => {
    await send("NBIRTH", "edge-7", nodeBirth(254));
    await send("DBIRTH", device, birth(255));
    await send("DDATA", device, payload(0, { alias: 1, stringValue: "DOWN" }));
    assert.deepEqual([states(), rebirths()], [["UP", "DOWN"], []]);
  });

  it("ask for the node's birth once when messages are missing, and take no alias for known until it comes", async () => {
    await send("NBIRTH", "edge-7", nodeBirth());
    await send("DBIRTH", device, birth(1));
    await send("DDATA", device, payload(4, { alias: 1, booleanValue: false }));
    await send("DDATA", device, payload(5, { alias: 1, booleanValue: false }));
    assert.deepEqual(states(), ["UP"]);
    assert.match(reported[0]?.message ?? "", /^The alias 1 is not known before the node's birth/);
    await eventually(rebirths, ({ length }) => length > 0);
    assert.deepEqual(
      rebirths().map(({ topic }) => topic),
      [`${node}/NCMD/edge-7`],
    );
    const asked = payloadType.toObject(payloadType.decode(rebirths()[0]?.payload ?? Buffer.alloc(0))) as { metrics: object[] };
    const { name, booleanValue, datatype } = asked.metrics[0] as Record<string, unknown>;
    assert.deepEqual([name, booleanValue, datatype], ["Node Control/Rebirth", true, 11]);
    await send("NBIRTH", "edge-7", nodeBirth(0));
    await send("DBIRTH", device, birth(1));
    await send("DDATA", device, payload(2, { alias: 1, booleanValue: false }));
    assert.deepEqual([states(), rebirths().length], [["UP", "DOWN"], 1]);
  });

  it("ask for the birth of a node that was born before anybody listened", async () => {
    await send("DDATA", device, payload(17, { name: "Machine/State", stringValue: "DOWN" }));
    await eventually(rebirths, ({ length }) => length === 1);
    assert.deepEqual(states(), ["DOWN"]);
  });

  it("are the same confirmation when a birth repeats it", async () => {
    await send("NBIRTH", "edge-7", nodeBirth());
    await send("DBIRTH", device, birth(1));
    await send("DDATA", device, payload(2, { alias: 2, stringValue: confirmation }));
    await send("NBIRTH", "edge-7", nodeBirth());
    await send("DBIRTH", device, payload(1, { name: "Order/Confirmation", alias: 2, stringValue: confirmation }));
    assert.equal(intake.taken.size, 2);
  });

  it("are reported when they cannot be read, and keep back none behind them", async () => {
    await send("NBIRTH", "edge-7", Buffer.from("garbage"));
    await send("NBIRTH", "edge-7", nodeBirth());
    await send("DBIRTH", device, payload(1, { name: "Machine/State", doubleValue: 1 }, { name: "Order/Confirmation", stringValue: "{" }));
    await send("DDATA", device, payload(2, { name: "Machine/State", stringValue: "UP" }));
    await send("NDEATH", "edge-7", Buffer.from("garbage"));
    assert.deepEqual(states(), ["UP"]);
    const said = [
      /^The payload is not Sparkplug B/,
      /^Machine\/State: A machine's state is a Boolean/,
      /^Order\/Confirmation: The text is not JSON/,
    ];
    assert.equal(reported.length, said.length);
    for (const [index, pattern] of said.entries()) assert.match(reported[index]?.message ?? "", pattern);
  });
});
