import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { orderChange } from "../changes.fixture.ts";
import { startProcess } from "./process.fixture.ts";

const planner: Caller = { subject: "eva", scopes: [], plants: ["1010"], supplier: null, expiresAt: 9e9 };

describe("a new revision of a material with many orders", () => {
  it("holds every one of them and those that come later, and takes back what is not sent, until each is looked at", async () => {
    const before = Array.from({ length: 1_001 }, (_, index) => orderChange(String(index + 1)));
    const entities = [...before];
    await using under = await startProcess(entities);
    const { desk, exceptions, outbox, runs } = under.process;
    const release = (order: string, attempt = 1) => {
      const request = { type: "andon.order.release-requested" as const, plant: "1010", key: order, data: { order }, traceparent: null };
      return desk.submit({ ...request, idempotencyKey: `${order} ${attempt}` }, planner);
    };
    const codeOf = (outcome: ReturnType<typeof release>) => (outcome.outcome === "REFUSED" ? outcome.refusal.code : outcome.outcome);
    under.erp.usual = () => "BE_AWAY";
    const sent = release("1001");
    assert.ok(sent.outcome === "SUBMITTED");
    const command = sent.commands[0]?.command.id ?? "";
    await under.until("the ERP being found away", () => outbox.find(command)?.attempts === 1 && outbox.find(command)?.state === "PENDING");
    under.tell("andon.engineering.revision-released", "4711", { material: "4711", revision: "C", effectiveFrom: "2099-01-01" });
    const reviews = () => exceptions.list({ kinds: ["ENGINEERING_REVIEW"], states: ["OPEN"], limit: 2_000 });
    await under.until("the reviews", () => reviews().length > 0);
    assert.equal(reviews().length, before.length + 1);
    assert.deepEqual([outbox.find(command)?.state, runs.find(sent.run.id)?.state], ["CANCELLED", "FAILED"]);

    under.erp.usual = () => "DO";
    entities.push(
      orderChange("2001"),
      orderChange("2002", { basicStart: "2098-12-31T06:00:00+01:00" }),
      orderChange("2003", { material: "4712" }),
    );
    assert.deepEqual(
      ["1", "2001", "2002", "2003"].map((order) => codeOf(release(order))),
      [...["HELD_FOR_REVIEW", "HELD_FOR_REVIEW", "SUBMITTED", "SUBMITTED"]],
    );
    const settle = (key: string) => {
      const review = reviews().find((each) => each.key === key);
      assert.ok(review && exceptions.end(review.id, "RESOLVED", "olga", "looked at"), key);
    };
    settle("1");
    assert.deepEqual(
      ["1", "2", "2001"].map((order) => codeOf(release(order, 2))),
      ["SUBMITTED", "HELD_FOR_REVIEW", "HELD_FOR_REVIEW"],
    );
    settle("4711/C/2099-01-01");
    assert.deepEqual(
      ["2", "2001"].map((order) => codeOf(release(order, 3))),
      ["HELD_FOR_REVIEW", "SUBMITTED"],
    );
  });
});
