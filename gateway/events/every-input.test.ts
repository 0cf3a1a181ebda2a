/** Every input that a sender can come up with has an outcome that docs/events.md declares: over HTTP, into the store that lasts. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type SystemRole, systemRoles } from "#schema/canonical/event.ts";
import { createSync, type Sync, type SyncOptions } from "#sync";
import { type GatewayUnderTest, startGatewayUnderTest } from "../gateway.fixture.ts";

type Target = NonNullable<SyncOptions["neighbours"]>[number]["target"];

/** A system that nothing is told to here: what is taken in waits. */
function silent(role: SystemRole): Target {
  const never = (): never => {
    throw new Error(`${role} is told nothing`);
  };
  return {
    system: role,
    execute: never,
    settle: never,
    health: async () => ({ reachable: true, detail: "" }),
    close: async () => undefined,
  };
}

const hold = { material: "4711", batch: "B-0815", reason: "Cracks" };
const confirmed = {
  order: "1000123",
  operation: "0010",
  yield: { value: "3", unit: "H87" },
  isFinal: true,
  finishedAt: "2026-12-01T06:00:00Z",
};
let ids = 0;
const event = (parts: object = {}): Record<string, unknown> => ({
  specversion: "1.0",
  id: `every-${ids++}`,
  source: "/systems/qms",
  type: "andon.quality.hold-placed.v1",
  subject: "4711/B-0815",
  plantid: "1010",
  data: hold,
  ...parts,
});
const confirmation = (data: object = {}, parts: object = {}): Record<string, unknown> =>
  event({ source: "/systems/mes", type: "andon.operation.confirmed.v2", subject: "1000123", data: { ...confirmed, ...data }, ...parts });

const machine = (source: string): Record<string, unknown> =>
  event({
    source,
    type: "andon.machine.state-changed.v1",
    subject: "MILL-01",
    data: { workCenter: "MILL-01", state: "DOWN", since: "2026-12-01T06:00:00Z" },
  });

