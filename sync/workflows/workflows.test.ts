import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CanonicalChange, Stored } from "#schema/canonical/change.ts";
import type { InspectionLot } from "#schema/canonical/entities.generated.ts";
import type { EventData, EventType, PlantEvent } from "#schema/canonical/event.ts";
import landscapeSchema from "#schema/landscape.schema.json" with { type: "json" };
import { commitmentChange, orderChange, stockChange } from "../changes.fixture.ts";
import { ownersOf } from "../events/ownership.ts";
import { workflowOf } from "./index.ts";
import { assertNotice } from "./notice.contract.ts";
import type { Decision, Plan, Refusal, World } from "./workflow.ts";

const stored = <K extends CanonicalChange["kind"]>(change: CanonicalChange & { readonly kind: K }): Stored<K> =>
  ({ ...change.body, meta: change }) as unknown as Stored<K>;
const pieces = (value: string) => ({ value, unit: "H87" });
const component = (material: string, issued: string | null = null) => ({
  key: "1",
  operation: "0010",
  material,
  required: { ...pieces("10"), sourceUnit: "ST" },
  issued: issued === null ? null : { ...pieces(issued), sourceUnit: "ST" },
  committed: null,
  requiredAt: null,
  location: null,
  batch: null,
  backflush: null,
});
const operation = {
  number: "0010",
  workCenter: "WC1",
  text: null,
  state: "RELEASED" as const,
  planned: null,
  yield: null,
  scrap: null,
  start: null,
  end: null,
};

const orders = {
  created: stored(
    orderChange("1", { basicStart: "2046-12-03T06:00:00+01:00", basicEnd: "2046-12-05T06:00:00+01:00", components: [component("8000")] }),
  ),
  released: stored(orderChange("2", { state: "RELEASED", operations: [operation] })),
  closed: stored(orderChange("3", { state: "CLOSED" })),
};
const lot = { number: "77", plant: "1010", material: "4711", batch: "B1", order: "1", disposition: "PENDING" } as unknown as InspectionLot;

/** A plant of three orders, in which nothing is held, unless a test says so. */
function world(changes: Partial<World> = {}): World {
  return {
    now: Date.parse("2026-11-24T09:02:00Z"),
    timeZone: "Europe/Berlin",
    slipLimitDays: 2,
    order: (number) => Object.values(orders).find((order) => order.number === number) ?? null,
    unreleasedOrdersOf: () => [orders.created],
    commitment: (key) => (key === "4500000001/10/1" ? stored(commitmentChange("4500000001", "100007")) : null),
    openCommitmentsOf: () => [stored(commitmentChange("4500000001", "100007"))],
    availability: (material) =>
      material === "4711"
        ? stored(
            stockChange("4711", [
              ["B1", "UNRESTRICTED", "10"],
              ["B2", "BLOCKED", "4"],
            ]),
          )
        : null,
    lot: (number) => (number === "77" ? ({ ...lot, meta: {} } as unknown as Stored<"inspection-lot">) : null),
    missingFor: () => [],
    isConcerned: () => false,
    openRevisions: () => [],
    isReviewed: () => false,
    ...changes,
  };
}

/** Three pieces of 8000 are missing for order 1. */
const lacking = world({
  missingFor: (order) => (order === "1" ? [{ order, material: "8000", value: "3", unit: "H87" }] : []),
});

function decide<T extends EventType>(type: T, data: EventData[T], of: World = world()): Decision {
  const event = { id: "1", source: "/systems/x", plant: "1010", key: "k", time: null, sequence: null, traceparent: null, type, data };
  const workflow = workflowOf.get(type);
  assert.ok(workflow, `no workflow takes ${type}`);
  const decision = workflow.decide(event as unknown as PlantEvent, of);
  const steps = "steps" in decision ? decision.steps : [];
  for (const { commands, compensation = [] } of steps) for (const command of [...commands, ...compensation]) assertNotice(command);
  return decision;
}

/** What a plan does, step by step, as `step: to kind or type`. */
function told(decision: Decision): readonly string[] {
  assert.ok("steps" in decision, JSON.stringify(decision));
  return decision.steps.flatMap(({ name, commands }) =>
    commands.map(({ to, body }) => `${name}: ${to} ${body.kind === "notice" ? body.type.replace(/^andon\.|\.v1$/g, "") : body.kind}`),
  );
}

