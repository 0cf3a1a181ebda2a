import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { openStates } from "#sync";
import { eventually } from "#test/eventually";
import { order, type PlantsUnderTest, plannerOf1010, startPlants, supplier100007 } from "../canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

const step = { number: "0010", workCenter: "MILL-01", text: null, state: "RELEASED", planned: null } as const;
const operations = [{ ...step, yield: null, scrap: null, start: null, end: null }];
const planner: Caller = { ...plannerOf1010, subject: "eva", scopes: ["production-order:read", "production-order:write"] };

const payload = "{ productionOrder { number } commands { id } run { id } userErrors { code message field } }";
const rescheduling = `mutation ($input: RescheduleProductionOrderInput!) { outcome: rescheduleProductionOrder(input: $input) ${payload} }`;
const releasing = `mutation ($input: ReleaseProductionOrderInput!) { outcome: releaseProductionOrder(input: $input) ${payload} }`;
const confirming = `mutation ($input: ConfirmOperationInput!) { outcome: confirmOperation(input: $input) ${payload} }`;

describe("an order", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
    under.tell(order("1010", "1000200", { state: "CREATED" }), order("1010", "1000201", { state: "IN_PROGRESS", operations }));
    const isThere = (): boolean => under.sources.views.get("production-order", [{ plant: "1010", key: "1000201" }], planner)[0] !== null;
    await eventually(isThere, (there) => there);
  });
  after(() => under[Symbol.asyncDispose]());

  const ask = async (text: string, input: object, caller = planner): Promise<Answer["data"]> =>
    (await asking.dataOf("production-orders", caller, text, { input: { plant: "1010", ...input } })).outcome;
  const move = (input: object, caller = planner): Promise<Answer["data"]> => ask(rescheduling, { order: "1000123", ...input }, caller);
  const syncOf = async (number: string, caller = planner): Promise<Answer["data"]> => {
    const selection = "sync { state since commands { id } }";
    return (await asking.entities("production-orders", caller, "ProductionOrder", [idOf("ProductionOrder", `1010/${number}`)], selection))
      .data._entities[0].sync;
  };
  const codesOf = ({ userErrors }: Answer["data"]): readonly string[] => userErrors.map(({ code }: { code: string }) => code);

  it("is moved: the ERP is told once, however often it is asked for, and the order says so until it is done", async () => {
    const goOn = under.erp.pause();
    assert.deepEqual(await syncOf("1000123"), { state: "IN_SYNC", since: null, commands: [] });
    const input = { basicStart: "2099-12-01T06:00:00+01:00", basicEnd: "2099-12-02T06:00:00+01:00", priority: 1, idempotencyKey: "move 1" };
    const first = await move(input);
    assert.deepEqual([first.userErrors, first.productionOrder, first.commands.length], [[], { number: "1000123" }, 1]);
    assert.ok(first.run.id);
    const sync = await syncOf("1000123");
    assert.deepEqual([sync.state, sync.commands], ["PENDING", first.commands]);
    goOn();
    await eventually(
      () => syncOf("1000123"),
      ({ state }) => state === "IN_SYNC",
    );
    const again = await move(input);
    assert.deepEqual([again.userErrors, again.run], [[], first.run]);
    assert.deepEqual(
      under.erp.done.map(({ kind, plant }) => [kind, plant]),
      [["reschedule-order", "1010"]],
    );
    assert.deepEqual(under.erp.done[0], {
      kind: "reschedule-order",
      order: "1000123",
      basicStart: input.basicStart,
      basicEnd: input.basicEnd,
      priority: 1,
      plant: "1010",
      id: under.erp.done[0]?.id,
    });
  });

  it("is not moved by a key that was used for something else, and keys are their caller's own", async () => {
    const key = { idempotencyKey: "move 2" };
    assert.deepEqual(codesOf(await move({ priority: 3, ...key })), []);
    assert.deepEqual((await move({ priority: 4, ...key })).userErrors, [
      {
        code: "IDEMPOTENCY_CONFLICT",
        message: "you have used this key for something else; give a new one, or the same input again",
        field: ["input", "idempotencyKey"],
      },
    ]);
    assert.deepEqual(codesOf(await move({ priority: 5, ...key }, { ...planner, subject: "max" })), []);
    assert.deepEqual(codesOf(await move({ priority: 6, ...key }, { ...planner, issuer: "https://another" })), []);
    assert.deepEqual(codesOf(await move({ priority: 6, idempotencyKey: "" })), ["INVALID"]);
  });

  it("is refused by rule, naming the field of the input", async () => {
    const refused = [
      [{ order: "9", priority: 1 }, "NOT_FOUND", ["input", "order"]],
      [{ basicStart: "2099-12-05T06:00:00+01:00", basicEnd: "2099-12-04T06:00:00+01:00" }, "WRONG_STATE", ["input", "basicEnd"]],
      [{}, "NOTHING_TO_DO", ["input"]],
      [{ priority: 12 }, "INVALID", ["input", "priority"]],
    ] as const;
    for (const [index, [input, code, field]] of refused.entries()) {
      const { userErrors, commands, run } = await move({ ...input, idempotencyKey: `refused ${index}` });
      assert.deepEqual([userErrors[0].code, userErrors[0].field], [code, field], userErrors[0].message);
      assert.deepEqual([commands, run], [[], null]);
    }
  });

  it("is not there for who may not see its plant, and for suppliers", async () => {
    const ofToledo: Caller = { ...planner, plants: ["2010"] };
    for (const caller of [ofToledo, { ...planner, ...supplier100007 }]) {
      const known = await move({ priority: 7, idempotencyKey: "foreign" }, caller);
      const unknown = await move({ plant: "9999", priority: 7, idempotencyKey: "foreign" }, caller);
      assert.deepEqual([codesOf(known), known.productionOrder], [["NOT_FOUND"], null]);
      assert.equal(known.userErrors[0].message.replace("1010", "9999"), unknown.userErrors[0].message);
    }
    assert.ok(under.sources.process.outbox.list({}).every(({ command }) => !("priority" in command) || command.priority !== 7));
  });

  it("is released when it may be, and says that the ERP refused", async () => {
    assert.deepEqual(codesOf(await ask(releasing, { order: "1000123", idempotencyKey: "release 1" })), ["WRONG_STATE"]);
    // What was asked for before must not be what the ERP refuses.
    await eventually(
      () => under.sources.process.outbox.list({ states: openStates }).length,
      (open) => open === 0,
    );
    under.erp.refuse(1);
    const { commands } = await ask(releasing, { order: "0001000200", idempotencyKey: "release 2" });
    assert.equal(commands.length, 1);
    const sync = await eventually(
      () => syncOf("1000200"),
      ({ state }) => state === "FAILED",
    );
    assert.deepEqual(sync.commands, commands);
    assert.deepEqual(codesOf(await ask(releasing, { order: "1000200", idempotencyKey: "release 3" })), []);
    const later = await eventually(
      () => syncOf("1000200"),
      ({ state }) => state === "IN_SYNC",
    );
    assert.deepEqual(later, { state: "IN_SYNC", since: null, commands: [] });
  });

  it("has its operations confirmed in its own unit", async () => {
    const made = { order: "1000201", operation: "0010", final: false, finishedAt: "2026-11-20T10:00:00+01:00" };
    const pieces = (value: string): object => ({ value, unit: "H87" });
    for (const [index, [input, code, field]] of [
      [{ yield: { value: "1", unit: "KGM" } }, "UNIT_MISMATCH", ["input", "yield", "unit"]],
      [{ yield: { value: "1", unit: "ZZ" } }, "INVALID", ["input", "yield", "unit"]],
      [{ yield: pieces("-1") }, "INVALID", ["input", "yield", "value"]],
      [{ yield: pieces("1"), operation: "0099" }, "NOT_FOUND", ["input", "operation"]],
    ].entries() as ArrayIterator<[number, [object, string, readonly string[]]]>) {
      const { userErrors } = await ask(confirming, { ...made, ...input, idempotencyKey: `wrong ${index}` });
      assert.deepEqual([userErrors[0].code, userErrors[0].field], [code, field], userErrors[0].message);
    }
    const { userErrors } = await ask(confirming, { ...made, yield: pieces("12.5"), scrap: pieces("1"), idempotencyKey: "right" });
    assert.deepEqual(userErrors, []);
    const posted = await eventually(
      () => under.erp.done.find(({ kind }) => kind === "confirm-operation"),
      (command) => command !== undefined,
    );
    assert.deepEqual(posted?.kind === "confirm-operation" && [posted.yield, posted.scrap, posted.unit], ["12.5", "1", "H87"]);
  });
});
