import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EventData } from "#schema/canonical/event.ts";
import { commitmentChange, orderChange, stockChange } from "../changes.fixture.ts";
import type { KeptCommand } from "../outbox/outbox.ts";
import { type ProcessUnderTest, startProcess } from "./process.fixture.ts";

const planner: Caller = { subject: "eva", scopes: [], plants: ["1010"], supplier: null, expiresAt: 9e9 };
const stranger: Caller = { ...planner, subject: "sam", plants: ["2010"] };

describe("what is under way between planning and ERP", () => {
  let under: ProcessUnderTest;
  beforeEach(async () => {
    under = await startProcess([
      orderChange("1", { basicStart: "2046-12-01T06:00:00+01:00", basicEnd: "2046-12-02T06:00:00+01:00" }),
      orderChange("2"),
      orderChange("3", { state: "CLOSED" }),
      // Of a plant that has no ERP any more.
      orderChange("9", { plant: "9999" }),
      stockChange("4711", [["B1", "UNRESTRICTED", "10"]]),
      commitmentChange("4500000001", "100007"),
    ]);
  });
  afterEach(() => under[Symbol.asyncDispose]());

  const commands = (): readonly KeptCommand[] => under.process.outbox.list({});
  const ofErp = (): readonly KeptCommand[] => commands().filter(({ system }) => system === "erp-1010");
  const isQuiet = (): boolean => commands().every(({ state }) => ["ACKNOWLEDGED", "REJECTED", "CANCELLED", "DEAD"].includes(state));
  const open = () => under.process.exceptions.list({ states: ["OPEN"] });
  const move = (basicEnd: string, order = "1") =>
    under.tell("andon.schedule.changed", order, { reason: "MACHINE_DOWN", orders: [{ order, basicEnd }] });
  const hold = () =>
    under.tell("andon.quality.hold-placed", "4711/B1", { material: "4711", batch: "B1", reason: "cracks" }, { source: "/systems/qms" });

  it("brings a new schedule to the ERP, and then tells the warehouse, the customers' system and planning", async () => {
    move("2046-12-05T06:00:00+01:00");
    await under.until("the end of the run", () => under.process.runs.list({})[0]?.state === "DONE");
    assert.deepEqual(
      under.erp.done.map(({ kind }) => kind),
      ["reschedule-order"],
    );
    const notices = [...under.neighbours.wms.done, ...under.neighbours.crm.done, ...under.neighbours.aps.done];
    assert.deepEqual(
      notices.map((notice) => (notice.kind === "notice" ? notice.type : "")),
      ["andon.staging.moved.v1", "andon.promise-date.changed.v1", "andon.planning.informed.v1"],
    );
    assert.ok(Number(commands()[0]?.sequence) < Number(commands()[1]?.sequence), "the ERP comes first");
  });

  it("lifts the warehouse's block again when the ERP refuses to hold the stock, and says so", async () => {
    under.erp.next.push("REFUSE");
    hold();
    await under.until("the compensation", () => under.process.runs.list({})[0]?.state === "COMPENSATED");
    assert.deepEqual(
      under.neighbours.wms.done.map((notice) => (notice.kind === "notice" ? notice.type : "")),
      ["andon.pick-block.placed.v1", "andon.pick-block.lifted.v1"],
    );
    const [exception] = open();
    assert.equal(exception?.kind, "BUSINESS_REJECTION");
    assert.match(exception?.text ?? "", /erp-1010 refused hold-stock: CO\/469 not like this/);
  });

  it("asks before it sends anything again whose answer was lost", async () => {
    under.erp.next.push("LOSE_ANSWER");
    move("2046-12-05T06:00:00+01:00");
    await under.until("the acknowledgement", () => ofErp()[0]?.state === "ACKNOWLEDGED");
    assert.deepEqual([under.erp.done.length, under.erp.settled], [1, 1]);
    under.erp.next.push("LOSE_COMMAND");
    move("2046-12-06T06:00:00+01:00", "2");
    await under.until("the second acknowledgement", () => ofErp()[1]?.state === "ACKNOWLEDGED");
    assert.deepEqual([under.erp.done.length, ofErp()[1]?.attempts], [2, 2]);
  });

  it("waits for a system that decides later", async () => {
    under.erp.next.push("TAKE_IN");
    move("2046-12-05T06:00:00+01:00");
    await under.until("the command being taken in", () => ofErp()[0]?.state === "POSTED");
    await under.until("the acknowledgement", () => ofErp()[0]?.state === "ACKNOWLEDGED");
  });

  it("keeps the order of a business key, whatever fails, and holds back no other key", async () => {
    under.erp.usual = (command) => ("order" in command && command.order === "1" ? "BE_AWAY" : "DO");
    move("2046-12-05T06:00:00+01:00");
    move("2046-12-06T06:00:00+01:00");
    move("2046-12-07T06:00:00+01:00", "2");
    await under.until("the other key", () => under.erp.done.length === 1);
    assert.equal(ofErp()[1]?.attempts, 0);
    under.erp.usual = () => "DO";
    await under.until("all", isQuiet);
    const ends = under.erp.done.flatMap((command) =>
      command.kind === "reschedule-order" && command.order === "1" ? [command.basicEnd] : [],
    );
    assert.deepEqual(ends, ["2046-12-05T06:00:00+01:00", "2046-12-06T06:00:00+01:00"]);
  });

  it("loses nothing and does nothing twice when it ends in the middle of a posting", async () => {
    under.erp.next.push("LOSE_ANSWER");
    move("2046-12-05T06:00:00+01:00");
    await under.until("the doubt", () => ofErp()[0]?.state === "IN_DOUBT");
    await under.restart();
    await under.until("the acknowledgement", () => ofErp()[0]?.state === "ACKNOWLEDGED");
    assert.equal(under.erp.done.length, 1);
  });

  it("refuses what the rules refuse, and a person sees it", async () => {
    move("2046-12-05T06:00:00+01:00", "3");
    move("2046-12-05T06:00:00+01:00", "99");
    await under.until("two exceptions", () => open().length === 2);
    assert.deepEqual(
      open()
        .map(({ kind, text }) => [kind, text.split(":")[0]])
        .sort(),
      [
        ["BUSINESS_REJECTION", "NOT_FOUND"],
        ["BUSINESS_REJECTION", "WRONG_STATE"],
      ],
    );
    assert.equal(commands().length, 0);
  });

  it("has an event that happened before the last one taken say nothing more", async () => {
    const at = (time: string, basicEnd: string) =>
      under.tell("andon.schedule.changed", "1", { reason: "RESEQUENCED", orders: [{ order: "1", basicEnd }] }, { time, id: time });
    at("2026-11-24T09:02:00Z", "2046-12-06T06:00:00+01:00");
    await under.until("the first being taken", () => commands().length > 0);
    at("2026-11-24T09:01:00Z", "2046-12-05T06:00:00+01:00");
    assert.equal(under.process.inbox.find("/systems/aps", "2026-11-24T09:01:00Z")?.state ?? "", "WAITING");
    await under.until(
      "the late one being passed over",
      () => under.process.inbox.find("/systems/aps", "2026-11-24T09:01:00Z")?.state === "OUTDATED",
    );
  });

  it("loses no member of master data that a later event leaves out, or a late one tells too", async () => {
    const cost = (amount: string) => ({ amount, currency: "EUR", per: { value: "1", unit: "H87" } });
    const enrich = (id: string, time: string, data: Partial<EventData["andon.material.enriched"]>) =>
      under.tell("andon.material.enriched", "4711", { material: "4711", ...data }, { source: "/systems/mdm", id, time });
    enrich("1", "2026-11-24T09:01:00Z", { standardCost: cost("3") });
    enrich("2", "2026-11-24T09:03:00Z", { description: "Bearing" });
    enrich("3", "2026-11-24T09:02:00Z", { description: "late", standardCost: cost("4") });
    enrich("4", "2026-11-24T09:02:30Z", { description: "late again" });
    await under.until("the last one being passed over", () => under.process.inbox.find("/systems/mdm", "4")?.state === "OUTDATED");
    const unsent = commands().filter(({ state }) => state === "PENDING");
    const facts = unsent.map(({ command }) => (command.kind === "notice" ? (command.data.facts as object) : {}));
    assert.deepEqual(Object.assign({}, ...facts), { material: "4711", standardCost: cost("4"), description: "Bearing" });
    assert.equal(facts.length, 2);
  });

  it("coalesces what a supplier says within seconds, and asks procurement when it slips too far", async () => {
    const propose = (date: string) =>
      under.tell(
        "andon.supplier-commitment.proposed",
        "4500000001/10/1",
        { supplier: "100007", purchaseOrder: "4500000001", item: "10", scheduleLine: "1", date, quantity: { value: "50", unit: "H87" } },
        { source: "/systems/portal" },
      );
    propose("2046-12-11");
    propose("2046-12-12");
    await under.until("the confirmation", () => under.erp.done.length === 1);
    const [first] = under.erp.done;
    assert.equal(first?.kind === "confirm-supplier-date" && first.date, "2046-12-12");
    propose("2047-01-20");
    await under.until("the question", () => open().some(({ kind }) => kind === "APPROVAL_NEEDED"));
    const [question] = open();
    const { run = "", step = "" } = question?.concerns ?? {};
    assert.equal(under.process.desk.approve(run, step, stranger).outcome, "NOT_FOUND");
    assert.equal(under.process.desk.approve(run, step, planner).outcome, "DONE");
    await under.until("the late confirmation", () => under.erp.done.length === 2);
    assert.equal(open().length, 0);
    assert.equal(under.process.runs.find(run)?.hadHelp, true);
  });

  it("does what a person asks for once, however often it is asked, and tells at once what the rules refuse", async () => {
    const request = {
      type: "andon.order.release-requested" as const,
      plant: "1010",
      key: "2",
      data: { order: "2" },
      idempotencyKey: "k1",
      traceparent: null,
    };
    const first = under.process.desk.submit(request, planner);
    assert.equal(first.outcome, "SUBMITTED");
    const again = under.process.desk.submit(request, planner);
    assert.equal(again.outcome === "SUBMITTED" && again.isRepeated, true);
    assert.equal(under.process.desk.submit({ ...request, data: { order: "1" } }, planner).outcome, "CONFLICT");
    assert.equal(under.process.desk.submit(request, { ...planner, subject: "max" }).outcome, "SUBMITTED", "keys belong to their caller");
    const refused = under.process.desk.submit({ ...request, data: { order: "3" }, key: "3", idempotencyKey: "k2" }, planner);
    assert.equal(refused.outcome === "REFUSED" && refused.refusal.code, "WRONG_STATE");
    assert.equal(open().length, 0, "who asks is told, nobody else");
    await under.until("the release", () => under.erp.done.length >= 1);
  });

  it("makes a dead letter of what the system will not take while it takes others, and sends it when a person has it tried again", async () => {
    under.erp.usual = (command) => ("order" in command && command.order === "1" ? "BE_AWAY" : "DO");
    move("2046-12-05T06:00:00+01:00");
    const keepAnswering = setInterval(() => move(new Date(Date.UTC(2027, 0, 1) + (Date.now() % 1e9)).toISOString(), "2"), 20);
    const [first] = ofErp();
    await under.until("the first attempt", () => (ofErp()[0]?.attempts ?? 0) > 0);
    for (let time = 0; time < 40 && ofErp()[0]?.state !== "DEAD"; time++) {
      under.process.outbox.postpone(first?.command.id ?? ofErp()[0]?.command.id ?? "", new Date().toISOString());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    clearInterval(keepAnswering);
    assert.equal(ofErp()[0]?.state, "DEAD");
    assert.equal(open()[0]?.kind, "DEAD_LETTER");
    under.erp.usual = () => "DO";
    assert.equal(under.process.desk.retry(ofErp()[0]?.command.id ?? "", planner).outcome, "DONE");
    await under.until("its acknowledgement", () => ofErp()[0]?.state === "ACKNOWLEDGED");
    assert.equal(open().length, 0);
  });

  it("undoes nothing while a command is dead, since it may still be redriven, and all of it when it is given up", async () => {
    const states = () => under.process.runs.list({ workflow: "quality-hold" }).map(({ state }) => state);
    const ofWms = () => under.neighbours.wms.done.flatMap((notice) => (notice.kind === "notice" ? notice.type : []));
    const blocks = () => ofWms().filter((type) => type.startsWith("andon.pick-block."));
    const held = () => ofErp().find(({ command }) => command.kind === "hold-stock");
    under.erp.usual = (command) => (command.kind === "hold-stock" ? "BE_AWAY" : "DO");
    hold();
    const keepAnswering = setInterval(() => move(new Date(Date.UTC(2027, 0, 1) + (Date.now() % 1e9)).toISOString(), "2"), 20);
    await under.until("the dead letter", () => {
      const kept = held();
      if (kept?.state === "PENDING") under.process.outbox.postpone(kept.command.id, new Date().toISOString());
      return kept?.state === "DEAD";
    });
    clearInterval(keepAnswering);
    assert.deepEqual([states(), open().map(({ kind }) => kind)], [["RUNNING"], ["DEAD_LETTER"]]);
    assert.deepEqual(blocks(), ["andon.pick-block.placed.v1"]);
    assert.equal(under.process.desk.cancel(held()?.command.id ?? "", "the batch is scrapped", planner).outcome, "DONE");
    await under.until("the compensation", () => states()[0] === "COMPENSATED");
    assert.deepEqual(blocks(), ["andon.pick-block.placed.v1", "andon.pick-block.lifted.v1"]);
    assert.deepEqual(open(), []);
  });

  it("lets an older word of a source on an order overwrite no newer one, whatever the events are about", async () => {
    const tell = (subject: string, envelope: object, ...ends: readonly (readonly [order: string, basicEnd: string])[]): void => {
      const data = { reason: "MACHINE_DOWN" as const, orders: ends.map(([order, basicEnd]) => ({ order, basicEnd })) };
      under.tell("andon.schedule.changed", subject, data, envelope);
    };
    const [early, late, latest] = ["2046-12-05T06:00:00+01:00", "2046-12-06T06:00:00+01:00", "2046-12-07T06:00:00+01:00"];
    // By the source's own count, though its clock was set back.
    tell("MILL-01", { sequence: "8", time: "2046-12-01T10:00:00Z" }, ["1", late]);
    tell("MILL-02", { sequence: "7", time: "2046-12-01T11:00:00Z" }, ["1", early], ["2", early]);
    // By its time where it does not count.
    tell("MILL-01", { source: "/systems/aps-2", time: "2046-12-01T10:00:00Z" }, ["2", latest]);
    tell("MILL-02", { source: "/systems/aps-2", time: "2046-12-01T09:59:59Z" }, ["2", late]);
    await under.until("all are taken", () => under.process.inbox.waiting() === 0);
    const moves = ofErp().map(({ command }) => (command.kind === "reschedule-order" ? [command.order, command.basicEnd] : []));
    assert.deepEqual(moves, [
      ["1", late],
      ["2", early],
      ["2", latest],
    ]);
  });

  it("ends the run of a command whose place a newer one takes", async () => {
    under.erp.usual = () => "BE_AWAY";
    const propose = (date: string): void => {
      const line = { purchaseOrder: "4500000001", item: "10", scheduleLine: "1", supplier: "100007", date };
      const data = { ...line, quantity: { value: "50", unit: "H87" } };
      under.tell("andon.supplier-commitment.proposed", "4500000001/10/1", data, { source: "/systems/portal" });
    };
    propose("2046-12-11");
    propose("2046-12-12");
    await under.until("both are taken", () => ofErp().length === 2);
    assert.deepEqual(
      ofErp().map(({ run }) => under.process.runs.find(run)?.state),
      ["DONE", "RUNNING"],
    );
    const dates = ofErp().map(({ command, state }) => [command.kind === "confirm-supplier-date" ? command.date : "", state]);
    assert.deepEqual(dates, [
      ["2046-12-11", "CANCELLED"],
      ["2046-12-12", "PENDING"],
    ]);
  });

  it("sets an event aside that cannot be begun, and takes those of other keys", async () => {
    const orders = [{ order: "9", basicEnd: "2046-12-05T06:00:00+01:00" }];
    under.tell("andon.schedule.changed", "9", { reason: "MACHINE_DOWN", orders }, { plant: "9999" });
    move("2046-12-05T06:00:00+01:00");
    await under.until("the end of the run", () => under.process.runs.list({})[0]?.state === "DONE");
    assert.deepEqual(
      open().map(({ kind, text }) => [kind, text]),
      [["WORKFLOW_FAILURE", "plant 9999 has no ERP in the landscape; what comes after it waits"]],
    );
    assert.equal(under.process.runs.count({}), 1, "nothing is left of what could not be begun");
  });

  it("withdraws a release that was not sent when material is missing, and releases nothing until it is there", async () => {
    under.erp.usual = () => "BE_AWAY";
    const request = {
      type: "andon.order.release-requested" as const,
      plant: "1010",
      key: "2",
      data: { order: "2" },
      idempotencyKey: "k3",
      traceparent: null,
    };
    under.process.desk.submit(request, planner);
    await under.until("an attempt", () => (ofErp()[0]?.attempts ?? 0) > 0 && ofErp()[0]?.state === "PENDING");
    assert.match(ofErp()[0]?.messages[0]?.text ?? "", /nobody answers/);
    under.process.exceptions.raise({
      kind: "MATERIAL_SHORTAGE",
      plant: "1010",
      key: "2/8000",
      system: null,
      workflow: "material-shortage",
      text: "short",
      raw: null,
      concerns: { missing: { order: "2", material: "8000", value: "3", unit: "H87" } },
      traceparent: null,
    });
    const refused = under.process.desk.submit({ ...request, idempotencyKey: "k4" }, planner);
    assert.equal(refused.outcome === "REFUSED" && refused.refusal.code, "HELD_FOR_SHORTAGE");
  });
});

describe("the SLA of a workflow", () => {
  it("is as the landscape says, where that says anything", async () => {
    await using under = await startProcess([orderChange("1")], { slaSeconds: { "schedule-change": 7 } });
    under.tell("andon.schedule.changed", "1", { reason: "RESEQUENCED", orders: [{ order: "1", priority: 1 }] });
    under.tell("andon.order.release-requested", "1", { order: "1" });
    await under.until("both runs", () => under.process.runs.list({}).length === 2);
    const seconds = under.process.runs
      .list({})
      .map(({ workflow, occurredAt, deadline }) => [workflow, (Date.parse(deadline) - Date.parse(occurredAt)) / 1_000] as const);
    assert.deepEqual(Object.fromEntries(seconds), { "schedule-change": 7, "order-release": 60 });
  });
});
