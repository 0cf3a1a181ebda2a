import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { EventType } from "#schema/canonical/event.ts";
import { type EventSender, type IntakeOutcome, IntakeUnavailable, type ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { fullEvents } from "#schema/events/samples.fixture.ts";
import { anySystem, type IntakeUnderTest, openIntake, received, sent } from "./intake.fixture.ts";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const hold = fullEvents["andon.quality.hold-placed"];

describe("the way in for events", () => {
  let under: IntakeUnderTest;
  beforeEach(() => {
    under = openIntake();
  });
  const accept = (...events: readonly ReceivedEvent[]): Promise<readonly IntakeOutcome[]> => under.intake.accept(events, anySystem);
  const said = async (event: ReceivedEvent, sender: EventSender = anySystem): Promise<string> => {
    const [outcome] = await under.intake.accept([event], sender);
    return outcome === undefined ? "nothing" : "code" in outcome ? `${outcome.code} ${outcome.message}` : outcome.outcome;
  };
  const kept = (): readonly string[] => under.inbox.kept.map(({ event }) => event.id);

  for (const [type, [source, version, subject]] of Object.entries(sent)) {
    it(`takes ${type} of ${source.toUpperCase()}`, async () => {
      const data = fullEvents[type as EventType];
      assert.equal(await said(received({ type: `${type}.v${version}`, source: `/systems/${source}`, subject, data })), "ACCEPTED");
      assert.deepEqual(under.inbox.kept[0]?.event, {
        type,
        id: "1",
        source: `/systems/${source}`,
        plant: "1010",
        key: subject,
        time: null,
        sequence: null,
        traceparent: null,
        data,
      });
      assert.deepEqual(under.exceptions, []);
    });
  }

  it("keeps when it happened, its number, its trace, who sent it, when it came, and what was sent", async () => {
    await accept(received({ time: "2026-11-23T07:59:00+01:00", sequence: "007", traceparent }));
    const [{ event, ...rest } = { event: null }] = under.inbox.kept;
    assert.deepEqual([event?.time, event?.sequence, event?.traceparent], ["2026-11-23T07:59:00+01:00", "7", traceparent]);
    assert.deepEqual(rest, { raw: "as it was sent", receivedAt: "2026-11-23T08:00:00.000Z", sender: "somebody" });
  });

  it("takes an event without a trace when what it has for one is malformed", async () => {
    await accept(received({ traceparent: "00-1" }));
    assert.deepEqual([under.inbox.kept[0]?.event.traceparent], [null]);
  });

  it("knows an older version of a type, and hands it on in the newest", async () => {
    const old = { order: "1000123", operation: "0010", yieldQuantity: "3", unit: "H87", isFinal: true, finishedAt: "2026-11-23T08:00:00Z" };
    assert.equal(
      await said(received({ type: "andon.operation.confirmed.v1", source: "/systems/mes", subject: "1000123", data: old })),
      "ACCEPTED",
    );
    const { yieldQuantity: value, unit, ...rest } = old;
    assert.deepEqual(under.inbox.kept[0]?.event.data, { ...rest, yield: { value, unit } });
  });

  it("knows a business key with and without the zeros that ERPs pad numbers with", async () => {
    const padded = { ...hold, material: "0000004711" };
    assert.deepEqual(await accept(received({ data: padded }), received({ id: "2", data: padded, subject: "0000004711/B-0815" })), [
      { outcome: "ACCEPTED" },
      { outcome: "ACCEPTED" },
    ]);
    assert.deepEqual(new Set(under.inbox.kept.map(({ event }) => event.key)), new Set(["4711/B-0815"]));
  });

  it("knows one source however it is encoded", async () => {
    assert.deepEqual(await accept(received(), received({ source: "/systems/%71ms" })), [{ outcome: "ACCEPTED" }, { outcome: "DUPLICATE" }]);
  });

  describe("refuses, with the remedy,", () => {
    const faults: readonly (readonly [what: string, event: ReceivedEvent, says: RegExp])[] = [
      ...["id", "source", "type", "plantid", "subject"].map(
        (name) => [`an event without ${name}`, received({ [name]: null }), RegExp(`^INVALID_ATTRIBUTE ${name} is missing; give `)] as const,
      ),
      ["an id with a line break", received({ id: "a\nb" }), /^INVALID_ATTRIBUTE id is "a\\nb"; give /],
      ["an id that is too long", received({ id: "a".repeat(201) }), /^INVALID_ATTRIBUTE id is "a{60}"; give /],
      ["a subject that is no text", received({ subject: "\ud800" }), /^INVALID_ATTRIBUTE subject/],
      ["a source that is no system", received({ source: "https://qms.example" }), /^INVALID_ATTRIBUTE source .*\/systems\/mes/],
      ["a source that is not encoded", received({ source: "/systems/%E0" }), /^INVALID_ATTRIBUTE source is "\/systems\/%E0"/],
      ["a system that is not in the landscape", received({ source: "/systems/lims" }), /^UNKNOWN_SOURCE source is "\/systems\/lims"/],
      [
        "a time without offset",
        received({ time: "2026-11-23T08:00:00" }),
        /^INVALID_ATTRIBUTE time is .*2026-12-01T06:00:00\+01:00, or leave it out/,
      ],
      ["a time before 1970", received({ time: "1969-12-31T23:59:59Z" }), /^INVALID_ATTRIBUTE time is .*years 1970 to 2100/],
      ["a sequence that is no number", received({ sequence: "A1" }), /^INVALID_ATTRIBUTE sequence is "A1"/],
      ["a plant that nobody knows", received({ plantid: "9999" }), /^UNKNOWN_PLANT plantid is "9999"/],
      ["a type that nobody knows", received({ type: "andon.coffee.spilled.v1" }), /^UNKNOWN_TYPE/],
      [
        "a version that nobody knows",
        received({ type: "andon.quality.hold-placed.v2" }),
        /^UNKNOWN_VERSION .*send andon\.quality\.hold-placed\.v1$/,
      ],
      ["data that do not fit", received({ data: { ...hold, batch: 7 } }), /^INVALID_DATA data\.batch is 7/],
      [
        "a subject that is not what the data say",
        received({ subject: "4711/B-1" }),
        /^SUBJECT_MISMATCH .*data\.material \/ data\.batch says "4711\/B-0815"/,
      ],
    ];
    for (const [what, event, says] of faults) {
      it(what, async () => {
        assert.match(await said(event), says);
        assert.deepEqual([kept(), under.exceptions], [[], []]);
      });
    }

    it("a sender without the scope of the source's kind, and says which that is", async () => {
      const [outcome] = await under.intake.accept([received()], { ...anySystem, scopes: ["event:mes"] });
      const message = "Events of /systems/qms need a token with the scope event:qms; get one";
      assert.deepEqual(outcome, { outcome: "REFUSED", code: "INSUFFICIENT_SCOPE", message, scope: "event:qms" });
    });

    it("a sender who speaks of a plant that is not its own, and does not say whether there is such a plant", async () => {
      const sender: EventSender = { ...anySystem, plants: ["2010"] };
      for (const plantid of ["1010", "9999"]) assert.match(await said(received({ plantid }), sender), /^FORBIDDEN_PLANT plantid is /);
      assert.equal(await said(received({ plantid: "2010" }), sender), "ACCEPTED");
    });
  });

  describe("lets nobody tell what is not theirs to say", () => {
    const foreign = (parts = {}): ReceivedEvent => received({ source: "/systems/mes", ...parts });

    it("and reports it", async () => {
      const said1 = await said(foreign());
      assert.match(said1, /^OWNERSHIP_VIOLATION andon\.quality\.hold-placed is told by QMS in plant 1010, and mes is of role mes/);
      assert.deepEqual(kept(), []);
      assert.deepEqual(under.exceptions, [
        {
          kind: "OWNERSHIP_VIOLATION",
          plant: "1010",
          key: "4711/B-0815",
          system: "mes",
          event: { source: "/systems/mes", id: "1" },
          traceparent: null,
          text: said1.replace("OWNERSHIP_VIOLATION ", ""),
          raw: "as it was sent",
        },
      ]);
    });

    it("unless their plant says that it is", async () => {
      under = openIntake({ ownership: new Map([["2010", { "andon.quality.hold-placed": ["mes"] }]]) });
      assert.match(await said(foreign()), /^OWNERSHIP_VIOLATION/);
      assert.equal(await said(foreign({ plantid: "2010" })), "ACCEPTED");
      assert.match(await said(received({ plantid: "2010" })), /^OWNERSHIP_VIOLATION .* told by MES in plant 2010/);
    });

    it("and says so when it is nobody's", async () => {
      under = openIntake({ ownership: new Map([["1010", { "andon.quality.hold-placed": [] }]]) });
      assert.match(await said(received()), /is told by nobody in plant 1010/);
    });
  });

  describe("takes an event once", () => {
    it("and calls it a duplicate when it comes again", async () => {
      assert.deepEqual([await said(received()), await said(received({ traceparent, raw: "again" }))], ["ACCEPTED", "DUPLICATE"]);
      assert.deepEqual(kept(), ["1"]);
    });

    it("and refuses its id for anything else, which is reported", async () => {
      await accept(received());
      const outcomes = await accept(
        received({ id: "2" }),
        received({ data: { ...hold, reason: "Scratches" }, raw: "the other" }),
        received({ id: "3" }),
      );
      assert.deepEqual(
        outcomes.map((each) => ("code" in each ? [each.outcome, each.code] : [each.outcome])),
        [["ACCEPTED"], ["CONFLICT", "EVENT_CONFLICT"], ["ACCEPTED"]],
      );
      assert.deepEqual(kept(), ["1", "2", "3"]);
      assert.deepEqual(
        under.exceptions.map(({ kind, key, system, text, raw }) => [kind, key, system, text, raw]),
        [["EVENT_CONFLICT", "4711/B-0815", "qms", "The id 1 of /systems/qms was used again for other content", "the other"]],
      );
    });
  });

  describe("of a delivery that is answered for as a whole", () => {
    const deliver = (...events: readonly ReceivedEvent[]) => under.intake.accept(events, anySystem, "ALL_OR_NONE");
    const codes = (outcomes: readonly IntakeOutcome[]) => outcomes.map((each) => ("code" in each ? each.code : each.outcome));

    it("takes all, also when some were taken before", async () => {
      await accept(received());
      assert.deepEqual(codes(await deliver(received(), received({ id: "2" }))), ["DUPLICATE", "ACCEPTED"]);
    });

    it("takes none when any is refused", async () => {
      assert.deepEqual(codes(await deliver(received(), received({ id: "2", plantid: "9999" }), received({ id: "3" }))), [
        "NOT_TAKEN",
        "UNKNOWN_PLANT",
        "NOT_TAKEN",
      ]);
      assert.deepEqual(kept(), []);
    });

    it("takes none when any is in conflict", async () => {
      await accept(received());
      assert.deepEqual(codes(await deliver(received({ id: "2" }), received({ subject: "4711/B2", data: { ...hold, batch: "B2" } }))), [
        "NOT_TAKEN",
        "EVENT_CONFLICT",
      ]);
      assert.deepEqual(kept(), ["1"]);
    });
  });

  describe("watches the sequence of a source that counts", () => {
    const numbered = (sequence: number, source = "/systems/qms"): ReceivedEvent => received({ id: `${sequence}`, sequence, source });
    const gaps = (): readonly string[] => under.gaps;

    it("from any number on", async () => {
      await accept(numbered(41), numbered(42));
      await accept(numbered(43));
      assert.deepEqual(gaps(), []);
    });

    it("and notices what is missing, while it takes what came", async () => {
      await accept(numbered(7));
      assert.deepEqual(await accept(numbered(9), numbered(13)), [{ outcome: "ACCEPTED" }, { outcome: "ACCEPTED" }]);
      assert.deepEqual(gaps(), ["/systems/qms 8-8", "/systems/qms 10-12"]);
    });

    it("takes what comes late, and finds nothing wrong with it or with what is sent again", async () => {
      await accept(numbered(1), numbered(3));
      assert.deepEqual(await accept(numbered(2), numbered(3), numbered(4)), [
        { outcome: "ACCEPTED" },
        { outcome: "DUPLICATE" },
        { outcome: "ACCEPTED" },
      ]);
      assert.deepEqual(gaps(), ["/systems/qms 2-2", "/systems/qms 2"]);
    });

    it("apart from those of other sources", async () => {
      under = openIntake({
        systems: new Map([
          ["qms", "qms"],
          ["qms-2", "qms"],
        ]),
      });
      await accept(numbered(1), numbered(8, "/systems/qms-2"), numbered(2), received({ id: "uncounted" }), numbered(9, "/systems/qms-2"));
      assert.deepEqual(gaps(), []);
    });
  });

  describe("takes nothing now", () => {
    it("when too many wait, and says when to come back", async () => {
      under = openIntake({ limits: { mostWaiting: 2 } });
      await accept(received({ id: "1" }), received({ id: "2" }));
      const fault = await accept(received({ id: "3" })).catch((reason) => reason);
      assert.ok(fault instanceof IntakeUnavailable);
      assert.deepEqual([fault.message, fault.retryAfterSeconds], ["2 events wait already; send these again later", 5]);
      assert.deepEqual(kept(), ["1", "2"]);
    });

    it("when too many commands are on their way, until there are fewer", async (t) => {
      let [unsettled, now] = [10, 0];
      t.mock.method(performance, "now", () => now);
      under = openIntake({ limits: { mostUnsettled: 10 }, unsettled: () => unsettled });
      await assert.rejects(accept(received()), {
        name: "IntakeUnavailable",
        retryAfterSeconds: 30,
        message: /^10 commands are on their way/,
      });
      assert.deepEqual(kept(), []);
      [unsettled, now] = [9, 200];
      assert.equal(await said(received()), "ACCEPTED");
    });

    it("when the store is full or away, and the log says why", async () => {
      const logged: unknown[] = [];
      under = openIntake({ log: (...entry) => logged.push(entry) });
      under.inbox.fault = new Error("database or disk is full");
      await assert.rejects(accept(received()), { name: "IntakeUnavailable", retryAfterSeconds: 10, message: /^Events cannot be kept now/ });
      assert.deepEqual(logged, [["warn", "events cannot be kept", { err: under.inbox.fault }]]);
      under.inbox.fault = null;
      assert.equal(await said(received()), "ACCEPTED");
    });

    it("when a violation cannot be reported: it is not refused in silence", async () => {
      const report = (): never => {
        throw new Error("disk I/O error");
      };
      under = openIntake({ exceptions: { report } });
      await assert.rejects(accept(received({ source: "/systems/mes" })), { name: "IntakeUnavailable" });
    });
  });
});
