import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { eventually } from "#test/eventually";
import { type PlantsUnderTest, plannerOf1010, startPlants, supplier100007 } from "../canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

const scopes = ["quality-disposition:read", "quality-disposition:write"];
const laboratory: Caller = { ...plannerOf1010, subject: "lea", scopes };

describe("what quality decides", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
  });
  after(() => under[Symbol.asyncDispose]());

  const ask = async (field: string, input: object, caller = laboratory): Promise<Answer["data"]> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const entity = field === "recordUsageDecision" ? "inspectionLot { number }" : "batch { number }";
    const text = `mutation ($input: ${type}!) { outcome: ${field}(input: $input) { ${entity} commands { id } run { id } userErrors { code field } } }`;
    return (await asking.dataOf("quality-disposition", caller, text, { input: { plant: "1010", ...input } })).outcome;
  };
  const hold = (input: object, caller?: Caller): Promise<Answer["data"]> =>
    ask("placeQualityHold", { material: "4711", batch: "C1", reason: "cracks", ...input }, caller);
  const kindsDone = (): readonly string[] => under.erp.done.map(({ kind }) => kind);

  it("holds a batch in the ERP and in the warehouse, once for each request", async () => {
    const first = await hold({ idempotencyKey: "hold 1" });
    assert.deepEqual([first.batch, first.commands.length, first.userErrors], [{ number: "C1" }, 2, []]);
    await eventually(kindsDone, (kinds) => kinds.includes("hold-stock"));
    const again = await hold({ idempotencyKey: "hold 1" });
    assert.deepEqual([again.run, again.userErrors], [first.run, []]);
    assert.deepEqual(kindsDone(), ["hold-stock"]);
    assert.deepEqual((await hold({ idempotencyKey: "hold 1", reason: "scratches" })).userErrors, [
      { code: "IDEMPOTENCY_CONFLICT", field: ["input", "idempotencyKey"] },
    ]);
  });

  it("lifts a hold, of what is blocked", async () => {
    const { commands } = await ask("liftQualityHold", { material: "8000", batch: "B1", reason: "looked again", idempotencyKey: "lift" });
    assert.equal(commands.length, 1);
    const id = [idOf("QualityDisposition", "1010/8000/B1")];
    const { data } = await asking.entities("quality-disposition", laboratory, "QualityDisposition", id, "sync { state }");
    assert.ok(["PENDING", "IN_SYNC"].includes(data._entities[0].sync.state));
    await eventually(kindsDone, (kinds) => kinds.includes("free-stock"));
  });

  it("records a usage decision", async () => {
    under.erp.refuse(1);
    const { inspectionLot, userErrors } = await ask("recordUsageDecision", {
      inspectionLot: "10000001",
      decision: "ACCEPTED",
      idempotencyKey: "lot 1",
    });
    assert.deepEqual([inspectionLot, userErrors], [{ number: "10000001" }, []]);
    const id = [idOf("InspectionLot", "1010/10000001")];
    const selection = "sync { state commands { id } }";
    const sync = await eventually(
      async () => (await asking.entities("quality-disposition", laboratory, "InspectionLot", id, selection)).data._entities[0].sync,
      ({ state }) => state === "FAILED",
    );
    assert.equal(sync.commands.length, 1);
  });

  it("refuses what is not there, what is so already, and who may not see it", async () => {
    const codes = async (answer: Promise<Answer["data"]>): Promise<unknown> => (await answer).userErrors;
    assert.deepEqual(await codes(hold({ batch: "C9", idempotencyKey: "1" })), [{ code: "NOT_FOUND", field: ["input", "batch"] }]);
    assert.deepEqual(await codes(hold({ material: "8000", batch: "B1", idempotencyKey: "2" })), [
      { code: "NOTHING_TO_DO", field: ["input", "batch"] },
    ]);
    assert.deepEqual(await codes(hold({ reason: "", idempotencyKey: "3" })), [{ code: "INVALID", field: ["input", "reason"] }]);
    for (const caller of [
      { ...laboratory, plants: ["2010"] },
      { ...supplier100007, scopes },
    ]) {
      const answer = await hold({ idempotencyKey: "4" }, caller);
      assert.deepEqual([answer.batch, answer.commands, answer.userErrors], [null, [], [{ code: "NOT_FOUND", field: ["input", "plant"] }]]);
    }
  });
});
