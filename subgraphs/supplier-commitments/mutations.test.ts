import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { eventually } from "#test/eventually";
import { commitment, type PlantsUnderTest, plannerOf1010, startPlants, supplier100007 } from "../canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

const scopes = ["supplier-commitment:read", "supplier-commitment:write"];
const buyer: Caller = { ...plannerOf1010, subject: "bea", scopes };
const seidel: Caller = { ...supplier100007, subject: "sid", scopes };
const requested = { date: "2099-06-01", quantity: { value: "50", unit: "H87", sourceUnit: "ST" } };

const confirming = `mutation ($input: ConfirmSupplierCommitmentInput!) { confirmSupplierCommitment(input: $input) {
  supplierCommitment { purchaseOrder scheduleLine } commands { id } run { id } userErrors { code message field } } }`;

describe("a supplier's commitment", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
    under.tell(...["1", "2", "3"].map((line) => commitment("1010", `4500000050/10/${line}`, "100007", "4711", { requested })));
    const key = { plant: "1010", key: "4500000050/10/3" };
    await eventually(
      () => under.sources.views.get("supplier-commitment", [key], buyer)[0],
      (line) => line != null,
    );
  });
  after(() => under[Symbol.asyncDispose]());

  let asked = 0;
  const commit = async (input: object, caller: Caller): Promise<Answer["data"]> => {
    asked += 1;
    const line = { plant: "1010", purchaseOrder: "4500000050", item: "00010", scheduleLine: "0001", date: "2099-06-02" };
    const all = { ...line, quantity: { value: "50", unit: "H87" }, idempotencyKey: `ask ${asked}`, ...input };
    return (await asking.dataOf("supplier-commitments", caller, confirming, { input: all })).confirmSupplierCommitment;
  };
  const syncOf = async (line: string, caller: Caller): Promise<Answer["data"]> => {
    const ids = [idOf("SupplierCommitment", `1010/4500000050/10/${line}`)];
    const { data } = await asking.entities("supplier-commitments", caller, "SupplierCommitment", ids, "sync { state commands { id } }");
    return data._entities[0].sync;
  };

  it("reaches the ERP, and only its own delivery says that it is on its way", async () => {
    const goOn = under.erp.pause();
    const { supplierCommitment, commands, run, userErrors } = await commit({}, seidel);
    assert.deepEqual([supplierCommitment, userErrors], [{ purchaseOrder: "4500000050", scheduleLine: "1" }, []]);
    assert.ok(run.id);
    assert.deepEqual(await syncOf("1", seidel), { state: "PENDING", commands });
    assert.deepEqual(await syncOf("2", seidel), { state: "IN_SYNC", commands: [] });
    goOn();
    const [posted] = await eventually(
      () => under.erp.done,
      (done) => done.length > 0,
    );
    assert.deepEqual(posted?.kind === "confirm-supplier-date" && [posted.scheduleLine, posted.date, posted.quantity], [
      "1",
      "2099-06-02",
      "50",
    ]);
  });

  it("may be made by procurement on a supplier's behalf, and the supplier does not follow what others asked for", async () => {
    const goOn = under.erp.pause();
    const { commands, userErrors } = await commit({ scheduleLine: "2" }, buyer);
    assert.deepEqual([commands.length, userErrors], [1, []]);
    assert.deepEqual(await syncOf("2", buyer), { state: "PENDING", commands });
    assert.deepEqual(await syncOf("2", seidel), { state: "PENDING", commands: [] });
    goOn();
  });

  it("is refused for a foreign line in the same words as for none, in whichever plant", async () => {
    const foreign = [
      await commit({ purchaseOrder: "4500000018" }, seidel),
      await commit({ purchaseOrder: "4500000018" }, { ...seidel, supplier: "100009" }),
      await commit({}, { ...seidel, supplier: "100001" }),
      await commit({}, { ...buyer, plants: ["2010"] }),
      await commit({ plant: "2010", purchaseOrder: "4500000099" }, buyer),
      await commit({ purchaseOrder: "4599999999" }, seidel),
    ];
    const forms = foreign.map(({ userErrors: [{ code, message, field }], supplierCommitment }) => {
      return [code, message.replace(/\d{5,}/g, "N").replace(/\d010/, "P"), field, supplierCommitment];
    });
    for (const form of forms)
      assert.deepEqual(form, ["NOT_FOUND", "there is no line N/10/1 in plant P that you may see", ["input", "purchaseOrder"], null]);
  });

  it("is held to the line's unit, quantity and to days that are to come", async () => {
    const quantity = { value: "50", unit: "H87" };
    for (const [input, code, field] of [
      [{ date: "2020-01-01" }, "DATE_IN_THE_PAST", ["input", "date"]],
      [{ quantity: { ...quantity, value: "51" } }, "QUANTITY_TOO_LARGE", ["input", "quantity", "value"]],
      [{ quantity: { ...quantity, unit: "KGM" } }, "UNIT_MISMATCH", ["input", "quantity", "unit"]],
      [{ quantity: { ...quantity, value: "1.0000000" } }, "INVALID", ["input", "quantity", "value"]],
    ] as const) {
      const { userErrors } = await commit(input, seidel);
      assert.deepEqual([userErrors[0].code, userErrors[0].field], [code, field], userErrors[0].message);
    }
  });

  it("waits for procurement when the day slips too far: the supplier cannot allow it itself, nor one without the scope", async () => {
    const { run } = await commit({ scheduleLine: "3", date: "2099-07-01" }, seidel);
    const decide = async (field: string, input: object, caller: Caller): Promise<Answer["data"]> => {
      const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
      const text = `mutation ($input: ${type}!) { ${field}(input: $input) { run { state steps { name state approval { scope } } } userErrors { code } } }`;
      return (await asking.dataOf("sync-operations", caller, text, { input: { run: run.id, step: "confirm-date", ...input } }))[field];
    };
    assert.deepEqual(await decide("approveStep", {}, seidel), { run: null, userErrors: [{ code: "NOT_FOUND" }] });
    assert.deepEqual(await decide("approveStep", {}, { ...buyer, plants: ["2010"] }), { run: null, userErrors: [{ code: "NOT_FOUND" }] });
    const operator = { ...buyer, scopes: ["sync:read", "sync:operate"] };
    assert.deepEqual((await decide("approveStep", {}, operator)).userErrors, [{ code: "MISSING_SCOPE" }]);
    assert.deepEqual((await decide("approveStep", { step: "answer-supplier" }, buyer)).userErrors, [{ code: "NOT_POSSIBLE" }]);
    assert.deepEqual((await decide("approveStep", { step: "none" }, buyer)).userErrors, [{ code: "NOT_FOUND" }]);
    const waiting = await asking.dataOf(
      "sync-operations",
      { ...buyer, scopes: [...scopes, "sync:read"] },
      "{ exceptions(filter: { kinds: [APPROVAL_NEEDED], states: [OPEN] }) { nodes { actions step run { id } text } } }",
    );
    assert.deepEqual(waiting.exceptions.nodes[0].actions, ["APPROVE", "DECLINE"]);
    assert.deepEqual([waiting.exceptions.nodes[0].step, waiting.exceptions.nodes[0].run], ["confirm-date", { id: run.id }]);
    const approved = await decide("approveStep", {}, buyer);
    assert.deepEqual(approved.userErrors, []);
    assert.deepEqual(approved.run.steps.find(({ name }: { name: string }) => name === "confirm-date").approval, {
      scope: "supplier-commitment:write",
    });
    assert.deepEqual((await decide("declineStep", { reason: "late" }, buyer)).userErrors, [{ code: "NOT_POSSIBLE" }]);
    await eventually(
      () => under.erp.done.some((done) => done.kind === "confirm-supplier-date" && done.date === "2099-07-01"),
      (isPosted) => isPosted,
    );
  });

  it("that is declined reaches no ERP", async () => {
    const { run } = await commit({ scheduleLine: "3", date: "2099-08-01" }, seidel);
    const text = `mutation { declineStep(input: { run: "${run.id}", step: "confirm-date", reason: "too late" }) { run { state } userErrors { code } } }`;
    const { declineStep } = await asking.dataOf("sync-operations", buyer, text);
    assert.deepEqual(declineStep.userErrors, []);
    assert.ok(under.sources.process.outbox.list({}).every(({ command }) => !("date" in command) || command.date !== "2099-08-01"));
  });
});