const codeOf = (decision: Decision): string => ("refused" in decision ? `${decision.refused.code} ${decision.refused.field}` : "accepted");
const concernsOf = (decision: Decision): readonly string[] => ((decision as Plan).concerns ?? []).map(({ kind, key }) => `${kind} ${key}`);

describe("a schedule change", () => {
  const move = (order: string, rest: object = { basicEnd: "2046-12-08T06:00:00+01:00" }, of?: World) =>
    decide("andon.schedule.changed", { reason: "MACHINE_DOWN", orders: [{ order, ...rest }] }, of);

  it("reaches the ERP, then staging, the customer's promise and planning", () => {
    assert.deepEqual(told(move("1")), [
      "reschedule: ERP reschedule-order",
      "move-staging: wms staging.moved",
      "promise: crm promise-date.changed",
      "inform-planning: aps planning.informed",
    ]);
  });

  it("leaves the customer alone when only the priority moves", () => {
    assert.deepEqual(
      told(move("1", { priority: 1 })).filter((each) => each.includes("crm")),
      [],
    );
  });

  it("says which components will be missing at the new start, and ends what it said of those that will be there", () => {
    const at = (start: string, of?: World) => move("1", { basicStart: start, basicEnd: "2047-01-05T06:00:00+01:00" }, of) as Plan;
    const earlier = at("2046-12-01T06:00:00+01:00");
    assert.deepEqual(concernsOf(earlier), ["COMPONENT_AT_RISK 1/8000"]);
    assert.equal(
      earlier.concerns?.[0]?.text,
      "order 1 starts on 2046-12-01: 10 H87 of 8000 are still required, 0 H87 are free in stock, 0 H87 come by then; purchase order 4500000001/10 comes on 2046-12-10",
    );
    const later = at("2046-12-20T06:00:00+01:00", world({ isConcerned: (kind, key) => kind === "COMPONENT_AT_RISK" && key === "1/8000" }));
    assert.deepEqual([concernsOf(later), later.settles?.map(({ key }) => key)], [[], ["1/8000"]]);
    assert.deepEqual(concernsOf(move("1", { priority: 1 })), ["COMPONENT_AT_RISK 1/8000"], "the same start, and too little");
  });

  it("counts what is free in stock and what comes in time, in the component's unit, less what was issued or received", () => {
    const at = (of: Partial<World>) =>
      concernsOf(move("1", { basicStart: "2046-12-11T06:00:00+01:00", basicEnd: "2046-12-30T06:00:00+01:00" }, world(of))).length;
    const line = (body: object = {}) => ({ openCommitmentsOf: () => [stored(commitmentChange("4500000001", "100007", body))] });
    const stock = (status: "UNRESTRICTED" | "BLOCKED", value: string) => ({
      openCommitmentsOf: () => [],
      availability: () => stored(stockChange("8000", [["B1", status, value]])),
    });
    const confirmed = (date: string, value: string) => ({
      confirmations: [
        { kind: "CONFIRMATION", sourceCategory: null, date, quantity: { ...pieces(value), sourceUnit: "ST" }, reference: null },
      ],
    });
    const needs = (part: object) => ({ order: () => ({ ...orders.created, components: [{ ...component("8000"), ...part }] }) });
    assert.deepEqual(
      [at(stock("UNRESTRICTED", "10")), at(stock("UNRESTRICTED", "9.999")), at(stock("BLOCKED", "10")), at(line())],
      [0, 1, 1, 0],
    );
    assert.deepEqual(
      [at(line(confirmed("2046-12-11", "10"))), at(line(confirmed("2046-12-12", "50"))), at(line(confirmed("2046-12-11", "9")))],
      [0, 1, 1],
    );
    assert.equal(at({ ...line({ received: { ...pieces("45"), sourceUnit: "ST" } }) }), 1, "what was received is in stock, or used");
    assert.deepEqual(
      [{ issued: pieces("1") }, { batch: "B1" }, { batch: "B2" }, { required: { value: "1", unit: "KGM" } }].map((part) =>
        at({ ...stock("UNRESTRICTED", "9"), ...needs(part) }),
      ),
      [0, 1, 1, 1],
    );
    assert.equal(at({ ...stock("UNRESTRICTED", "0"), ...needs({ issued: pieces("10") }) }), 0);
  });

  it("is refused for an order that is not there, is closed, would end before it starts, or is planned like this", () => {
    assert.equal(codeOf(move("9")), "NOT_FOUND orders[0].order");
    assert.equal(codeOf(move("3")), "WRONG_STATE orders[0].order");
    assert.equal(codeOf(move("1", { basicEnd: "2046-12-01T06:00:00+01:00" })), "WRONG_STATE orders[0].basicEnd");
    assert.equal(codeOf(move("1", { basicEnd: "2046-12-05T05:00:00Z" })), "NOTHING_TO_DO orders");
  });
});

