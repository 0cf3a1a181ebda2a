import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { RefusedDelivery } from "#schema/canonical/event-intake.ts";
import { MqttBroker } from "#simulators/mqtt-broker";
import { eventually } from "#test/eventually";
import { running, sourceConfig, TestIntake } from "../event-source.fixture.ts";
import { mqtt } from "./index.ts";

const client = "andon-floor";
const topic = "mfg/1010/execution/MILL-01";
const data = { workCenter: "MILL-01", state: "DOWN", since: "2026-12-01T06:00:00Z" };
const event = (id: string, more: object = {}): Record<string, unknown> => ({
  specversion: "1.0",
  id,
  source: "/systems/mes",
  type: "andon.machine.state-changed.v1",
  subject: "MILL-01",
  data,
  ...more,
});
const text = (id: string, more?: object): string => JSON.stringify(event(id, more));

describe("events over MQTT", () => {
  let broker: MqttBroker;
  let intake: TestIntake;
  let reported: RefusedDelivery[];
  let live: AsyncDisposable | null = null;

  /** Starts the source, as a new process would; given when it is subscribed. */
  const start = async (): Promise<void> => {
    const source = mqtt.create({ ...sourceConfig(reported), settings: { url: broker.url, topics: ["mfg/#"], format: "json" } });
    live = running(source, intake);
    await eventually(
      () => source.status().reachable && broker.isSubscribed(client),
      (is) => is,
      30_000,
    );
  };
  const stop = async (): Promise<void> => {
    await live?.[Symbol.asyncDispose]();
    live = null;
  };
  const allDone = (): Promise<number> =>
    eventually(
      () => broker.unacknowledged(client),
      (count) => count === 0,
      30_000,
    );

  beforeEach(async () => {
    broker = await MqttBroker.start();
    intake = new TestIntake();
    reported = [];
  });
  afterEach(async () => {
    await stop();
    await broker[Symbol.asyncDispose]();
  });

  it("come structured as JSON, of the plant that the topic names, and are acknowledged when they are durable", async () => {
    await start();
    broker.publish(topic, text("1"), { contentType: "application/cloudevents+json" });
    await allDone();
    const [taken] = [...intake.taken.values()];
    assert.deepEqual([taken?.attributes.get("plantid"), taken?.data, taken?.raw], ["1010", data, text("1")]);
    assert.deepEqual([...intake.senders][0]?.scopes, ["event:mes", "event:wms"]);
    assert.deepEqual(reported, []);
  });

  it("come binary, their attributes as user properties", async () => {
    await start();
    const { data: _, ...attributes } = event("2");
    const userProperties = attributes as Record<string, string>;
    broker.publish(topic, JSON.stringify(data), { contentType: "application/json", userProperties });
    await allDone();
    const [taken] = [...intake.taken.values()];
    assert.deepEqual([taken?.attributes.get("id"), taken?.data], ["2", data]);
  });

  it("are of the trace that they name, or else of the one in the message's user property", async () => {
    await start();
    const [own, carried] = ["a", "c"].map((digit) => `00-${digit.repeat(32)}-${"b".repeat(16)}-01`) as [string, string];
    const userProperties = { traceparent: carried };
    const contentType = "application/cloudevents+json";
    broker.publish(topic, JSON.stringify({ ...event("own"), traceparent: own }), { contentType, userProperties });
    broker.publish(topic, text("carried"), { contentType, userProperties });
    broker.publish(topic, text("none"), { contentType, userProperties: { traceparent: "00-1" } });
    await allDone();
    assert.deepEqual(
      [...intake.taken.values()].map(({ attributes }) => attributes.get("traceparent")),
      [own, carried, undefined],
    );
  });

  it("keep their session for days, and ask for few messages ahead", async () => {
    await start();
    const [connect] = broker.connects;
    assert.deepEqual([connect?.clean, connect?.clientId, connect?.protocolVersion], [false, client, 5]);
    assert.equal(connect?.properties?.sessionExpiryInterval, 7 * 86_400);
    assert.equal(connect?.properties?.receiveMaximum, 100);
  });

  it("are not acknowledged while they cannot be taken, and none is lost", async () => {
    await start();
    intake.isAway = true;
    for (let id = 0; id < 250; id += 1) broker.publish(topic, text(`${id}`));
    await eventually(
      () => intake.asked,
      (asked) => asked > 2,
    );
    assert.equal(broker.unacknowledged(client), 250);
    intake.isAway = false;
    await allDone();
    assert.deepEqual(
      intake.ids(),
      Array.from({ length: 250 }, (_, id) => `${id}`),
    );
  });

  it("come again to the next process when the last one stopped before they were durable", async () => {
    await start();
    intake.isAway = true;
    broker.publish(topic, text("1"));
    await eventually(
      () => intake.asked,
      (asked) => asked > 0,
    );
    await stop();
    broker.publish(topic, text("2"));
    assert.equal(broker.unacknowledged(client), 2);
    intake.isAway = false;
    await start();
    await allDone();
    assert.deepEqual(intake.ids(), ["1", "2"]);
  });

  it("come again after the network broke between the taking and the acknowledgement, and are known then", async () => {
    await start();
    const accept = intake.accept.bind(intake);
    intake.accept = async (...given) => {
      const outcomes = await accept(...given);
      if (intake.asked === 1) {
        broker.cut();
        await eventually(
          () => broker.isSubscribed(client),
          (is) => !is,
        );
      }
      return outcomes;
    };
    broker.publish(topic, text("1"));
    await allDone();
    assert.deepEqual([intake.ids(), intake.asked >= 2, broker.connects.length >= 2], [["1"], true, true]);
  });

  describe("are reported and acknowledged, so that they keep back none behind them:", () => {
    const faults: readonly (readonly [what: string, topic: string, payload: string | Buffer, says: RegExp])[] = [
      ["what is no JSON", topic, "state=DOWN", /^The payload is not JSON/],
      ["bytes that are no text", topic, Buffer.from([0xff, 0xfe, 0x00]), /^The payload is not UTF-8/],
      ["nothing at all", topic, "", /^The payload is not JSON/],
      ["a list", topic, "[]", /^The payload is not a JSON object/],
      ["another version", topic, text("1", { specversion: "0.3" }), /^specversion is "0\.3"; send/],
      ["another plant than the topic's", topic, text("1", { plantid: "2010" }), /^plantid is "2010", but the topic is of plant 1010/],
      ["what the contract refuses", topic, text("wrong"), /^data\.state is missing/],
    ];
    for (const [what, where, payload, says] of faults) {
      it(what, async () => {
        await start();
        intake.refuses = ({ attributes }) => (attributes.get("id") === "wrong" ? "data.state is missing; give it" : null);
        broker.publish(where, payload);
        broker.publish(topic, text("behind"));
        await allDone();
        assert.deepEqual(intake.ids(), ["behind"]);
        assert.equal(reported.length, 1);
        assert.match(reported[0]?.message ?? "", says);
        assert.equal(reported[0]?.place, where);
      });
    }
  });
});
