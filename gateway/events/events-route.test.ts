import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { pino } from "pino";
import {
  type EventIntake,
  type EventSender,
  type IntakeOutcome,
  IntakeUnavailable,
  type ReceivedEvent,
} from "#schema/canonical/event-intake.ts";
import { type GatewayUnderTest, startGatewayUnderTest } from "../gateway.fixture.ts";
import { createLimiter } from "../index.ts";

const hold = { material: "4711", batch: "B-0815", reason: "Cracks in the wéld" };
const event = {
  specversion: "1.0",
  id: "1",
  source: "/systems/qms",
  type: "andon.quality.hold-placed.v1",
  subject: "4711/B-0815",
  plantid: "1010",
  sequence: 7,
  data: hold,
};
const structured = { "content-type": "application/cloudevents+json" };
const batched = { "content-type": "application/cloudevents-batch+json" };

/** Remembers what it is given, and says of it what it is told to say. */
class RecordingIntake implements EventIntake {
  readonly given: (readonly [events: readonly ReceivedEvent[], sender: EventSender, extent: string | undefined])[] = [];
  say: (event: ReceivedEvent) => IntakeOutcome = () => ({ outcome: "ACCEPTED" });

  async accept(...given: Parameters<EventIntake["accept"]>): Promise<readonly IntakeOutcome[]> {
    const outcomes = given[0].map((each) => this.say(each));
    this.given.push([given[0], given[1], given[2]]);
    return outcomes;
  }
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

describe("POST /events", () => {
  const intake = new RecordingIntake();
  let under: GatewayUnderTest;
  let token: string;
  before(async () => {
    const tiers = { scarce: { costPerMinute: 60, burst: 3 } };
    const limiter = await createLimiter({ tiers, redis: null, log: pino({ level: "silent" }) });
    under = await startGatewayUnderTest({ events: intake, limiter });
    token = await under.sign({ scope: "event:qms profile", plants: ["1010", "2010"] });
  });
  after(() => under[Symbol.asyncDispose]());
  beforeEach(() => {
    intake.given.length = 0;
    intake.say = () => ({ outcome: "ACCEPTED" });
  });

  async function send(body: unknown, headers: Record<string, string> = structured, method = "POST"): Promise<Answered> {
    const content = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(under.address.replace("/graphql", "/events"), {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    const { errors = [] } = (text === "" ? {} : JSON.parse(text)) as Partial<Answered>;
    return { status: response.status, headers: response.headers, errors };
  }
  const given = (): readonly ReceivedEvent[] => intake.given.flatMap(([events]) => events);

  describe("hands an event on with its attributes, its data, and what was sent", () => {
    const attributes = {
      specversion: "1.0",
      id: "1",
      source: "/systems/qms",
      type: "andon.quality.hold-placed.v1",
      subject: "4711/B-0815",
      plantid: "1010",
      sequence: "7",
    };

    it("in the structured mode", async () => {
      assert.equal((await send(event)).status, 202);
      assert.deepEqual(given(), [
        { ...given()[0], attributes: new Map(Object.entries(attributes)), data: hold, raw: JSON.stringify(event) },
      ]);
    });

    it("in the binary mode", async () => {
      const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
      assert.equal((await send(hold, { ...headers, "content-type": "application/json" })).status, 202);
      const [one] = given();
      assert.deepEqual(new Map([...(one?.attributes ?? [])].sort()), new Map(Object.entries(attributes).sort()));
      assert.deepEqual(one?.data, hold);
      assert.match(one?.raw ?? "", /^(ce-[a-z]+: [^\r\n]+\r\n){7}\r\n\{"material":"4711",.*\}$/);
    });

    it("in a batch, each as it was sent", async () => {
      const two = ` { "data":null,${JSON.stringify({ ...event, id: "2", data: undefined }).slice(1)}`;
      assert.equal((await send(`[${JSON.stringify(event)} ,${two}]`, batched)).status, 202);
      assert.deepEqual(
        given().map(({ attributes: { size }, data, raw }) => [size, data, raw]),
        [
          [7, hold, JSON.stringify(event)],
          [7, null, two.trim()],
        ],
      );
    });

    it("in the trace that each names, or else in the request's", async () => {
      const [own, carried] = ["a", "c"].map((digit) => `00-${digit.repeat(32)}-${"b".repeat(16)}-01`) as [string, string];
      const events = [
        { ...event, traceparent: own },
        { ...event, id: "2" },
        { ...event, id: "3", traceparent: "00-1" },
      ];
      await send(events, { ...batched, traceparent: carried });
      await send(event, { ...structured, traceparent: "malformed" });
      assert.deepEqual(
        given().map(({ attributes }) => attributes.get("traceparent")),
        [own, carried, carried, undefined],
      );
    });

    it("as one delivery of a sender, who is known by its token", async () => {
      await send([event, { ...event, id: "2" }], batched);
      const sender = { subject: "somebody", scopes: ["event:qms", "profile"], plants: ["1010", "2010"] };
      assert.deepEqual(
        intake.given.map(([events, ...rest]) => [events.length, ...rest]),
        [[2, sender, "ALL_OR_NONE"]],
      );
    });

    it("and says nothing more when it was known already, or when there was none", async () => {
      intake.say = () => ({ outcome: "DUPLICATE" });
      assert.equal((await send(event)).status, 202);
      assert.equal((await send([], batched)).status, 202);
    });
  });

  describe("answers for a delivery as a whole", () => {
    const outcomes: Readonly<Record<string, IntakeOutcome>> = {
      fine: { outcome: "REFUSED", code: "NOT_TAKEN", message: "others are not" },
      wrong: { outcome: "REFUSED", code: "INVALID_DATA", message: "data.batch is missing; give one" },
      again: { outcome: "CONFLICT", code: "EVENT_CONFLICT", message: "the id was used" },
      foreign: { outcome: "REFUSED", code: "OWNERSHIP_VIOLATION", message: "not yours to say" },
      scopeless: { outcome: "REFUSED", code: "INSUFFICIENT_SCOPE", message: "get the scope event:mes", scope: "event:mes" },
      elsewhere: { outcome: "REFUSED", code: "FORBIDDEN_PLANT", message: "not your plant" },
    };
    const deliver = (...ids: readonly string[]): Promise<Answered> => {
      intake.say = ({ attributes }) => outcomes[attributes.get("id") ?? ""] as IntakeOutcome;
      return send(
        ids.map((id) => ({ ...event, id })),
        batched,
      );
    };

    it("and lists each event that was refused, by its place, source and id", async () => {
      const { status, errors } = await deliver("fine", "wrong", "fine", "again");
      assert.equal(status, 422);
      const of = (id: string, code: string, index: number) => ({ code, index, source: "/systems/qms", id });
      assert.deepEqual(errors, [
        { message: "data.batch is missing; give one", extensions: of("wrong", "INVALID_DATA", 1) },
        { message: "the id was used", extensions: of("again", "EVENT_CONFLICT", 3) },
      ]);
    });

    for (const [id, status] of Object.entries({ wrong: 422, foreign: 422, again: 409, scopeless: 403, elsewhere: 403 })) {
      it(`by ${status} when its first fault is ${outcomes[id] && "code" in outcomes[id] ? outcomes[id].code : ""}`, async () => {
        assert.equal((await deliver("fine", id, "wrong")).status, status);
      });
    }

    it("and names the scope that is missing", async () => {
      assert.match((await deliver("scopeless")).headers.get("www-authenticate") ?? "", /error="insufficient_scope", scope="event:mes"$/);
    });
  });

  it("asks for what cannot be taken now to be sent again, and says when", async () => {
    intake.say = () => {
      throw new IntakeUnavailable("50000 events wait already; send these again later", 4.2);
    };
    const { status, headers, errors } = await send(event);
    assert.deepEqual([status, headers.get("retry-after")], [503, "5"]);
    assert.deepEqual(errors, [
      { message: "50000 events wait already; send these again later", extensions: { code: "SERVICE_UNAVAILABLE" } },
    ]);
  });

  it("does not tell what went wrong in here", async () => {
    intake.say = () => {
      throw new Error("secret of /var/lib/andon");
    };
    const { status, errors } = await send(event);
    assert.deepEqual([status, errors[0]?.extensions.code], [500, "INTERNAL_SERVER_ERROR"]);
    assert.doesNotMatch(JSON.stringify(errors), /secret/);
  });

  describe("names the fault of what is no delivery, and takes nothing of it:", () => {
    const text = JSON.stringify(event);
    const deep = (levels: number): string =>
      text.replace('"Cracks', `${"[".repeat(levels)}"Cracks`).replace('wéld"', `wéld"${"]".repeat(levels)}`);
    const faults: readonly (readonly [what: string, status: number, body: string | Uint8Array, says: RegExp])[] = [
      ["more than 5 MB", 413, JSON.stringify({ ...event, data: { ...hold, reason: "x".repeat(5_242_880) } }), /larger than 5242880 bytes/],
      ["no JSON", 400, "{", /^The body is not JSON/],
      ["JSON that is nested without end", 400, `${text.slice(0, -1)},"x":${"[".repeat(1_000_000)}`, /^x(\[0\])+ is nested deeper/],
      ["data that are nested too deep", 400, deep(80), /^data\.reason(\[0\])+ is nested deeper than 64 levels/],
      ["NUL", 400, text.replace("Cracks", "Cr\\u0000cks"), /^data\.reason has a NUL character; leave it out/],
      ["a name twice", 400, text.replace('"batch":', '"batch":"B-1","batch":'), /^data\.batch stands twice in one object; send it once/],
      ["an attribute twice", 400, text.replace('"id":', '"id":"2","id":'), /^id stands twice/],
      ["a number beyond all numbers", 400, text.replace('"sequence":7', '"sequence":1e400'), /^sequence is 1e400/],
      ["half a character", 400, text.replace("Cracks", "\\ud83d"), /^data\.reason has half of a surrogate pair/],
      [
        "bytes that are no UTF-8",
        400,
        Buffer.from(text, "latin1"),
        RegExp(`^The body is not UTF-8 at byte ${Buffer.from(text).indexOf("é")}; send UTF-8$`),
      ],
      ["no attributes", 400, "{}", /^specversion is missing/],
      ["another version of CloudEvents", 400, text.replace('"1.0"', '"0.3"'), /^specversion is "0\.3"/],
    ];
    for (const [what, status, body, says] of faults) {
      it(what, async () => {
        const answered = await send(body);
        assert.equal(answered.status, status);
        assert.match(answered.errors[0]?.message ?? "", says);
        assert.deepEqual(intake.given, []);
      });
    }

    it("a batch of too many", async () => {
      const { status, errors } = await send(Array(1_001).fill(event), batched);
      assert.deepEqual([status, errors[0]?.message], [413, "The batch has 1001 events; send 1000 at most, in several batches"]);
    });

    it("NUL in the data of the binary mode and in a header", async () => {
      const headers = {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": "1",
        "ce-source": "/systems/qms",
        "ce-type": "t",
      };
      assert.match((await send('{"reason":"\\u0000"}', headers)).errors[0]?.message ?? "", /^data\.reason has a NUL/);
      assert.match(
        (await send("{}", { ...headers, "ce-subject": "a%00" })).errors[0]?.message ?? "",
        /^ce-subject has a control character/,
      );
    });

    it("another form, and another method", async () => {
      assert.equal((await send("x", { "content-type": "text/plain" })).status, 415);
      const { status, headers } = await send(undefined, {}, "GET");
      assert.deepEqual([status, headers.get("allow")], [405, "POST, OPTIONS"]);
    });
  });

  describe("lets in", () => {
    it("nobody without a good token, and does not read what they send", async () => {
      for (const authorization of ["", "Bearer nonsense"]) {
        const { status, headers } = await send("{", { ...structured, authorization });
        assert.equal(status, 401);
        assert.match(headers.get("www-authenticate") ?? "", /^Bearer/);
      }
    });

    it("no supplier: its portal speaks for it", async () => {
      const authorization = `Bearer ${await under.sign({ supplier: "17300001", scope: "event:portal" })}`;
      assert.equal((await send(event, { ...structured, authorization })).status, 403);
      assert.deepEqual(intake.given, []);
    });

    it("nobody who has spent its budget, until it has room again", async () => {
      const authorization = `Bearer ${await under.sign({ tier: "scarce", scope: "event:qms" }, (token) => token.setSubject("chatty"))}`;
      assert.equal((await send([event, event, event], { ...batched, authorization })).status, 202);
      const { status, headers, errors } = await send([event, event], { ...batched, authorization });
      assert.deepEqual([status, errors[0]?.extensions.code], [429, "RATE_LIMITED"]);
      assert.match(headers.get("retry-after") ?? "", /^[1-3]$/);
    });

    it("whoever asks whether events are wanted here", async () => {
      const { status, headers } = await send(undefined, { "webhook-request-origin": "broker.example.com" }, "OPTIONS");
      assert.deepEqual([status, headers.get("webhook-allowed-origin")], [200, "broker.example.com"]);
    });

    it("everybody where nobody has to say who they are", async () => {
      await using open = await startGatewayUnderTest({ events: intake, issuers: null });
      const response = await fetch(open.address.replace("/graphql", "/events"), {
        method: "POST",
        headers: structured,
        body: JSON.stringify(event),
      });
      assert.equal(response.status, 202);
      const [[, sender] = []] = intake.given;
      assert.deepEqual([sender?.subject, sender?.plants, sender?.scopes.length], ["anybody", "ALL", 8]);
    });

    it("nobody where events are not taken in", async () => {
      await using closed = await startGatewayUnderTest();
      assert.equal((await fetch(closed.address.replace("/graphql", "/events"), { method: "POST" })).status, 404);
    });
  });
});
