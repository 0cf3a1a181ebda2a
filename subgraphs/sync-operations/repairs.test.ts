import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import type { KeptException } from "#sync";
import { eventually } from "#test/eventually";
import { order, type PlantsUnderTest, planner, startPlants } from "../canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

const operator: Caller = { ...planner, subject: "olga", scopes: ["sync:read", "sync:operate"] };
const strangers: readonly Caller[] = [
  { ...operator, plants: ["2010"] },
  { ...operator, supplier: "100007" },
];
const eva: Caller = { ...planner, subject: "eva" };

describe("an operator", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  beforeEach(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
    under.tell(order("1010", "1000401", { state: "CREATED" }), order("1010", "1000402", { state: "CREATED" }));
    const isThere = (): boolean => under.sources.views.get("production-order", [{ plant: "1010", key: "1000402" }], planner)[0] !== null;
    await eventually(isThere, (there) => there);
  });
  afterEach(() => under[Symbol.asyncDispose]());

  const repair = async (field: string, input: object, selection: string, caller = operator): Promise<Answer["data"]> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code field message } } }`;
    return (await asking.dataOf("sync-operations", caller, text, { input }))[field];
  };
  const codesOf = ({ userErrors }: Answer["data"]): readonly string[] => userErrors.map(({ code }: { code: string }) => code);
  const release = async (number: string): Promise<{ command: string; run: string }> => {
    const text = `mutation { releaseProductionOrder(input: { plant: "1010", order: "${number}", idempotencyKey: "${number}" }) { commands { id } run { id } } }`;
    const { commands, run } = (await asking.dataOf("production-orders", eva, text)).releaseProductionOrder;
    return { command: commands[0].id, run: run.id };
  };
  const open = (): readonly KeptException[] => under.sources.process.exceptions.list({ states: ["OPEN"] });
  const refusedRelease = async (number = "1000401"): Promise<{ command: string; run: string; exception: string }> => {
    under.erp.refuse(1);
    const asked = await release(number);
    const [exception] = await eventually(open, (all) => all.length > 0);
    return { ...asked, exception: exception?.id ?? "" };
  };
  const released = (): readonly string[] => under.erp.done.flatMap((done) => (done.kind === "release-order" ? [done.order] : []));

  it("has a refused command tried again, once", async () => {
    const { command, exception } = await refusedRelease();
    for (const stranger of strangers) {
      assert.deepEqual(codesOf(await repair("retryCommand", { command }, "command { state }", stranger)), ["NOT_FOUND"]);
      const answer = await repair("discardException", { exception, reason: "no" }, "exception { state }", stranger);
      assert.deepEqual([answer.exception, codesOf(answer)], [null, ["NOT_FOUND"]]);
    }
    assert.deepEqual(codesOf(await repair("retryCommand", { command }, "command { state }")), []);
    await eventually(released, (orders) => orders.length === 1);
    await eventually(open, (all) => all.length === 0);
    const again = await repair("retryCommand", { command }, "command { state }");
    assert.deepEqual([again.command.state, codesOf(again)], ["ACKNOWLEDGED", ["NOT_POSSIBLE"]]);
    assert.deepEqual(again.userErrors[0].field, ["input", "command"]);
    const settled = under.sources.process.exceptions.find(exception);
    assert.deepEqual([settled?.state, settled?.resolvedBy], ["RESOLVED", "olga"]);
    assert.deepEqual(codesOf(await repair("retryCommand", { command: "nonsense" }, "command { state }")), ["NOT_FOUND"]);
  });

  it("gives up a command that waits behind another, and its reason is kept with it", async () => {
    const goOn = under.erp.pause();
    await release("1000401");
    const move = (priority: number): string =>
      `mutation { rescheduleProductionOrder(input: { plant: "1010", order: "1000401", priority: ${priority}, idempotencyKey: "p${priority}" }) { commands { id } } }`;
    const { commands } = (await asking.dataOf("production-orders", eva, move(2))).rescheduleProductionOrder;
    const { command, ...rest } = await repair(
      "cancelCommand",
      { command: commands[0].id, reason: "not needed" },
      "command { state messages { text } }",
    );
    assert.deepEqual([command, codesOf(rest)], [{ state: "CANCELLED", messages: [{ text: "olga: not needed" }] }, []]);
    goOn();
    await eventually(released, (orders) => orders.length === 1);
    assert.deepEqual(
      under.erp.done.map(({ kind }) => kind),
      ["release-order"],
    );
  });

  it("redrives the dead letters of a system or workflow, the earliest first, as many as asked for", async () => {
    const { outbox, exceptions } = under.sources.process;
    const goOn = under.erp.pause();
    const ids: string[] = [];
    // What waits behind a command that is under way is sent by nobody meanwhile.
    for (const number of ["1000401", "1000402"]) {
      await release(number);
      const text = `mutation { rescheduleProductionOrder(input: { plant: "1010", order: "${number}", priority: 1, idempotencyKey: "r${number}" }) { run { id } } }`;
      await asking.dataOf("production-orders", eva, text);
      const waiting = outbox.list({ lane: `1010/production-order/${number}`, states: ["PENDING"] })[0];
      assert.ok(waiting);
      const now = new Date().toISOString();
      outbox.record(waiting.command.id, { event: "CLAIMED" }, now);
      outbox.record(waiting.command.id, { event: "EXHAUSTED" }, now);
      const about = { plant: "1010", system: "s4-1010", key: number, workflow: "schedule-change", raw: null, traceparent: null };
      exceptions.raise({ kind: "DEAD_LETTER", ...about, text: "no", concerns: { command: waiting.command.id, run: waiting.run } });
      ids.push(waiting.command.id);
    }
    const listed = await asking.dataOf(
      "sync-operations",
      operator,
      "{ exceptions(filter: { kinds: [DEAD_LETTER] }) { nodes { actions } } }",
    );
    assert.deepEqual(listed.exceptions.nodes[0].actions, ["RETRY", "REDRIVE", "EDIT_AND_RESUBMIT", "DISCARD"]);
    const redrive = async (input: object, caller = operator): Promise<readonly string[]> =>
      (await repair("redriveDeadLetters", input, "commands { key }", caller)).commands.map(({ key }: { key: string }) => key);
    for (const stranger of strangers) assert.deepEqual(await redrive({}, stranger), []);
    assert.deepEqual(await redrive({ system: "ecc-2010" }), []);
    assert.deepEqual(await redrive({ workflow: "quality-hold" }), []);
    assert.deepEqual(await redrive({ system: "s4-1010", limit: 1 }), [ids[0]]);
    assert.deepEqual(await redrive({ workflow: "schedule-change" }), [ids[1]]);
    assert.deepEqual(await redrive({}), []);
    goOn();
    const carriedOut = (): readonly string[] => under.erp.done.flatMap(({ kind, id }) => (kind === "reschedule-order" ? [id] : []));
    await eventually(carriedOut, (done) => done.length === 2);
    const most = "mutation { redriveDeadLetters(input: { limit: 0 }) { commands { id } } }";
    assert.deepEqual(
      (await asking.ask("sync-operations", operator, most)).errors.map(({ code }) => code),
      ["BAD_USER_INPUT"],
    );
  });

  it("puts an exception aside, and what it is about is given up", async () => {
    const { command, exception } = await refusedRelease();
    const discard = (): Promise<Answer["data"]> =>
      repair(
        "discardException",
        { exception, reason: "made by hand" },
        "exception { state resolvedBy resolution actions command { state } }",
      );
    assert.deepEqual(await discard(), {
      exception: { state: "DISCARDED", resolvedBy: "olga", resolution: "made by hand", actions: [], command: { state: "CANCELLED" } },
      userErrors: [],
    });
    assert.deepEqual(codesOf(await discard()), ["NOT_POSSIBLE"]);
    assert.deepEqual(codesOf(await repair("retryCommand", { command }, "command { state }")), ["NOT_POSSIBLE"]);
  });

  it("settles a review by engineering, so that the order can be released, and nothing that only its cause can end", async () => {
    const { exceptions } = under.sources.process;
    const about = { plant: "1010", system: null, workflow: "engineering-change", raw: null, traceparent: null, concerns: {} };
    const exception = exceptions.raise({ ...about, kind: "ENGINEERING_REVIEW", key: "1000401", text: "look at it" });
    const ask = `mutation { releaseProductionOrder(input: { plant: "1010", order: "1000401", idempotencyKey: "early" }) { userErrors { code } } }`;
    assert.deepEqual(codesOf((await asking.dataOf("production-orders", eva, ask)).releaseProductionOrder), ["HELD_FOR_REVIEW"]);
    const shown = await asking.dataOf("sync-operations", operator, `{ exception(id: "${exception}") { actions } }`);
    assert.deepEqual(shown.exception.actions, ["RESOLVE", "DISCARD"]);
    const resolve = (id: string, caller = operator): Promise<Answer["data"]> =>
      repair("resolveException", { exception: id, reason: "drawing checked" }, "exception { state resolvedBy resolution actions }", caller);
    for (const stranger of strangers) assert.deepEqual(codesOf(await resolve(exception, stranger)), ["NOT_FOUND"]);
    assert.deepEqual(await resolve(exception), {
      exception: { state: "RESOLVED", resolvedBy: "olga", resolution: "drawing checked", actions: [] },
      userErrors: [],
    });
    assert.deepEqual(codesOf(await resolve(exception)), ["NOT_POSSIBLE"]);
    await release("1000401");
    await eventually(released, (orders) => orders.length === 1);
    const refusal = await refusedRelease("1000402");
    assert.deepEqual(codesOf(await resolve(refusal.exception)), ["NOT_POSSIBLE"]);
  });

  it("asks anew with other data in place of a refused command, all or nothing, and the old one says what took its place", async () => {
    const { exception, command } = await refusedRelease();
    const resubmit = (data: string, idempotencyKey: string, caller = operator): Promise<Answer["data"]> =>
      repair(
        "editAndResubmit",
        { exception, data, idempotencyKey },
        "run { id workflow startedBy } exception { state resolution }",
        caller,
      );
    for (const stranger of strangers) assert.deepEqual(codesOf(await resubmit('{ "order": "1000402" }', "x", stranger)), ["NOT_FOUND"]);
    for (const [data, code] of [
      ["{", "INVALID"],
      ['{ "order": "1", "order": "2" }', "INVALID"],
      ["{}", "INVALID"],
      ['{ "order": "1000123" }', "REFUSED"],
    ] as const) {
      const answer = await resubmit(data, code);
      assert.deepEqual([codesOf(answer), answer.run, answer.exception.state], [[code], null, "OPEN"], data);
      assert.deepEqual(answer.userErrors[0].field, ["input", "data"]);
    }
    const answer = await resubmit('{ "order": "1000402" }', "edited");
    assert.deepEqual([codesOf(answer), answer.run.workflow, answer.run.startedBy], [[], "order-release", "olga"]);
    const key = Buffer.from(answer.run.id, "base64url").toString().split("/")[1];
    assert.deepEqual(answer.exception, { state: "DISCARDED", resolution: `resubmitted with other data as run ${key}` });
    await eventually(released, (orders) => orders.length === 1);
    assert.deepEqual(released(), ["1000402"]);
    assert.deepEqual(await resubmit('{ "order": "1000402" }', "edited"), answer, "the same again is the same");
    assert.deepEqual(codesOf(await resubmit('{ "order": "1000401" }', "edited")), ["IDEMPOTENCY_CONFLICT"]);
    assert.deepEqual(codesOf(await resubmit('{ "order": "1000401" }', "once more")), ["NOT_POSSIBLE"]);
    const old = await asking.dataOf("sync-operations", operator, `{ command(id: "${command}") { state messages { text } } }`);
    assert.deepEqual([old.command.state, old.command.messages[0].text], ["CANCELLED", `olga: resubmitted with other data as run ${key}`]);
  });

  it("has a workflow decide again on an event that its rule refused", async () => {
    const { inbox, runs } = under.sources.process;
    const event = {
      id: "e1",
      source: "/systems/aps",
      plant: "1010",
      key: "1000403",
      time: null,
      sequence: null,
      traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
    };
    const told = { ...event, type: "andon.order.release-requested" as const, data: { order: "1000403" } };
    inbox.append([{ event: told, raw: "{}", receivedAt: new Date().toISOString(), sender: "aps" }]);
    const [exception] = await eventually(open, (all) => all.length === 1);
    const id = exception?.id ?? "";
    const shown = await asking.dataOf("sync-operations", operator, `{ exception(id: "${id}") { kind actions traceId } }`);
    assert.deepEqual(shown.exception, {
      kind: "BUSINESS_REJECTION",
      actions: ["RETAKE", "EDIT_AND_RESUBMIT", "DISCARD"],
      traceId: "a".repeat(32),
    });
    const refusedAgain = await repair("retakeEvent", { exception: id }, "run { state refusal }");
    assert.deepEqual([codesOf(refusedAgain), refusedAgain.run.state], [[], "REFUSED"]);
    assert.match(refusedAgain.run.refusal, /1000403 is not known/);
    assert.equal(open().length, 1, "it is raised again");
    under.tell(order("1010", "1000403", { state: "CREATED" }));
    const there = (): boolean => under.sources.views.get("production-order", [{ plant: "1010", key: "1000403" }], planner)[0] !== null;
    await eventually(there, (isThere) => isThere);
    for (const stranger of strangers)
      assert.deepEqual(codesOf(await repair("retakeEvent", { exception: id }, "run { id }", stranger)), ["NOT_FOUND"]);
    const taken = await repair("retakeEvent", { exception: id }, "run { id key }");
    assert.deepEqual([codesOf(taken), taken.run.key], [[], "1000403"]);
    await eventually(released, (orders) => orders.includes("1000403"));
    assert.deepEqual(codesOf(await repair("retakeEvent", { exception: id }, "run { id }")), ["NOT_POSSIBLE"]);
    assert.ok(runs.list({})[0]?.hadHelp);
  });

  it("has messages translated again, and is told of those that still cannot be", async () => {
    const asked: (readonly string[] | null)[] = [];
    const replaying = askSubgraphs({
      ...under.sources,
      replay: async (ids) => {
        asked.push(ids);
        return (ids ?? []).map((id) => ({
          id,
          failure: id === "f1" ? null : { code: "UNKNOWN_UNIT", text: "unit XX is not mapped" },
        })) as never;
      },
    });
    const about = {
      kind: "MAPPING_FAILURE",
      plant: "1010",
      system: "s4-1010",
      key: null,
      workflow: null,
      text: "?",
      raw: "<IDOC/>",
      traceparent: null,
    } as const;
    const ids = ["f1", "f2"].map((failure) => under.sources.process.exceptions.raise({ ...about, concerns: { failure } }));
    const replay = async (exceptions: readonly string[], caller = operator): Promise<Answer["data"]> => {
      const text =
        "mutation ($input: ReplayMappingFailuresInput!) { replayMappingFailures(input: $input) { translated userErrors { code message } } }";
      return (await replaying.dataOf("sync-operations", caller, text, { input: { exceptions } })).replayMappingFailures;
    };
    for (const stranger of strangers) assert.deepEqual(codesOf(await replay(ids, stranger)), ["NOT_FOUND"]);
    assert.deepEqual(codesOf(await replay([...ids, "nonsense"])), ["NOT_FOUND"]);
    assert.deepEqual(asked, []);
    assert.deepEqual(await replay(ids), {
      translated: 1,
      userErrors: [{ code: "NOT_TRANSLATED", message: "unit XX is not mapped; add what is missing to the mapping" }],
    });
    assert.deepEqual(asked, [["f1", "f2"]]);
    assert.deepEqual(codesOf(await repair("discardException", { exception: ids[0], reason: "no" }, "exception { actions }")), [
      "NOT_POSSIBLE",
    ]);
  });

  it("repairs nothing by the id of something else", async () => {
    const wrong = idOf("WorkflowRun", "1010/ABC");
    assert.deepEqual(codesOf(await repair("retryCommand", { command: wrong }, "command { id }")), ["NOT_FOUND"]);
    assert.deepEqual(codesOf(await repair("retakeEvent", { exception: wrong }, "run { id }")), ["NOT_FOUND"]);
  });
});
