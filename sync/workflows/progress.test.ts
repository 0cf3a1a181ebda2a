import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { advance, approve, type CommandOutcome, decline, reopen, supersede } from "./progress.ts";
import type { Run, RunStep } from "./run.ts";

type Progressing = Pick<Run, "state" | "steps">;

const command = (id: string): RunStep["commands"][number] => ({ id, to: "ERP", lane: id, body: { kind: "release-order", order: id } });

function step(
  name: string,
  options: Partial<RunStep> & { readonly does?: readonly string[]; readonly undoes?: readonly string[] } = {},
): RunStep {
  const { does = [name], undoes = [], ...rest } = options;
  return { name, state: "WAITING", commands: does.map(command), compensation: undoes.map(command), ...rest };
}

const begun = (...steps: readonly RunStep[]): Progressing => ({ state: "RUNNING", steps });
const outcomes = (known: Readonly<Record<string, CommandOutcome>>) => (id: string) => known[id] ?? "OPEN";
const ids = (commands: readonly { readonly id: string }[]): readonly string[] => commands.map(({ id }) => id);
const states = ({ steps }: Progressing): readonly string[] => steps.map(({ state }) => state);

describe("a run", () => {
  it("submits what waits for nothing, and then what waited for it", () => {
    const first = advance(begun(step("a"), step("b", { after: ["a"] })), outcomes({}));
    assert.deepEqual([ids(first.submit), first.run.state], [["a"], "RUNNING"]);
    const second = advance(first.run, outcomes({ a: "DONE" }));
    assert.deepEqual([ids(second.submit), states(second.run)], [["b"], ["DONE", "RUNNING"]]);
    const third = advance(second.run, outcomes({ a: "DONE", b: "DONE" }));
    assert.deepEqual([ids(third.submit), third.run.state], [[], "DONE"]);
  });

  it("passes over a step that has nothing to do", () => {
    const { run, submit } = advance(begun(step("a", { does: [] }), step("b", { after: ["a"] })), outcomes({}));
    assert.deepEqual([ids(submit), states(run)], [["b"], ["DONE", "RUNNING"]]);
  });

  it("passes over what a newer one says instead, and over what would follow from it", () => {
    const steps = begun(step("confirm"), step("answer", { after: ["confirm"] }), step("tell"));
    const { run } = advance(advance(steps, outcomes({})).run, outcomes({ confirm: "REPLACED", tell: "DONE" }));
    assert.deepEqual([run.state, states(run)], ["DONE", ["SKIPPED", "SKIPPED", "DONE"]]);
  });

  it("undoes what was done when a step fails for good, and does nothing that was still to come", () => {
    const steps = begun(step("block", { undoes: ["unblock"] }), step("hold"), step("tell", { after: ["hold"] }));
    const { run: running } = advance(steps, outcomes({}));
    const failed = advance(running, outcomes({ block: "DONE", hold: "FAILED" }));
    assert.deepEqual(
      [ids(failed.submit), failed.run.state, states(failed.run)],
      [["unblock"], "COMPENSATING", ["COMPENSATING", "FAILED", "SKIPPED"]],
    );
    const undone = advance(failed.run, outcomes({ block: "DONE", hold: "FAILED", unblock: "DONE" }));
    assert.equal(undone.run.state, "COMPENSATED");
  });

  it("waits for what is under way before it undoes anything", () => {
    const { run: running } = advance(begun(step("block", { undoes: ["unblock"] }), step("hold")), outcomes({}));
    const failed = advance(running, outcomes({ hold: "FAILED" }));
    assert.deepEqual([ids(failed.submit), failed.run.state], [[], "COMPENSATING"]);
    assert.deepEqual(ids(advance(failed.run, outcomes({ hold: "FAILED", block: "DONE" })).submit), ["unblock"]);
  });

  it("undoes of a step that was done in part only that part", () => {
    const { run: running } = advance(begun(step("hold", { does: ["h1", "h2"], undoes: ["f1", "f2"] })), outcomes({}));
    assert.deepEqual(ids(advance(running, outcomes({ h1: "DONE", h2: "FAILED" })).submit), ["f1"]);
  });

  it("goes on without a step that the others do not need", () => {
    const { run: running } = advance(begun(step("tell", { onFailure: "GO_ON" }), step("b", { after: ["tell"] })), outcomes({}));
    const { run, submit } = advance(running, outcomes({ tell: "FAILED" }));
    assert.deepEqual([ids(submit), states(run)], [["b"], ["FAILED", "RUNNING"]]);
    assert.equal(advance(run, outcomes({ tell: "FAILED", b: "DONE" })).run.state, "DONE");
  });

  it("waits for somebody to allow a step, and fails when it is declined", () => {
    const waiting = advance(
      begun(step("confirm", { approval: { scope: "s", text: "late" } }), step("tell", { after: ["confirm"] })),
      outcomes({}),
    );
    assert.deepEqual([ids(waiting.submit), waiting.run.state, waiting.approvals.length], [[], "WAITING_FOR_APPROVAL", 1]);
    const approved = approve(waiting.run, "confirm");
    assert.deepEqual([ids(approved.submit), states(approved.run)], [["confirm"], ["RUNNING", "WAITING"]]);
    const declined = advance(decline(waiting.run, "confirm"), outcomes({}));
    assert.deepEqual([declined.run.state, states(declined.run)], ["FAILED", ["FAILED", "SKIPPED"]]);
  });

  it("does what stands in for a step only when that step has failed or was declined", () => {
    const planned = begun(step("confirm", { approval: { scope: "s", text: "late" } }), step("regret", { insteadOf: "confirm" }));
    const waiting = advance(planned, outcomes({}));
    const declined = advance(decline(waiting.run, "confirm"), outcomes({}));
    assert.deepEqual([ids(declined.submit), states(declined.run)], [["regret"], ["FAILED", "RUNNING"]]);
    assert.equal(advance(declined.run, outcomes({ regret: "DONE" })).run.state, "FAILED");
    const approved = approve(waiting.run, "confirm");
    const done = advance(approved.run, outcomes({ confirm: "DONE" }));
    assert.deepEqual([ids(done.submit), states(done.run), done.run.state], [[], ["DONE", "SKIPPED"], "DONE"]);
    const refused = advance(approved.run, outcomes({ confirm: "FAILED" }));
    assert.deepEqual(ids(refused.submit), ["regret"]);
    const older = advance(supersede(waiting.run), outcomes({}));
    assert.deepEqual([ids(older.submit), older.run.state, states(older.run)], [[], "FAILED", ["FAILED", "SKIPPED"]]);
  });

  it("goes on where it stopped when a failed command is tried again, unless the others were undone", () => {
    const { run: running } = advance(begun(step("a"), step("b", { after: ["a"] })), outcomes({}));
    const { run: failed } = advance(running, outcomes({ a: "FAILED" }));
    const reopened = reopen(failed, "a");
    assert.deepEqual(reopened && states(reopened), ["RUNNING", "WAITING"]);
    const undone = begun(step("a", { state: "COMPENSATED", undoes: ["u"] }), step("b", { state: "FAILED" }));
    assert.equal(reopen(undone, "b"), null);
  });

  it("ends whatever its commands come to, and submits each of them at most once", () => {
    const names = ["a", "b", "c", "d"];
    const steps = fc.tuple(...names.map((name, index) => stepOf(name, names.slice(0, index))));
    const fates = fc.dictionary(fc.string(), fc.boolean());
    const property = fc.property(steps, fates, fc.infiniteStream(fc.boolean()), (planned, _, coins) => {
      let run = begun(...planned);
      const known: Record<string, CommandOutcome> = {};
      for (let turn = 0; turn < 50; turn++) {
        const { run: next, submit } = advance(run, outcomes(known));
        run = next;
        for (const { id } of submit) {
          assert.equal(known[id], undefined, `${id} is submitted twice`);
          known[id] = coins.next().value ? "DONE" : "FAILED";
        }
        if (submit.length === 0) break;
      }
      assert.ok(["DONE", "COMPENSATED", "FAILED"].includes(run.state), `it stays ${run.state}: ${states(run)}`);
      const undone = planned.filter(({ state }) => state === "COMPENSATED");
      if (undone.length > 0) assert.notEqual(run.state, "DONE");
    });
    fc.assert(property, { seed: 20_261_124, numRuns: 500 });
  });
});

function stepOf(name: string, earlier: readonly string[]): fc.Arbitrary<RunStep> {
  return fc
    .record({ after: fc.subarray([...earlier]), count: fc.integer({ min: 0, max: 2 }), undone: fc.boolean(), goesOn: fc.boolean() })
    .map(({ after, count, undone, goesOn }) => {
      const does = Array.from({ length: count }, (_, index) => `${name}${index}`);
      return step(name, {
        after,
        does,
        undoes: undone ? does.map((id) => `undo ${id}`) : [],
        ...(goesOn ? { onFailure: "GO_ON" as const } : {}),
      });
    });
}