describe("a release", () => {
  const release = (order: string, of?: World) => decide("andon.order.release-requested", { order }, of);

  it("reaches the ERP and then the shop floor", () => {
    assert.deepEqual(told(release("1")), ["release: ERP release-order", "inform-shop-floor: mes order.released"]);
  });

  it("waits for material and for engineering", () => {
    assert.equal(codeOf(release("2")), "WRONG_STATE order");
    assert.equal(codeOf(release("1", lacking)), "HELD_FOR_SHORTAGE order");
    assert.equal(codeOf(release("1", world({ isConcerned: (kind) => kind === "ENGINEERING_REVIEW" }))), "HELD_FOR_REVIEW order");
  });
});

describe("a material shortage", () => {
  it("is told to planning and the shop floor, and takes back a release that was not sent", () => {
    const shortage = decide("andon.material.shortage-reported", { order: "1", material: "8000", missing: pieces("3") });
    assert.deepEqual(told(shortage), ["inform-planning: aps planning.informed", "inform-shop-floor: mes order.held"]);
    assert.deepEqual(concernsOf(shortage), ["MATERIAL_SHORTAGE 1/8000"]);
    assert.deepEqual(
      (shortage as Plan).withdraws?.map(({ lane, kind }) => [lane, kind]),
      [["production-order/1", "release-order"]],
    );
  });

  it("is refused for what the order does not need", () => {
    assert.equal(
      codeOf(decide("andon.material.shortage-reported", { order: "1", material: "1", missing: pieces("3") })),
      "NOT_FOUND material",
    );
  });

  it("ends when as much of the material is issued as was missing, is less when some is, and stays when other material is", () => {
    const issued = (material: string, quantity: { readonly value: string; readonly unit: string }): Plan => {
      const data = { movement: "ISSUED", order: "1", material, quantity, movedAt: "2026-11-24T09:00:00Z" } as const;
      return decide("andon.goods.moved", data, lacking) as Plan;
    };
    const settled = issued("8000", pieces("3"));
    assert.deepEqual(
      settled.settles?.map(({ kind, key }) => [kind, key]),
      [["MATERIAL_SHORTAGE", "1/8000"]],
    );
    const part = issued("8000", pieces("0.5"));
    assert.deepEqual([part.settles ?? [], part.concerns?.[0]?.missing?.value], [[], "2.5"]);
    for (const other of [issued("8001", pieces("3")), issued("8000", { value: "3", unit: "KGM" })])
      assert.deepEqual([other.settles ?? [], other.concerns ?? []], [[], []]);
  });
});

describe("a supplier's commitment", () => {
  const propose = (rest: object = {}) =>
    decide("andon.supplier-commitment.proposed", {
      ...{ supplier: "100007", purchaseOrder: "4500000001", item: "10", scheduleLine: "1", date: "2046-12-12", quantity: pieces("50") },
      ...rest,
    });

  it("is confirmed in the ERP, then told to planning and answered", () => {
    assert.deepEqual(told(propose()), [
      "confirm-date: ERP confirm-supplier-date",
      "inform-planning: aps planning.informed",
      "answer-supplier: portal commitment.answered",
      "answer-in-the-negative: portal commitment.answered",
    ]);
    const { steps } = propose() as Plan;
    assert.equal(steps.at(-1)?.insteadOf, "confirm-date");
  });

  it("is answered when it is refused, to whom sent it", () => {
    const { answers } = propose({ date: "2026-11-01" }) as Refusal;
    const [answer] = answers ?? [];
    assert.ok(answer);
    assertNotice(answer);
    assert.deepEqual(
      [answer.to, answer.body.kind === "notice" && answer.body.data.outcome, answer.body.kind === "notice" && answer.body.data.reason],
      ["portal", "FAILED", "2026-11-01 has passed; give a day to come"],
    );
  });

  it("waits for procurement when it slips by more days than it may", () => {
    const late = propose({ date: "2046-12-13" }) as Plan;
    assert.deepEqual(late.steps.map(({ name, approval }) => [name, approval?.scope]).slice(0, 2), [
      ["ask-for-patience", undefined],
      ["confirm-date", "supplier-commitment:write"],
    ]);
  });

  it("is refused for a line of another supplier as if there were none, and for days and quantities that cannot be", () => {
    assert.equal(codeOf(propose({ supplier: "100008" })), "NOT_FOUND purchaseOrder");
    assert.equal(codeOf(propose({ purchaseOrder: "1" })), "NOT_FOUND purchaseOrder");
    assert.equal(codeOf(propose({ date: "2026-11-01" })), "DATE_IN_THE_PAST date");
    assert.equal(codeOf(propose({ quantity: pieces("51") })), "QUANTITY_TOO_LARGE quantity.value");
    assert.equal(codeOf(propose({ quantity: { value: "1", unit: "KGM" } })), "UNIT_MISMATCH quantity.unit");
  });
});

