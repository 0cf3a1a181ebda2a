import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { EventSender } from "#schema/canonical/event-intake.ts";
import { type ProcessUnderTest, startProcess } from "../process/process.fixture.ts";
import { received } from "./intake.fixture.ts";

const qms: EventSender = { subject: "qms", scopes: ["event:qms"], plants: "ALL" };

describe("a gap in the count of a source", () => {
  let under: ProcessUnderTest;
  beforeEach(async () => {
    under = await startProcess([]);
  });
  afterEach(() => under[Symbol.asyncDispose]());

  const accept = (...sequences: readonly number[]) =>
    under.process.intake.accept(
      sequences.map((sequence) => received({ id: `${sequence}`, sequence })),
      qms,
    );
  const told = () => under.process.exceptions.list({ kinds: ["SEQUENCE_GAP"], states: ["OPEN"] });
  const asked = () =>
    under.neighbours.qms.done.flatMap((notice) =>
      notice.kind === "notice" && notice.type === "andon.redelivery.requested.v1" ? [notice.data] : [],
    );
  /** What people are told when so much time has passed. */
  const after = (seconds: number) => {
    under.process.store.transaction(() => under.process.gaps.tellOverdue(Date.now() + seconds * 1_000));
    return told().map(({ text }) => text.split(",")[0]);
  };

  it("has what is missing sent again, and is closed when that has come, with nobody told", async () => {
    await accept(7, 10);
    await under.until("the request", () => asked().length === 1);
    assert.deepEqual(asked(), [{ source: "/systems/qms", first: "8", last: "9" }]);
    assert.deepEqual(told(), []);
    await accept(9);
    await accept(8);
    assert.deepEqual(after(3_600), []);
  });

  it("is shown to people when it stays open, with what is still missing, until that has come", async () => {
    await accept(1, 6);
    await accept(3);
    assert.deepEqual(after(30), []);
    assert.deepEqual(after(61), ["The events 2"]);
    assert.match(told()[0]?.text ?? "", /^The events 2, 4 to 5 of \/systems\/qms are missing/);
    after(120);
    assert.equal(told()[0]?.count, 1, "it is told of once");
    await accept(2, 4, 5);
    assert.deepEqual(told(), []);
    assert.equal(under.process.exceptions.list({})[0]?.resolution, "what was missing has come");
  });

  it("is one of its source alone, and two gaps are two", async () => {
    await accept(1, 3, 5);
    await under.until("the requests", () => asked().length === 2);
    await accept(2);
    assert.deepEqual(after(61), ["The event 4 of /systems/qms is missing"]);
  });
});
