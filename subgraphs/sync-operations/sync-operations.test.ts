import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { eventually } from "#test/eventually";
import { order, type PlantsUnderTest, planner, startPlants, supplier100007 } from "../canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";
import { createContextFactory } from "../index.ts";

const operator: Caller = { ...planner, subject: "olga", scopes: ["sync:read"] };
const ofToledo: Caller = { ...operator, plants: ["2010"] };
const eva: Caller = { ...planner, subject: "eva", plants: ["1010"] };
const releasing = `mutation ($order: String!, $key: ID!) { releaseProductionOrder(input: { plant: "1010", order: $order, idempotencyKey: $key }) {
  commands { id } run { id } } }`;

describe("what is under way", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  const runs: string[] = [];
  const commands: string[] = [];
  before(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
    const numbers = ["1000301", "1000302", "1000303"];
    under.tell(...numbers.map((number) => order("1010", number, { state: "CREATED" })));
    const isThere = (): boolean => under.sources.views.get("production-order", [{ plant: "1010", key: "1000303" }], planner)[0] !== null;
    await eventually(isThere, (there) => there);
    under.erp.refuse(1);
    for (const number of numbers) {
      const { releaseProductionOrder } = await asking.dataOf("production-orders", eva, releasing, { order: number, key: number });
      runs.push(releaseProductionOrder.run.id);
      commands.push(releaseProductionOrder.commands[0].id);
    }
    await eventually(
      () => under.sources.process.outbox.list({}).map(({ state }) => state),
      (states) => states.filter((state) => state === "ACKNOWLEDGED").length === 2 && states.includes("REJECTED"),
    );
  });
  after(() => under[Symbol.asyncDispose]());

  const ask = (caller: Caller, text: string, variables?: Record<string, unknown>): Promise<Answer["data"]> =>
    asking.dataOf("sync-operations", caller, text, variables);

  it("is told command by command, with its run and what it is about", async () => {
    const { command } = await ask(
      operator,
      `query ($id: ID!) { command(id: $id) { id key kind notice system plant { id } state attempts submittedAt settledAt deadline reference
        messages { severity code text } run { id workflow state key startedBy late refusal steps { name state approval { scope } commands { id } } }
        productionOrder { id } batch { id } } }`,
      { id: commands[0] },
    );
    assert.deepEqual([command.kind, command.notice, command.system, command.attempts], ["RELEASE_ORDER", null, "s4-1010", 1]);
    assert.deepEqual(command.messages, [{ severity: "ERROR", code: "CO/469", text: "not like this" }]);
    assert.deepEqual(
      [command.state, command.productionOrder, command.batch],
      ["REJECTED", { id: idOf("ProductionOrder", "1010/1000301") }, null],
    );
    const { id, workflow, state, key, startedBy, late, refusal, steps } = command.run;
    assert.deepEqual(
      [id, workflow, state, key, startedBy, late, refusal],
      [runs[0], "order-release", "FAILED", "1000301", "eva", false, null],
    );
    assert.deepEqual(steps[0], { name: "release", state: "FAILED", approval: null, commands: [{ id: commands[0] }] });
    const { _entities } = (await asking.entities("sync-operations", operator, "Command", [commands[0] ?? ""], "key")).data;
    assert.deepEqual(_entities, [{ key: command.key }]);
  });

  it("is followed by who asked for it, and by who may see what it is about; by nobody else", async () => {
    const selection = "query ($id: ID!, $run: ID!) { command(id: $id) { state run { state } } workflowRun(id: $run) { state } }";
    const see = (caller: Caller): Promise<Answer["data"]> => ask(caller, selection, { id: commands[0], run: runs[0] });
    const whole = { command: { state: "REJECTED", run: { state: "FAILED" } }, workflowRun: { state: "FAILED" } };
    const commandAlone = { command: { state: "REJECTED", run: null }, workflowRun: null };
    const nothing = { command: null, workflowRun: null };
    assert.deepEqual(await see(operator), whole);
    assert.deepEqual(await see(eva), whole);
    assert.deepEqual(await see({ ...eva, supplier: "100007" }), whole, "its own, whoever it is");
    assert.deepEqual(await see({ ...eva, subject: "max", scopes: ["production-order:read"] }), commandAlone);
    for (const stranger of [
      { ...eva, subject: "max" },
      { ...eva, subject: "max", scopes: ["quality-disposition:read"] },
      { ...eva, issuer: "https://another" },
      { ...eva, plants: ["2010"] },
      ofToledo,
      { ...supplier100007, scopes: ["sync:read", "production-order:read"] },
    ]) {
      assert.deepEqual(await see(stranger), nothing, JSON.stringify(stranger));
      const node = await asking.dataOf("production-orders", stranger, `{ node(id: "${commands[0]}") { id } }`);
      assert.deepEqual(node, { node: null });
    }
    const nodes = `{ command: node(id: "${commands[0]}") { __typename id } run: node(id: "${runs[0]}") { __typename } }`;
    assert.deepEqual(await asking.dataOf("production-orders", operator, nodes), {
      command: { __typename: "Command", id: commands[0] },
      run: { __typename: "WorkflowRun" },
    });
    const otherPlant = idOf(
      "Command",
      `2010/${
        Buffer.from(commands[0] ?? "", "base64url")
          .toString()
          .split("/")[1]
      }`,
    );
    assert.deepEqual((await ask(operator, selection, { id: otherPlant, run: "nonsense" })).command, null);
  });

  it("is not known by who asked for it in an answer that goes to others of the same access too", async () => {
    const text = `{ command(id: "${commands[0]}") { state } }`;
    const context = createContextFactory(under.sources)(eva, new AbortController().signal, { isShared: true });
    assert.deepEqual((await asking.ask("sync-operations", eva, text, {}, context)).data, { command: null });
  });

  it("is listed by plant, state, system and run, and paged either way", async () => {
    for (const [filter, count] of [
      ["{}", 3],
      ["{ states: [REJECTED, DEAD] }", 1],
      ['{ system: "ecc-2010" }', 0],
      ['{ plants: ["2010"] }', 0],
      [`{ run: "${runs[1]}", plants: ["1010", "2010"] }`, 1],
      ['{ run: "nonsense" }', 0],
    ] as const) {
      const { commands: found } = await ask(operator, `{ commands(filter: ${filter}) { totalCount nodes { id } } }`);
      assert.deepEqual([found.totalCount, found.nodes.length], [count, count], filter);
    }
    for (const [direction, expected] of [
      ["DESC", commands.toReversed()],
      ["ASC", commands],
    ] as const) {
      const page = `query ($after: String) { commands(orderBy: { field: SUBMITTED_AT, direction: ${direction} }, first: 2, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`;
      const { commands: first } = await ask(operator, page);
      const { commands: second } = await ask(operator, page, { after: first.pageInfo.endCursor });
      assert.deepEqual([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage], [true, false]);
      assert.deepEqual(
        [...first.nodes, ...second.nodes].map(({ id }: { id: string }) => id),
        expected,
      );
      const listed = `query ($after: String) { workflowRuns(orderBy: { field: STARTED_AT, direction: ${direction} }, first: 2, after: $after) {
        nodes { id } pageInfo { endCursor } } }`;
      const { workflowRuns: one } = await ask(operator, listed);
      const { workflowRuns: two } = await ask(operator, listed, { after: one.pageInfo.endCursor });
      assert.deepEqual(new Set([...one.nodes, ...two.nodes].map(({ id }: { id: string }) => id)), new Set(runs));
    }
    const { errors } = await asking.ask("sync-operations", operator, '{ commands(after: "nonsense") { totalCount } }');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["BAD_USER_INPUT"],
    );
  });

  it("cannot go on where an exception says so, with what can be done about it", async () => {
    const { exceptions, exceptionCounts } = await ask(
      operator,
      "{ exceptions(filter: { states: [OPEN] }) { totalCount nodes { id kind plant { id } system key workflow text count actions command { id } run { id } } } exceptionCounts { kind count } }",
    );
    const [{ text, id, ...exception }] = exceptions.nodes;
    assert.match(text, /refused release-order: CO\/469 not like this/);
    assert.deepEqual(exception, {
      kind: "BUSINESS_REJECTION",
      plant: { id: Buffer.from("Plant:1010").toString("base64url") },
      system: "s4-1010",
      key: "1000301",
      workflow: "order-release",
      count: 1,
      actions: [],
      command: { id: commands[0] },
      run: { id: runs[0] },
    });
    assert.deepEqual([exceptions.totalCount, exceptionCounts], [1, [{ kind: "BUSINESS_REJECTION", count: 1 }]]);
    const mayRepair = { ...operator, scopes: ["sync:read", "sync:operate"] };
    const repaired = await ask(mayRepair, `{ exception(id: "${id}") { actions } }`);
    assert.deepEqual(repaired, { exception: { actions: ["RETRY", "EDIT_AND_RESUBMIT", "DISCARD"] } });
  });

  it("is nothing to who may see none of its plants, and to suppliers, whatever their scopes", async () => {
    const id = under.sources.process.exceptions.list({})[0]?.id;
    const all = `{ commands { totalCount nodes { id } } workflowRuns { totalCount } exceptions { totalCount } exceptionCounts { kind } exception(id: "${id}") { id } }`;
    const none = {
      commands: { totalCount: 0, nodes: [] },
      workflowRuns: { totalCount: 0 },
      exceptions: { totalCount: 0 },
      exceptionCounts: [],
      exception: null,
    };
    const asked = '{ commands(filter: { plants: ["1010"] }) { totalCount } exceptionCounts(plants: ["1010"]) { kind } }';
    for (const caller of [ofToledo, { ...operator, supplier: "100007" }, { ...operator, scopes: [] }]) {
      assert.deepEqual(await ask(caller, all), none);
      assert.deepEqual(await ask(caller, asked), { commands: { totalCount: 0 }, exceptionCounts: [] });
    }
    assert.deepEqual((await ask({ ...operator, supplier: "100007" }, "{ deliveries { system } }")).deliveries, []);
  });

  it("of no plant is for who may see all of them", async () => {
    const about = {
      kind: "MAPPING_FAILURE",
      plant: null,
      system: "s4-1010",
      key: null,
      workflow: null,
      text: "?",
      raw: "<IDOC/>",
      traceparent: null,
    } as const;
    const id = under.sources.process.exceptions.raise({ ...about, concerns: { failure: "none" } });
    const text = `{ exception(id: "${id}") { kind raw } exceptions(filter: { kinds: [MAPPING_FAILURE] }) { totalCount } }`;
    assert.deepEqual(await ask(operator, text), { exception: { kind: "MAPPING_FAILURE", raw: "<IDOC/>" }, exceptions: { totalCount: 1 } });
    assert.deepEqual(await ask({ ...operator, plants: ["1010"] }, text), { exception: null, exceptions: { totalCount: 0 } });
    under.sources.process.exceptions.end(id, "RESOLVED", null, "over");
  });

  it("shows how it stands with the systems: the ERPs of the caller's plants and those around them", async () => {
    const text = "{ deliveries { system role circuit maintenanceUntil underWay error queues { state count } } }";
    const { deliveries } = await ask(operator, text);
    const systems = deliveries.map(({ system }: { system: string }) => system);
    assert.deepEqual(systems, ["s4-1010", "ecc-2010", "wms", "aps", "portal"]);
    assert.deepEqual(deliveries[0], {
      system: "s4-1010",
      role: null,
      circuit: "CLOSED",
      maintenanceUntil: null,
      underWay: 0,
      error: null,
      queues: [],
    });
    const toledo = (await ask(ofToledo, text)).deliveries.map(({ system }: { system: string }) => system);
    assert.deepEqual(toledo, ["ecc-2010", "wms", "aps", "portal"]);
  });

  it("makes no answer stay that tells of it", async () => {
    let until = Number.POSITIVE_INFINITY;
    const stamp = { isCurrent: true, onStale: null, release: () => undefined };
    const noteReads = () => ({ views: under.sources.views, stamp, until: (moment: number) => (until = Math.min(until, moment)) });
    for (const [name, text] of [
      ["sync-operations", "{ exceptionCounts { kind } }"],
      ["production-orders", '{ productionOrder(plant: "1010", number: "1000301") { sync { state } } }'],
    ] as const) {
      until = Number.POSITIVE_INFINITY;
      const context = createContextFactory({ ...under.sources, noteReads })(operator, new AbortController().signal, { isKept: true });
      await asking.ask(name, operator, text, {}, context);
      assert.equal(until, 0, name);
    }
  });
});