describe("an event that is sent to /events", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-events-"));
  const options: SyncOptions = {
    folder,
    adapters: [],
    retentionDays: 7,
    log: () => undefined,
    timeZones: new Map([
      ["1010", "Europe/Berlin"],
      ["2010", "America/New_York"],
    ]),
    ownership: new Map([["1010", { "andon.machine.state-changed": ["aps"] }]]),
    neighbours: systemRoles.map((role) => ({ role, target: silent(role) })),
  };
  let sync: Sync;
  let under: GatewayUnderTest;
  let token: string;
  before(async () => {
    sync = createSync(options);
    under = await startGatewayUnderTest({ events: sync.process.intake });
    token = await under.sign({
      scope: systemRoles
        .filter((role) => role !== "crm")
        .map((role) => `event:${role}`)
        .join(" "),
      plants: ["1010", "9999"],
    });
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    await sync.close();
    rmSync(folder, { recursive: true });
  });

  interface Answered {
    readonly status: number;
    readonly retryAfter: string | null;
    readonly faults: readonly string[];
  }
  async function send(body: unknown): Promise<Answered> {
    const response = await fetch(under.address.replace("/graphql", "/events"), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": `application/cloudevents${Array.isArray(body) ? "-batch" : ""}+json` },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const { errors = [] } = (text === "" ? {} : JSON.parse(text)) as { errors?: { message: string; extensions: { code: string } }[] };
    const faults = errors.map(({ message, extensions }) => `${extensions.code} ${message}`);
    return { status: response.status, retryAfter: response.headers.get("retry-after"), faults };
  }
  const waiting = (): number => sync.process.inbox.waiting();
  const open = (): readonly string[] => sync.process.exceptions.list({ states: ["OPEN"] }).map(({ kind, text }) => `${kind} ${text}`);

  const good = JSON.stringify(event());
  const inputs: readonly (readonly [what: string, body: unknown, status: number, says?: RegExp])[] = [
    ["of nearly 5 MB", { ...event(), data: { ...hold, remark: "x".repeat(5_200_000) } }, 202],
    ["of more than 5 MB", { ...event(), data: { ...hold, remark: "x".repeat(5_300_000) } }, 413, /^BAD_REQUEST The body is larger/],
    [
      "nested deep",
      good.replace('"Cracks"', `${"[".repeat(100)}"Cracks"${"]".repeat(100)}`),
      400,
      /^BAD_REQUEST data\.reason\S+ is nested deeper/,
    ],
    ["with NUL", event({ data: { ...hold, reason: "a\u0000" } }), 400, /^BAD_REQUEST data\.reason has a NUL/],
    ["with a name twice", good.replace('"batch"', '"batch":"B-1","batch"'), 400, /^BAD_REQUEST data\.batch stands twice/],
    ["with 1e400", good.replace('"Cracks"', "1e400"), 400, /^BAD_REQUEST data\.reason is 1e400/],
    ["with __proto__", good.replace('"reason"', '"__proto__":{"reason":"x"},"reason"'), 202],
    ["of the year 1970", confirmation({ finishedAt: "1970-01-01T00:00:00Z" }), 202],
    ["of the year 2100", confirmation({ finishedAt: "2100-12-31T23:59:59Z" }), 202],
    ["before 1970", confirmation({ finishedAt: "1969-12-31T23:59:59Z" }), 422, /^INVALID_DATA data\.finishedAt is "1969/],
    ["after 2100", confirmation({}, { time: "2101-01-01T00:00:00Z" }), 422, /^INVALID_ATTRIBUTE time is "2101/],
    ["of a plant that is not there", event({ plantid: "9999" }), 422, /^UNKNOWN_PLANT plantid is "9999"/],
    ["of a plant that is not the sender's", event({ plantid: "2010" }), 403, /^FORBIDDEN_PLANT plantid is "2010"/],
    ["in a unit that nobody knows", confirmation({ yield: { value: "1", unit: "XYZ" } }), 422, /^UNKNOWN_UNIT data\.yield\.unit is "XYZ"/],
    ["of a type that nobody knows", event({ type: "andon.coffee.spilled.v1" }), 422, /^UNKNOWN_TYPE/],
    ["of a version that nobody knows", event({ type: "andon.operation.confirmed.v9" }), 422, /^UNKNOWN_VERSION/],
    [
      "of an older version",
      confirmation({ yield: undefined, yieldQuantity: "3", unit: "H87" }, { type: "andon.operation.confirmed.v1" }),
      202,
    ],
    ["of a system that is not there", event({ source: "/systems/lims" }), 422, /^UNKNOWN_SOURCE/],
    ["of a system that the sender may not speak for", event({ source: "/systems/crm" }), 403, /^INSUFFICIENT_SCOPE .*event:crm/],
    ["of a system that does not own the fact", event({ source: "/systems/aps" }), 422, /^OWNERSHIP_VIOLATION/],
    ["of a system that owns the fact in this plant", machine("/systems/aps"), 202],
    [
      "of a system that owns the fact in other plants",
      machine("/systems/mes"),
      422,
      /^OWNERSHIP_VIOLATION .* is told by APS in plant 1010/,
    ],
    ["about something else than it says", event({ subject: "4712/B-0815" }), 422, /^SUBJECT_MISMATCH/],
    ["with what nobody asked for", event({ data: { ...hold, mood: "bad" }, extra: "1" }), 202],
  ];
  for (const [what, body, status, says] of inputs) {
    it(`${what} is ${status === 202 ? "taken" : `refused by ${status}`}`, async () => {
      const before = waiting();
      const answered = await send(body);
      assert.deepEqual([answered.status, answered.faults.length], [status, says ? 1 : 0], answered.faults.join());
      if (says) assert.match(answered.faults[0] ?? "", says);
      assert.equal(waiting(), before + (status === 202 ? 1 : 0));
    });
  }

  it("that does not own its fact is seen by people", async () => {
    await send(event({ source: "/systems/aps", plantid: "1010", subject: "4711/B-2", data: { ...hold, batch: "B-2" } }));
    assert.ok(
      open().some((one) => one.startsWith("OWNERSHIP_VIOLATION andon.quality.hold-placed is told by QMS in plant 1010, and aps is")),
    );
  });

  it("again is taken once, and refused when it says something else, which people see", async () => {
    const told = event();
    assert.equal((await send(told)).status, 202);
    const before = waiting();
    assert.deepEqual([(await send(told)).status, waiting()], [202, before]);
    const { status, faults } = await send([event(), { ...told, data: { ...hold, reason: "Scratches" } }]);
    assert.deepEqual([status, waiting()], [409, before]);
    assert.match(faults.join(), /^EVENT_CONFLICT/);
    assert.ok(open().some((one) => one.startsWith(`EVENT_CONFLICT The id ${told.id} of /systems/qms`)));
  });

  it("late, or after a gap, is taken, and people are not told of a gap before it had time to be filled", async () => {
    const numbered = (sequence: number): object =>
      event({
        source: "/systems/wms",
        type: "andon.material.shortage-reported.v1",
        subject: "1000123",
        sequence,
        data: { order: "1000123", material: "4711", missing: { value: "1", unit: "H87" } },
      });
    const before = waiting();
    for (const sequence of [1, 4, 2]) assert.equal((await send(numbered(sequence))).status, 202);
    assert.equal(waiting(), before + 3);
    assert.deepEqual(
      open().filter((one) => one.startsWith("SEQUENCE_GAP")),
      [],
    );
  });

  it("is not lost among 10,000 that come at once, nor taken twice when all are sent again", async () => {
    const before = waiting();
    const batches = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => confirmation()));
    const sendAll = async (): Promise<void> => {
      const left = [...batches];
      const sender = async (): Promise<void> => {
        for (let batch = left.pop(); batch; batch = left.pop()) assert.equal((await send(batch)).status, 202);
      };
      await Promise.all(Array.from({ length: 8 }, sender));
    };
    await sendAll();
    assert.equal(waiting(), before + 10_000);
    await sendAll();
    assert.equal(waiting(), before + 10_000);
    for (const { id } of batches.flat()) assert.ok(sync.process.inbox.find("/systems/mes", String(id)), `${id} is lost`);
  });

  it("has to be sent again when the store is away; what was taken before has lasted", async () => {
    const told = event();
    await sync.close();
    assert.deepEqual(await send(told), {
      status: 503,
      retryAfter: "10",
      faults: ["SERVICE_UNAVAILABLE Events cannot be kept now; send them again later"],
    });
    sync = createSync(options);
    assert.ok(waiting() > 10_000, "what was taken has lasted");
    assert.equal(sync.process.inbox.find("/systems/qms", String(told.id)), null);
  });
});
