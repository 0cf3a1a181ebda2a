import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import { type EventSender, IntakeUnavailable, type ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { type ProcessUnderTest, startProcess } from "./process.fixture.ts";

const mes: EventSender = { subject: "mes", scopes: ["event:mes"], plants: "ALL" };
const machines = 50;
const burst = 10_000;

/** The state of one of the machines, by turns. */
function machineState(index: number): ReceivedEvent {
  const workCenter = `MILL-${index % machines}`;
  const data = { workCenter, state: "DOWN", since: new Date(Date.UTC(2026, 11, 1) + index).toISOString(), reason: `${index}` };
  const attributes = {
    specversion: "1.0",
    id: `state-${index}`,
    source: "/systems/mes",
    type: "andon.machine.state-changed.v1",
    plantid: "1010",
    subject: workCenter,
  };
  return { attributes: new Map(Object.entries(attributes)), data, raw: JSON.stringify(data) };
}

describe("a burst of events at the change of shifts", () => {
  let under: ProcessUnderTest;
  beforeEach(async () => {
    under = await startProcess([], { intakeLimits: { mostWaiting: 2_000 } });
    // What is taken waits for planning, so that nothing but the taking of events is seen here.
    under.neighbours.aps.usual = () => "BE_AWAY";
  });
  afterEach(() => under[Symbol.asyncDispose]());

  const commands = () => under.process.outbox.count({});

  /** Sends a hundred at a time as fast as they are taken; gives how often it was told to come back. */
  async function sendAll(): Promise<number> {
    let refusals = 0;
    for (let from = 0; from < burst; ) {
      const delivery = Array.from({ length: 100 }, (_, index) => machineState(from + index));
      try {
        const outcomes = await under.process.intake.accept(delivery, mes, "ALL_OR_NONE");
        assert.ok(outcomes.every(({ outcome }) => outcome === "ACCEPTED"));
        from += 100;
      } catch (fault) {
        assert.ok(fault instanceof IntakeUnavailable, String(fault));
        assert.ok(fault.retryAfterSeconds > 0);
        assert.ok(under.process.inbox.waiting() > 0, "it was refused although nothing waited");
        refusals += 1;
        await delay(20);
      }
    }
    return refusals;
  }

  it("is taken in without loss and in order, with pauses for its senders, and lets others come in between", async () => {
    let [turns, most, before] = [0, 0, 0];
    let isOver = false;
    const others = (async () => {
      for (; !isOver; turns++) {
        await turn();
        const now = commands();
        most = Math.max(most, now - before);
        before = now;
      }
    })();
    const refusals = await sendAll();
    await under.until("all are taken", () => under.process.inbox.waiting() === 0);
    isOver = true;
    await others;
    assert.ok(refusals > 0, "no sender was told to come back, although more came than may wait");
    assert.ok(most <= 50, `${most} events were taken while nobody else came in between`);
    assert.ok(turns >= burst / 50, `others came in only ${turns} times`);
    assert.equal(commands(), burst);
    for (let machine = 0; machine < machines; machine++) {
      const lane = under.process.outbox.list({ lane: `1010/MILL-${machine}` });
      const told = lane.map(({ command }) => (command.kind === "notice" ? (command.data.facts as { reason: string }).reason : ""));
      assert.deepEqual(
        told,
        Array.from({ length: burst / machines }, (_, index) => String(machine + index * machines)),
      );
    }
  });
});
