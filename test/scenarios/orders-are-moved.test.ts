import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ask, type GraphqlAnswer, listen } from "../support/clients.ts";
import { type Demo, startDemo } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const moving = `mutation ($input: RescheduleProductionOrderInput!) { rescheduleProductionOrder(input: $input) {
  productionOrder { number sync { state } } commands { id key kind state system plant { code } productionOrder { number } } run { id workflow state }
  userErrors { code message field } } }`;
const movable = `query ($plants: [String!]) { productionOrders(filter: { plants: $plants, states: [CREATED, RELEASED] }, first: 5) {
  nodes { number basicStart basicEnd sync { state commands { id } } } } }`;

const following = `subscription ($plants: [String!], $after: String) { commandChanged(plants: $plants, after: $after) {
  id command { kind state productionOrder { number } } } }`;

describe("orders are moved from the gateway into their ERP", () => {
  let demo: Demo;
  let planner: string;
  let operator: string;
  before(async () => {
    demo = await startDemo();
    planner = await demo.token("planner");
    operator = await demo.token("operator");
  });
  after(() => demo[Symbol.asyncDispose]());

  const later = (moment: string): string => new Date(Date.parse(moment) + 3 * 86_400_000).toISOString();

  for (const plant of ["1010", "2010", "3010"]) {
    it(`in plant ${plant}: asked for once, followed to its end, and seen as the ERP's own change`, async () => {
      const { data, errors } = await ask(demo.address, planner, movable, { plants: [plant] });
      assert.equal(errors, undefined);
      const found = data.productionOrders.nodes.find((order: { basicEnd: string | null }) => order.basicEnd !== null);
      assert.ok(found, "an order that can be moved");
      assert.deepEqual(found.sync, { state: "IN_SYNC", commands: [] });
      const input = {
        plant,
        order: found.number,
        basicStart: later(found.basicStart),
        basicEnd: later(found.basicEnd),
        idempotencyKey: `move ${plant}`,
      };
      await using listener = await listen(demo.address, operator, following, { plants: [plant] });
      const answer = await ask(demo.address, planner, moving, { input });
      assert.equal(answer.errors, undefined);
      const { productionOrder, commands, run, userErrors } = answer.data.rescheduleProductionOrder;
      assert.deepEqual([userErrors, productionOrder.number, run.workflow], [[], found.number, "schedule-change"]);
      const [command] = commands;
      assert.deepEqual(
        [command.kind, command.plant, command.productionOrder],
        ["RESCHEDULE_ORDER", { code: plant }, { number: found.number }],
      );
      const first = await listener.waitFor(({ data: event }) => event.commandChanged.id === command.id, 30_000);
      const isDone = ({ data: event }: GraphqlAnswer): boolean =>
        event.commandChanged.id === command.id && event.commandChanged.command.state === "ACKNOWLEDGED";
      const told = isDone(first) ? first : await listener.waitFor(isDone, 30_000);
      assert.equal(told.data.commandChanged.command.productionOrder.number, found.number);
      if (told !== first) {
        await using resumed = await listen(demo.address, operator, following, { plants: [plant], after: first.extensions?.cursor });
        await resumed.waitFor(isDone, 30_000);
      }
      const moved = await eventually(
        async () => {
          const text = `{ productionOrder(plant: "${plant}", number: "${found.number}") { basicEnd sync { state } } }`;
          return (await ask(demo.address, planner, text)).data.productionOrder;
        },
        ({ basicEnd, sync }) => Date.parse(basicEnd) !== Date.parse(found.basicEnd) && sync.state === "IN_SYNC",
        30_000,
      );
      assert.ok(Date.parse(moved.basicEnd) > Date.parse(found.basicEnd));
      const again = await ask(demo.address, planner, moving, { input });
      assert.equal(again.data.rescheduleProductionOrder.run.id, run.id);
      const conflict = await ask(demo.address, planner, moving, { input: { ...input, priority: 1 } });
      assert.equal(conflict.data.rescheduleProductionOrder.userErrors[0].code, "IDEMPOTENCY_CONFLICT");
    });
  }

  it("not by who may only read, and nothing of it is told to who may not know", async () => {
    const input = { plant: "1010", order: "1", priority: 1, idempotencyKey: "b" };
    const quality = await ask(demo.address, await demo.token("quality"), moving, { input });
    assert.equal(quality.data?.rescheduleProductionOrder ?? null, null);
    assert.equal(quality.errors?.[0]?.extensions?.code, "UNAUTHORIZED_FIELD_OR_TYPE");
    const listed = "{ commands { totalCount nodes { id key } } deliveries { system circuit } }";
    const all = await ask(demo.address, operator, listed);
    assert.equal(all.errors, undefined);
    assert.ok(all.data.commands.totalCount >= 3);
    assert.ok(all.data.deliveries.every(({ circuit }: { circuit: string }) => circuit === "CLOSED"));
    const refused = await ask(demo.address, planner, listed);
    assert.deepEqual([refused.data?.commands ?? null, refused.data?.deliveries ?? null], [null, null]);
    const { id } = all.data.commands.nodes[0];
    const one = `{ command(id: "${id}") { state } }`;
    const supplier = await ask(demo.address, await demo.token("supplier", "100007"), one);
    assert.deepEqual([supplier.data, supplier.errors], [{ command: null }, undefined]);
    assert.ok((await ask(demo.address, planner, one)).data.command.state);
  });
});
