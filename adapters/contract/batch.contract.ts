/** Commands that go together: each is done, refused or in doubt for itself, and none is done twice. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { type BatchOutcome, type BatchPosting, InDoubt, SourceUnavailable } from "../port.ts";
import type { ContractOptions } from "./options.contract.ts";
import { envelope } from "./posting.contract.ts";
import { type Stage, signal } from "./stage.contract.ts";

export function testBatch(stage: Stage, options: ContractOptions): void {
  const batch = (): BatchPosting<Posting> => {
    const { batch: offered } = stage.adapter;
    assert.ok(offered, "the adapter posts one by one");
    return offered;
  };
  const release = (order: string): Posting => ({ ...envelope(stage.plant), kind: "release-order", order });
  const created = (count: number): string[] => Array.from({ length: count }, () => stage.orderIn("CREATED").number);
  const stateOf = async (order: string): Promise<string> => (await stage.fetchOne("production-order", order)).state;

  it("a batch posts all of it, of whatever kind, and one outcome tells of each", async () => {
    const [one = "", other = "", moved = ""] = created(3);
    const { number, operations, planned } = stage.orderIn("RELEASED");
    const { material, batch: lot, location, value: quantity, unit } = stage.freeBatch();
    const dates = { basicStart: "2027-04-01T14:00:00Z", basicEnd: "2027-04-04T16:30:00Z", priority: null };
    const done = { operation: operations[0]?.number ?? "", yield: "1", scrap: "0", unit: planned.unit, isFinal: false };
    const commands: Posting[] = [
      release(one),
      { ...envelope(stage.plant), kind: "hold-stock", material, batch: lot, location, quantity, unit },
      { ...envelope(stage.plant), kind: "reschedule-order", order: moved, ...dates },
      { ...envelope(stage.plant), kind: "confirm-operation", order: number, ...done },
      release(other),
    ];
    assert.ok(batch().limit >= commands.length);
    const outcomes = await batch().execute(commands, signal());
    assert.deepEqual(outcomes.map(nameOf).map(taken), ["TAKEN", "TAKEN", "TAKEN", "TAKEN", "TAKEN"]);
    for (const command of commands) assert.deepEqual(await stage.settled(command), { outcome: "APPLIED" }, command.kind);
    assert.deepEqual([await stateOf(one), await stateOf(other)], ["RELEASED", "RELEASED"]);
    assert.equal(await stage.quantityOf(material, lot, "BLOCKED"), quantity);

    const again = commands.slice(1, 4).filter(({ kind }) => kind !== "reschedule-order");
    for (const outcome of await batch().execute(again, signal())) assert.equal(nameOf(outcome), "APPLIED");
    const [{ yield: made } = { yield: null }] = (await stage.fetchOne("production-order", number)).operations;
    assert.equal(Number(made?.value), Number(operations[0]?.yield?.value ?? 0) + 1, "confirmed once");
  });

  it("what is refused in a batch holds up no other", async () => {
    const [first = "", last = ""] = created(2);
    const refused = release(stage.orderIn(options.refusedIn ?? "CLOSED").number);
    const unknown = release("99999999");
    const commands = [release(first), refused, unknown, release(last)];
    const outcomes = await batch().execute(commands, signal());
    assert.deepEqual(outcomes.map(nameOf).map(taken).toSpliced(1, 2), ["TAKEN", "TAKEN"]);
    for (const [index, command] of [refused, unknown].entries()) {
      const outcome = outcomes[index + 1] as Receipt;
      if (outcome.outcome === "PENDING") assert.equal((await stage.settled(command)).outcome, "REJECTED");
      else assert.ok(outcome.outcome === "REJECTED" && outcome.messages.some(({ code, text }) => code !== "" && text !== ""));
    }
    for (const command of [commands[0], commands[3]]) assert.deepEqual(await stage.settled(command as Posting), { outcome: "APPLIED" });
    assert.deepEqual([await stateOf(first), await stateOf(last)], ["RELEASED", "RELEASED"]);
  });

  it("a batch for a system that is down is surely not done", async () => {
    const [one = "", other = ""] = created(2);
    const commands = [release(one), release(other)];
    await stage.system.fault({ name: "down" });
    const outcomes = await outcomesOf(batch(), commands).finally(() => stage.system.fault({ name: "down", off: true }));
    for (const outcome of outcomes) assert.ok(outcome instanceof SourceUnavailable, nameOf(outcome));
    for (const command of commands) assert.deepEqual(await stage.settled(command), { outcome: "ABSENT" });
  });

  const { lostAnswer } = options;
  if (lostAnswer) {
    it("a batch whose answer is lost is in doubt, each command of it; each settles, and none is posted again", async () => {
      const [order = ""] = created(1);
      const { number, operations, planned } = stage.orderIn("RELEASED");
      const done = { operation: operations[0]?.number ?? "", yield: "1", scrap: "0", unit: planned.unit, isFinal: false };
      const confirm = (): Posting => ({ ...envelope(stage.plant), kind: "confirm-operation", order: number, ...done });
      const confirmation = confirm();
      const commands = options.batch === "ONE_UNIT" ? [release(order), confirmation] : [confirmation];
      await stage.system.fault(lostAnswer);
      for (const outcome of await outcomesOf(batch(), commands)) assert.ok(outcome instanceof InDoubt, nameOf(outcome));
      for (const command of commands) assert.deepEqual(await stage.settled(command), { outcome: "APPLIED" });
      assert.equal(nameOf((await batch().execute([confirmation], signal()))[0] as BatchOutcome), "APPLIED");
      const [{ yield: made } = { yield: null }] = (await stage.fetchOne("production-order", number)).operations;
      assert.equal(Number(made?.value), Number(operations[0]?.yield?.value ?? 0) + 1, "posted once");
    });
  }
}

/** What holds for all may be thrown. */
async function outcomesOf(batch: BatchPosting<Posting>, commands: readonly Posting[]): Promise<readonly BatchOutcome[]> {
  try {
    return await batch.execute(commands, signal());
  } catch (fault) {
    assert.ok(fault instanceof SourceUnavailable || fault instanceof InDoubt, String(fault));
    return commands.map(() => fault);
  }
}

const nameOf = (outcome: BatchOutcome): string =>
  outcome instanceof Error
    ? `${outcome.name}: ${outcome.message}`
    : outcome.outcome === "REJECTED"
      ? JSON.stringify(outcome)
      : outcome.outcome;
const taken = (name: string): string => (name === "APPLIED" || name === "PENDING" ? "TAKEN" : name);