describe("a quality hold", () => {
  const hold = (batch: string) => decide("andon.quality.hold-placed", { material: "4711", batch, reason: "cracks" });
  const lift = (batch: string) => decide("andon.quality.hold-lifted", { material: "4711", batch, reason: "fine" });

  it("stops picking and blocks the stock together, each undone when the other fails", () => {
    assert.deepEqual(told(hold("B1")), [
      "block-picking: wms pick-block.placed",
      "hold-stock: ERP hold-stock",
      "inform-planning: aps planning.informed",
    ]);
    assert.deepEqual(
      (hold("B1") as Plan).steps.map(({ compensation }) => compensation?.length ?? 0),
      [1, 1, 0],
    );
  });

  it("is lifted in the ERP first, and only then in the warehouse", () => {
    assert.deepEqual(told(lift("B2")), [
      "free-stock: ERP free-stock",
      "unblock-picking: wms pick-block.lifted",
      "inform-planning: aps planning.informed",
    ]);
    assert.deepEqual((lift("B2") as Plan).steps[1]?.after, ["free-stock"]);
  });

  it("is refused where there is nothing to hold or to free", () => {
    assert.deepEqual(
      [codeOf(hold("B2")), codeOf(lift("B1")), codeOf(hold("B9"))],
      ["NOTHING_TO_DO batch", "NOTHING_TO_DO batch", "NOT_FOUND batch"],
    );
  });
});

describe("a usage decision", () => {
  const decided = (decision: "ACCEPTED" | "REJECTED", inspectionLot = "77") =>
    decide("andon.quality.usage-decided", { inspectionLot, decision });

  it("is recorded in the ERP and answered; what is rejected is not picked", () => {
    const answers = [
      "record-decision: ERP record-usage-decision",
      "answer-laboratory: qms disposition.recorded",
      "inform-planning: aps planning.informed",
    ];
    assert.deepEqual(told(decided("ACCEPTED")), answers);
    assert.deepEqual(told(decided("REJECTED")), ["block-picking: wms pick-block.placed", ...answers]);
    assert.equal(codeOf(decided("ACCEPTED", "78")), "NOT_FOUND inspectionLot");
  });
});

describe("feedback from the shop floor", () => {
  const confirm = (rest: object = {}) =>
    decide("andon.operation.confirmed", {
      ...{ order: "2", operation: "0010", yield: pieces("5"), isFinal: false, finishedAt: "2026-11-24T09:00:00Z" },
      ...rest,
    });

  it("is booked in the ERP, and told to planning in batches", () => {
    assert.deepEqual(told(confirm()), ["confirm-operation: ERP confirm-operation", "inform-planning: aps planning.informed"]);
    assert.equal((confirm() as Plan).steps[1]?.commands[0]?.latencyClass, "MICRO_BATCH");
  });

  it("is refused for an order that is not released, an operation that it has not, and another unit", () => {
    assert.equal(codeOf(confirm({ order: "1" })), "WRONG_STATE order");
    assert.equal(codeOf(confirm({ operation: "0099" })), "NOT_FOUND operation");
    assert.equal(codeOf(confirm({ yield: { value: "5", unit: "KGM" } })), "UNIT_MISMATCH yield.unit");
  });
});

