/** The promises of the inbox's port as tests, for every implementation of it. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { holdPlaced } from "./inbox.fixture.ts";
import type { Inbox, InboxEvent } from "./inbox.ts";

export interface InboxUnderTest {
  readonly inbox: Inbox;
  /** Runs the work as one transaction of the store. */
  transaction<T>(work: () => T): T;
  /** The same store, as it is found after the process has ended; null where it ends with the process. */
  readonly openAgain: (() => Inbox) | null;
  destroy(): void;
}

const reason = (text: string): { readonly data: { material: string; batch: string; reason: string } } => ({
  data: { material: "4711", batch: "B1", reason: text },
});

export function testInbox(name: string, open: () => InboxUnderTest): void {
  describe(`the inbox in ${name}`, () => {
    let under: InboxUnderTest;
    let inbox: Inbox;
    beforeEach(() => {
      under = open();
      inbox = under.inbox;
    });
    afterEach(() => under.destroy());
    const append = (...events: readonly InboxEvent[]) => inbox.append(events);

    it("is empty at first, and takes nothing as nothing", () => {
      assert.deepEqual([append(), inbox.waiting(), inbox.lastSequence("/systems/qms")], [[], 0, null]);
    });

    it("keeps events, which then wait", () => {
      assert.deepEqual(append(holdPlaced({ id: "1" }), holdPlaced({ id: "2" })), ["ACCEPTED", "ACCEPTED"]);
      assert.equal(inbox.waiting(), 2);
    });

    it("keeps an event once, also when it is sent twice together, in another order of its members, or in another trace", () => {
      append(holdPlaced());
      const again = holdPlaced({
        data: { reason: "cracks", batch: "B1", material: "4711" },
        traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
      });
      assert.deepEqual(append(again, holdPlaced({ id: "2" }), holdPlaced({ id: "2" })), ["DUPLICATE", "ACCEPTED", "DUPLICATE"]);
      assert.equal(inbox.waiting(), 2);
    });

    it("tells events of two sources apart, whatever their ids", () => {
      assert.deepEqual(append(holdPlaced(), holdPlaced({ source: "/systems/qms-2" })), ["ACCEPTED", "ACCEPTED"]);
    });

    for (const [what, parts] of Object.entries({
      "other data": reason("scratches"),
      "another plant": { plant: "2010" },
      "another key": { key: "4711/B2" },
      "another time": { time: "2026-11-23T08:00:00Z" },
      "another sequence": { sequence: "7" },
    })) {
      it(`calls an id in conflict that comes again with ${what}, and keeps nothing of that call`, () => {
        append(holdPlaced());
        assert.deepEqual(append(holdPlaced({ id: "2" }), holdPlaced(parts)), ["ACCEPTED", "CONFLICT"]);
        assert.equal(inbox.waiting(), 1);
        assert.deepEqual(append(holdPlaced({ id: "2", ...reason("now it is said otherwise") })), ["ACCEPTED"]);
      });
    }

    it("keeps nothing of a call with a conflict, though the transaction that the call is a part of is through", () => {
      append(holdPlaced());
      under.transaction(() => append(holdPlaced({ id: "2" }), holdPlaced(reason("scratches"))));
      assert.equal(inbox.waiting(), 1);
      under.transaction(() => append(holdPlaced({ id: "2" })));
      assert.equal(inbox.waiting(), 2);
    });

    it("finds a conflict between two events that come together", () => {
      assert.deepEqual(append(holdPlaced(), holdPlaced(reason("scratches"))), ["ACCEPTED", "CONFLICT"]);
      assert.equal(inbox.waiting(), 0);
    });

    it("knows the highest sequence of each source, by number and in whichever order they come", () => {
      append(holdPlaced({ id: "1", sequence: "9" }), holdPlaced({ id: "2", sequence: "10" }), holdPlaced({ id: "3", sequence: "8" }));
      append(holdPlaced({ source: "/systems/qms-2", sequence: "900719925474099312" }), holdPlaced({ id: "4" }));
      const last = ["/systems/qms", "/systems/qms-2", "/systems/qms-3"].map((source) => inbox.lastSequence(source));
      assert.deepEqual(last, ["10", "900719925474099312", null]);
    });

    it("does not count the sequence of what it did not keep", () => {
      append(holdPlaced({ sequence: "1" }));
      append(holdPlaced({ id: "2", sequence: "2" }), holdPlaced({ sequence: "3" }));
      assert.equal(inbox.lastSequence("/systems/qms"), "1");
    });

    it("still has everything when the process has ended", (t) => {
      if (!under.openAgain) return t.skip("it ends with the process");
      append(holdPlaced({ sequence: "41" }));
      const again = under.openAgain();
      assert.deepEqual([again.waiting(), again.lastSequence("/systems/qms")], [1, "41"]);
      assert.deepEqual(again.append([holdPlaced({ sequence: "41" }), holdPlaced(reason("scratches"))]), ["DUPLICATE", "CONFLICT"]);
    });
  });
}
