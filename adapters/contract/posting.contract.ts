/** What an adapter posts: each kind of command, what the ERP refuses, and an answer that is lost. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { it } from "node:test";
import type { Posting } from "#schema/canonical/command.ts";
import type { SupplierCommitment } from "#schema/canonical/entities.generated.ts";
import { bodies } from "../following.contract.ts";
import { InDoubt } from "../port.ts";
import type { ContractOptions } from "./options.contract.ts";
import { type Stage, signal } from "./stage.contract.ts";

/** Unlike any other, so that a document of an earlier run is never taken for this one's. */
export const envelope = (plant: string): { id: string; plant: string } => ({
  id: `T-${randomBytes(6).toString("hex").toUpperCase()}`,
  plant,
});

const instant = (moment: string | null): number => Date.parse(moment ?? "");

export function testPosting(stage: Stage, options: ContractOptions): void {
  const { withinMs } = stage;
  it("release-order releases the order", async () => {
    const { number } = stage.orderIn("CREATED");
    const command: Posting = { ...envelope(stage.plant), kind: "release-order", order: number };
    assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
    await stage.post(command);
    assert.equal((await stage.fetchOne("production-order", number)).state, "RELEASED");
    const isReleased = () =>
      bodies("production-order", stage.told()).some((order) => order.number === number && order.state === "RELEASED");
    await stage.reading.until("the released order", isReleased, withinMs);
  });

  it("reschedule-order moves the order", async () => {
    const { number } = stage.orderIn("CREATED");
    const priority = options.hasPriority === false ? null : 1;
    const dates = { basicStart: "2027-03-01T14:00:00Z", basicEnd: "2027-03-04T16:30:00Z" };
    const command: Posting = { ...envelope(stage.plant), kind: "reschedule-order", order: number, ...dates, priority };
    assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
    await stage.post(command);
    const order = await stage.fetchOne("production-order", number);
    assert.deepEqual([order.basicStart, order.basicEnd].map(instant), [dates.basicStart, dates.basicEnd].map(instant));
    if (priority !== null) assert.equal(order.priority, priority);
  });

  it("confirm-supplier-date confirms the line", async () => {
    const isOpen = ({ state, received }: SupplierCommitment): boolean => state === "UNCONFIRMED" && Number(received?.value ?? 0) === 0;
    const line = bodies("supplier-commitment", stage.told()).find(isOpen);
    assert.ok(line, "the plant has no unconfirmed line");
    const { purchaseOrder, item, scheduleLine, requested } = line;
    const { value: quantity, unit } = requested.quantity;
    const place = { purchaseOrder, item, scheduleLine };
    const command: Posting = { ...envelope(stage.plant), kind: "confirm-supplier-date", ...place, date: "2027-06-01", quantity, unit };
    assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
    await stage.post(command);
    const confirmed = await stage.fetchOne("supplier-commitment", `${purchaseOrder}/${item}/${scheduleLine}`);
    assert.deepEqual(
      confirmed.confirmations.map((each) => [each.date, each.quantity.value]),
      [["2027-06-01", quantity]],
    );
    assert.equal(confirmed.state, "CONFIRMED_WITH_CHANGES");
  });

  it("hold-stock blocks a batch, free-stock frees it", async () => {
    const { material, batch, location, value: quantity, unit } = stage.freeBatch();
    const move = (kind: "hold-stock" | "free-stock"): Posting => ({
      ...envelope(stage.plant),
      kind,
      material,
      batch,
      location,
      quantity,
      unit,
    });
    await stage.post(move("hold-stock"));
    assert.deepEqual(
      [await stage.quantityOf(material, batch, "BLOCKED"), await stage.quantityOf(material, batch, "UNRESTRICTED")],
      [quantity, "0"],
    );
    await stage.post(move("free-stock"));
    assert.deepEqual(
      [await stage.quantityOf(material, batch, "BLOCKED"), await stage.quantityOf(material, batch, "UNRESTRICTED")],
      ["0", quantity],
    );
  });

  it("confirm-operation confirms what was made, and the same confirmation once", async () => {
    const { number, operations, planned } = stage.orderIn("RELEASED");
    const [operation] = operations;
    assert.ok(operation, "the order has no operation");
    const done = { yield: "2", scrap: "0", unit: planned.unit, isFinal: false };
    const command: Posting = { ...envelope(stage.plant), kind: "confirm-operation", order: number, operation: operation.number, ...done };
    assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
    await stage.post(command);
    await stage.post(command);
    const after = await stage.fetchOne("production-order", number);
    const confirmed = after.operations.find((each) => each.number === operation.number)?.yield?.value;
    assert.equal(Number(confirmed), Number(operation.yield?.value ?? 0) + 2);
    assert.equal(after.state, "IN_PROGRESS");
  });

  it("record-usage-decision decides a lot, once", async () => {
    const pending = bodies("inspection-lot", stage.told()).filter(({ disposition }) => disposition === "PENDING");
    const [accepted, refused] = pending;
    assert.ok(accepted && refused, "the plant has too few lots to decide");
    for (const [{ number: inspectionLot }, decision] of [
      [accepted, "ACCEPTED"],
      [refused, "REJECTED"],
    ] as const) {
      const command: Posting = { ...envelope(stage.plant), kind: "record-usage-decision", inspectionLot, decision };
      assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
      await stage.post(command);
      assert.equal((await stage.fetchOne("inspection-lot", inspectionLot)).disposition, decision);
    }
    const other: Posting = {
      ...envelope(stage.plant),
      kind: "record-usage-decision",
      inspectionLot: accepted.number,
      decision: "REJECTED",
    };
    assert.equal((await stage.adapter.execute(other, signal())).outcome, "REJECTED");
  });

  it("what the ERP refuses is rejected with the ERP's code", async () => {
    const command: Posting = {
      ...envelope(stage.plant),
      kind: "release-order",
      order: stage.orderIn(options.refusedIn ?? "CLOSED").number,
    };
    const receipt = await stage.adapter.execute(command, signal());
    if (receipt.outcome === "PENDING") {
      const settlement = await stage.settled(command);
      assert.equal(settlement.outcome, "REJECTED");
      return;
    }
    assert.equal(receipt.outcome, "REJECTED");
    const [error] = receipt.messages.filter(({ severity }) => severity === "ERROR");
    assert.ok(error && error.code.length > 0 && error.text.length > 0);
  });

  const { lostAnswer } = options;
  if (lostAnswer) {
    it("a lost answer leaves the posting in doubt; it settles, and is not posted again", async () => {
      const { material, batch, location, value: whole, unit } = stage.freeBatch();
      const quantity = options.partOfBatch === null ? whole : (options.partOfBatch ?? "1");
      const command: Posting = { ...envelope(stage.plant), kind: "hold-stock", material, batch, location, quantity, unit };
      await stage.system.fault(lostAnswer);
      await assert.rejects(stage.adapter.execute(command, signal()), InDoubt);
      assert.deepEqual(await stage.settled(command), { outcome: "APPLIED" });
      await stage.post(command);
      assert.equal(await stage.quantityOf(material, batch, "BLOCKED"), quantity, "posted once");
    });
  }
}
