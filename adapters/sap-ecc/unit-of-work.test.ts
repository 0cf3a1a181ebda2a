import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Receipt } from "#schema/canonical/command.ts";
import { type BatchOutcome, InDoubt, SourceUnavailable } from "../port.ts";
import type { RfcClient, RfcResult } from "../protocols/soap/rfc-client.ts";
import { UnreadableReply } from "../protocols/soap/rfc-client.ts";
import type { BapiCall } from "./bapi-calls.ts";
import { postUnit } from "./unit-of-work.ts";

const error = (ID: string, NUMBER: string): RfcResult => ({ RETURN: { TYPE: "E", ID, NUMBER, MESSAGE: "no" } });
type Reply = RfcResult | Error;

const callOf = (order: string): BapiCall => ({
  command: { id: order, plant: "2010", kind: "release-order", order },
  name: `BAPI_${order}`,
  parameters: {},
  reference: order,
});

/** Answers by a function's name, in turn where a list is given; keeps what was called, session by session. */
function clientOf(replies: Readonly<Record<string, Reply | Reply[]>>): { rfc: RfcClient; sessions: string[][] } {
  const sessions: string[][] = [];
  const openSession = () => {
    const calls: string[] = [];
    sessions.push(calls);
    return {
      async call(name: string): Promise<RfcResult> {
        const short = name.replace(/^BAPI_(TRANSACTION_)?/, "");
        calls.push(short);
        const given = replies[short] ?? {};
        const reply = Array.isArray(given) ? (given.shift() ?? {}) : given;
        if (reply instanceof Error) throw reply;
        return reply as RfcResult;
      },
    };
  };
  const rfc = {
    openSession,
    call: () => assert.fail("a call apart commits nothing"),
    close: async () => undefined,
  } as unknown as RfcClient;
  return { rfc, sessions };
}

async function post(orders: readonly string[], replies: Readonly<Record<string, Reply | Reply[]>>) {
  const { rfc, sessions } = clientOf(replies);
  const alone: string[] = [];
  const calls = orders.map(callOf);
  const byCall = await postUnit(
    rfc,
    calls,
    async ({ reference }): Promise<Receipt> => {
      alone.push(reference);
      return { outcome: "APPLIED", reference, messages: [] };
    },
    AbortSignal.timeout(5_000),
  );
  const nameOf = (outcome: BatchOutcome | undefined): string => (outcome instanceof Error ? outcome.name : (outcome?.outcome ?? "NONE"));
  return { outcomes: calls.map((call) => nameOf(byCall.get(call))), sessions, alone };
}

describe("BAPIs in one unit of work", () => {
  it("are committed once, in the session that called them", async () => {
    assert.deepEqual(await post(["A", "B"], {}), { outcomes: ["APPLIED", "APPLIED"], sessions: [["A", "B", "COMMIT"]], alone: [] });
  });

  it("are rolled back by an error of one, and called again without all that were refused", async () => {
    const { outcomes, sessions } = await post(["A", "B", "C", "D"], { B: error("BS", "007"), D: error("CO", "017") });
    assert.deepEqual(outcomes, ["APPLIED", "REJECTED", "APPLIED", "REJECTED"]);
    assert.deepEqual(sessions, [
      ["A", "B", "C", "D", "ROLLBACK"],
      ["A", "C", "COMMIT"],
    ]);
  });

  it("go without what another user has open, which may be tried again", async () => {
    assert.deepEqual((await post(["A", "B"], { A: error("CO", "469") })).outcomes, ["SourceUnavailable", "APPLIED"]);
  });

  it("are surely not posted when the line breaks before the commit", async () => {
    const { outcomes, sessions } = await post(["A", "B", "C"], { B: new InDoubt("dead line") });
    assert.deepEqual([outcomes, sessions], [Array(3).fill("SourceUnavailable"), [["A", "B"]]]);
    const after = await post(["A", "B"], { A: error("BS", "007"), ROLLBACK: new InDoubt("dead line") });
    assert.deepEqual([after.outcomes, after.sessions.length], [["REJECTED", "SourceUnavailable"], 1]);
  });

  it("are all in doubt when the commit's answer is lost or cannot be read, and surely not posted when it was not sent", async () => {
    for (const [fault, outcome] of [
      [new InDoubt("dead line"), "InDoubt"],
      [new UnreadableReply("an error page"), "InDoubt"],
      [new SourceUnavailable("503"), "SourceUnavailable"],
    ] as const) {
      const { outcomes, sessions } = await post(["A", "B"], { COMMIT: fault });
      assert.deepEqual([outcomes, sessions.length], [[outcome, outcome], 1]);
    }
  });

  it("go each alone when the update of all of them is terminated", async () => {
    const { outcomes, alone } = await post(["A", "B"], { COMMIT: [error("S&", "150")] });
    assert.deepEqual(
      [outcomes, alone],
      [
        ["APPLIED", "APPLIED"],
        ["A", "B"],
      ],
    );
    assert.deepEqual((await post(["A"], { COMMIT: error("S&", "150") })).outcomes, ["REJECTED"]);
  });
});