describe("a new revision", () => {
  const release = (effectiveFrom: string, of?: World) =>
    decide("andon.engineering.revision-released", { material: "4711", revision: "C", effectiveFrom }, of);
  const open = (effectiveFrom: string, reviewed: readonly string[] = []): World =>
    world({
      openRevisions: (material) => [{ material, revision: "C", effectiveFrom, since: "2026-11-24T09:00:00.000Z" }],
      isReviewed: (order) => reviewed.includes(order),
    });
  const ask = (of: World) => codeOf(decide("andon.order.release-requested", { order: "1" }, of));

  it("holds the orders that it concerns for a review, and takes back their releases that were not sent", () => {
    const held = release("2046-12-03") as Plan;
    assert.deepEqual(concernsOf(held), ["ENGINEERING_REVIEW 1", "ENGINEERING_REVIEW 4711/C/2046-12-03"]);
    assert.deepEqual(
      held.withdraws?.map(({ lane, kind }) => [lane, kind]),
      [["production-order/1", "release-order"]],
    );
    const later = release("2046-12-04") as Plan;
    assert.deepEqual([concernsOf(later), later.withdraws], [["ENGINEERING_REVIEW 4711/C/2046-12-04"], []]);
  });

  it("reckons in the plant's days", () => {
    const early = stored(orderChange("1", { basicStart: "2046-12-02T23:30:00Z" }));
    assert.deepEqual(concernsOf(release("2046-12-03", world({ unreleasedOrdersOf: () => [early] })))[0], "ENGINEERING_REVIEW 1");
  });

  it("holds an order that comes later, until it is reviewed or the day has passed", () => {
    assert.equal(ask(open("2046-12-03")), "HELD_FOR_REVIEW order");
    assert.equal(ask(open("2046-12-04")), "accepted", "the order is made before");
    assert.equal(ask(open("2046-12-03", ["1"])), "accepted", "it was looked at");
    assert.equal(ask(open("2026-11-24")), "HELD_FOR_REVIEW order");
    assert.equal(ask(open("2026-11-23")), "accepted", "the day has passed");
  });

  it("asks for no order again when it is told once more, and ends what it told of another day", () => {
    assert.deepEqual(concernsOf(release("2046-12-03", open("2046-12-03", ["1"]))), []);
    const moved = release("2046-12-02", open("2046-12-03", ["1"])) as Plan;
    assert.deepEqual(concernsOf(moved), ["ENGINEERING_REVIEW 1", "ENGINEERING_REVIEW 4711/C/2046-12-02"]);
    assert.deepEqual(
      moved.settles?.map(({ key }) => key),
      ["4711/C/2046-12-03"],
    );
  });
});

describe("master data", () => {
  it("is told to planning member by member, and nothing is when nothing is told", () => {
    const both = decide("andon.supplier.enriched", { supplier: "100007", rating: "B", leadTimeDays: 12 });
    assert.deepEqual(told(both), ["inform-planning: aps planning.informed", "inform-planning: aps planning.informed"]);
    assert.equal(codeOf(decide("andon.material.enriched", { material: "4711", description: null })), "NOTHING_TO_DO data");
  });
});

describe("a machine's state and a customer's wish", () => {
  it("are told to planning at once", () => {
    assert.deepEqual(told(decide("andon.machine.state-changed", { workCenter: "WC1", state: "DOWN", since: "2026-11-24T09:00:00Z" })), [
      "inform-planning: aps planning.informed",
    ]);
    const wish = { customerOrder: "C1", material: "4711", quantity: pieces("5"), requestedDate: "2046-12-24" };
    assert.deepEqual(told(decide("andon.customer-order.changed", wish)), ["inform-planning: aps planning.informed"]);
  });
});

describe("the landscape", () => {
  it("may say of each workflow how soon its commands leave and within which time all must be done, and of nothing else", () => {
    const { latencyClasses, slaSeconds } = landscapeSchema.properties.workflows.properties;
    const names = [...new Set([...workflowOf.values()].map(({ name }) => name))].sort();
    for (const { properties } of [latencyClasses, slaSeconds]) assert.deepEqual(Object.keys(properties).sort(), names);
  });
});

describe("a workflow", () => {
  it("declares those as owners whose systems may tell its events", () => {
    for (const workflow of new Set(workflowOf.values())) {
      const telling = new Set(workflow.on.flatMap((type) => ownersOf(type, "1010", new Map())));
      assert.deepEqual(new Set(workflow.owners), telling, workflow.name);
    }
  });
});
