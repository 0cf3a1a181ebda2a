/** The promises of the outbox as tests, for every implementation of it. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import { ImpossibleTransition, type NewCommand, type Outbox } from "./outbox.ts";
import { commandEvents, openStates, transitions } from "./states.ts";

export interface OutboxUnderTest {
  readonly outbox: Outbox;
  destroy(): void;
}

const soon = "2026-11-24T09:00:00.000Z";
const later = "2026-11-24T09:00:10.000Z";
const owner = "host 1 a";

function newCommand(id: string, order: string, rest: Partial<NewCommand> = {}): NewCommand {
  return {
    command: { id, plant: "1010", kind: "release-order", order },
    system: "erp",
    lane: `1010/production-order/${order}`,
    latencyClass: "IMMEDIATE",
    notBefore: soon,
    deadline: later,
    run: "run",
    replaces: null,
    traceparent: null,
    ...rest,
  };
}

export function testOutbox(name: string, open: () => OutboxUnderTest): void {
  describe(`the outbox in ${name}`, () => {
    let under: OutboxUnderTest;
    let outbox: Outbox;
    beforeEach(() => {
      under = open();
      outbox = under.outbox;
    });
    afterEach(() => under.destroy());
    const submit = (...commands: readonly NewCommand[]) => outbox.submit(commands, soon);
    const claim = (limit = 10, now = soon) => outbox.claim("erp", owner, now, limit).map(({ command }) => command.id);

    it("hands out the head of each lane, and the next when that one is settled", () => {
      submit(newCommand("a1", "a"), newCommand("b1", "b"), newCommand("a2", "a"));
      assert.deepEqual(claim(), ["a1", "b1"]);
      assert.deepEqual(claim(), []);
      outbox.record("a1", { event: "APPLIED", reference: "doc" }, later);
      assert.deepEqual(claim(), ["a2"]);
      assert.deepEqual([outbox.find("a1")?.reference, outbox.find("a1")?.settledAt], ["doc", later]);
    });

    it("hands out no more than is asked for, and nothing before its time or of another system", () => {
      submit(
        newCommand("a", "a"),
        newCommand("b", "b"),
        newCommand("c", "c", { notBefore: later }),
        newCommand("d", "d", { system: "wms" }),
      );
      assert.deepEqual([claim(1), claim(), claim(10, later)], [["a"], ["b"], ["c"]]);
    });

    describe("of what goes together", () => {
      const micro = (id: string, lane: string, rest: Partial<NewCommand> = {}): NewCommand =>
        newCommand(id, lane, { latencyClass: "MICRO_BATCH", notBefore: later, ...rest });
      const together = (limit: number, now = soon) => outbox.claimTogether("erp", owner, now, limit).map(({ command }) => command.id);

      it("hands out what fills a batch at once, and the rest when its window ends", () => {
        submit(micro("a", "a"), micro("b", "b"), micro("c", "c"), newCommand("d", "d"));
        assert.deepEqual([together(2), together(2), together(2, later)], [["a", "b"], [], ["c"]]);
        assert.deepEqual(
          outbox.claim("erp", owner, later, 10, "ALONE").map(({ command }) => command.id),
          ["d"],
        );
      });

      it("hands out never two of a lane, and nothing that has another before it", () => {
        submit(micro("a1", "a"), micro("a2", "a"), newCommand("b1", "b"), micro("b2", "b"), micro("c", "c"));
        assert.deepEqual(together(3), [], "two lanes do not fill a batch of three");
        assert.deepEqual(together(3, later), ["a1", "c"]);
        assert.deepEqual(together(3, later), []);
        outbox.record("a1", { event: "REFUSED" }, later);
        assert.deepEqual(together(3, later), ["a2"]);
      });

      it("hands out at the day's end what waits for it, and not before, however much it is", () => {
        submit(...["a", "b", "c"].map((each) => micro(each, each, { latencyClass: "END_OF_DAY" })));
        assert.deepEqual([together(2), together(2, later), together(2, later)], [[], ["a", "b"], ["c"]]);
      });

      it("lets what was not done twice go alone", () => {
        submit(micro("a", "a"), micro("b", "b"));
        const alone = () => outbox.claim("erp", owner, later, 10, "ALONE").map(({ command }) => command.id);
        for (const round of [1, 2]) {
          assert.deepEqual([alone(), together(2, later)], [[], ["a", "b"]], `round ${round}`);
          for (const id of ["a", "b"]) outbox.record(id, { event: "UNAVAILABLE", notBefore: later }, later);
        }
        assert.deepEqual([together(2, later), alone()], [[], ["a", "b"]]);
      });
    });

    it("takes a command once, whoever submits it again", () => {
      submit(newCommand("a", "a"));
      submit(newCommand("a", "a", { lane: "elsewhere" }));
      assert.deepEqual(
        outbox.list({}).map(({ lane }) => lane),
        ["1010/production-order/a"],
      );
    });

    it("lets a newer one take the place of one that was not sent, in time for the older", () => {
      submit(newCommand("a1", "a", { replaces: "dates", notBefore: later }));
      const replaced = submit(newCommand("a2", "a", { replaces: "dates", notBefore: "2026-11-24T10:00:00.000Z" }));
      assert.deepEqual(
        replaced.map(({ command, state }) => [command.id, state]),
        [["a1", "CANCELLED"]],
      );
      assert.deepEqual([outbox.find("a1")?.state, outbox.find("a2")?.notBefore], ["CANCELLED", later]);
      assert.deepEqual(claim(10, later), ["a2"]);
      submit(newCommand("a3", "a", { replaces: "dates" }));
      assert.equal(outbox.find("a2")?.state, "POSTING", "what is under way is not taken back");
    });

    it("holds a lane for what is in doubt, taken in or dead, and not for what was refused", () => {
      for (const [event, goesOn] of [
        ["DOUBTED", false],
        ["TAKEN_IN", false],
        ["EXHAUSTED", false],
        ["REFUSED", true],
      ] as const) {
        submit(newCommand(`${event}1`, event), newCommand(`${event}2`, event));
        claim();
        outbox.record(`${event}1`, { event }, soon);
        assert.deepEqual(claim(), goesOn ? [`${event}2`] : [], event);
      }
    });

    it("asks about what is unsettled when its time has come", () => {
      submit(newCommand("a", "a"), newCommand("b", "b"));
      claim();
      outbox.record("a", { event: "DOUBTED", notBefore: later }, soon);
      outbox.record("b", { event: "TAKEN_IN" }, soon);
      const unsettled = (now: string) => outbox.unsettled("erp", now, 10).map(({ command }) => command.id);
      assert.deepEqual([unsettled(soon), unsettled(later)], [["b"], ["b", "a"]]);
      outbox.postpone("b", "2026-11-24T10:00:00.000Z");
      assert.deepEqual(unsettled(later), ["a"]);
      outbox.record("a", { event: "ABSENT", notBefore: later }, later);
      assert.deepEqual(claim(10, later), ["a"]);
      assert.equal(outbox.find("a")?.attempts, 2);
    });

    it("puts in doubt what a process had under way that is no more", () => {
      submit(newCommand("a", "a"), newCommand("b", "b"));
      outbox.claim("erp", "gone", soon, 1);
      outbox.claim("erp", "alive", soon, 1);
      assert.equal(
        outbox.doubt((name) => name === "gone", soon),
        1,
      );
      assert.deepEqual([outbox.find("a")?.state, outbox.find("b")?.state], ["IN_DOUBT", "POSTING"]);
    });

    it("leads what was not sent to the system that serves the plant now, and nothing else", () => {
      submit(newCommand("a", "a"), newCommand("b", "b"));
      claim(1);
      assert.equal(outbox.reroute("1010", "erp", "new-erp"), 1);
      assert.deepEqual([outbox.find("a")?.system, outbox.find("b")?.system], ["erp", "new-erp"]);
    });

    it("says when something is due, what waits behind another not among it", () => {
      assert.equal(outbox.nextDue("erp"), null);
      submit(newCommand("a1", "a", { notBefore: later }), newCommand("a2", "a"));
      assert.equal(outbox.nextDue("erp"), later);
    });

    it("says how much is open, and since when", () => {
      submit(newCommand("a", "a"), newCommand("b", "b"));
      claim(1);
      assert.deepEqual(
        outbox.depths().map(({ state, count }) => [state, count]),
        [
          ["PENDING", 1],
          ["POSTING", 1],
        ],
      );
    });

    it("counts each thing that happens, so that a follower misses none", () => {
      submit(newCommand("a", "a"));
      const before = outbox.find("a")?.revision ?? 0;
      claim();
      outbox.record("a", { event: "APPLIED" }, soon);
      assert.deepEqual(
        outbox.list({ afterRevision: before }).map(({ state }) => state),
        ["ACKNOWLEDGED"],
      );
      assert.equal(outbox.list({ afterRevision: outbox.find("a")?.revision ?? 0 }).length, 0);
    });

    it("drops what was settled long ago, and nothing that somebody has to look at", () => {
      submit(newCommand("a", "a"), newCommand("b", "b"), newCommand("c", "c"));
      claim(2);
      outbox.record("a", { event: "APPLIED" }, soon);
      outbox.record("b", { event: "REFUSED" }, soon);
      assert.equal(outbox.trim(later), 1);
      assert.deepEqual(
        outbox.list({}).map(({ command }) => command.id),
        ["b", "c"],
      );
    });

    it("lets nothing happen to a command that cannot happen in its state, and sends each lane in its order, whatever happens", () => {
      let round = 0;
      const property = fc.property(fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...commandEvents)), { maxLength: 60 }), (happenings) => {
        round += 1;
        const id = (index: number): string => `${round}/${index}`;
        const classOf = (index: number) => (index % 3 === 0 ? "IMMEDIATE" : "MICRO_BATCH");
        submit(...[0, 1, 2, 3, 4, 5].map((index) => newCommand(id(index), `${round}-${index % 2}`, { latencyClass: classOf(index) })));
        for (const [index, event] of happenings) {
          if (event === "CLAIMED") {
            const together = outbox.claimTogether("erp", owner, soon, 10);
            assert.equal(new Set(together.map(({ lane }) => lane)).size, together.length, "two of a lane go together");
            for (const claimed of [...together, ...outbox.claim("erp", owner, soon, 10, index % 2 === 0 ? "ALL" : "ALONE")]) {
              const ahead = outbox.list({ lane: claimed.lane, states: openStates }).filter(({ sequence }) => sequence < claimed.sequence);
              assert.deepEqual(ahead, [], "something of its lane is still open before it");
            }
            continue;
          }
          const { state = "PENDING" } = outbox.find(id(index)) ?? {};
          const next = transitions[state][event];
          if (next === null) assert.throws(() => outbox.record(id(index), { event }, soon), ImpossibleTransition);
          else assert.equal(outbox.record(id(index), { event }, soon).state, next);
        }
      });
      fc.assert(property, { seed: 20_261_124, numRuns: 60 });
    });
  });
}
