import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ask } from "../support/clients.ts";
import { type Demo, root, run, startDemo, writeLandscape } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const mainQuery = readFileSync(join(root, "schema/operations/planner-orders-of-three-plants.graphql"), "utf8");
const plants = ["1010", "2010", "3010"];

describe("one graph over three ERPs", () => {
  let demo: Demo;
  let planner: string;

  before(async () => {
    demo = await startDemo();
    planner = await demo.token("planner");
  });
  after(() => demo[Symbol.asyncDispose]());

  it("tells what became ready, a token to paste, and last where it listens", () => {
    for (const name of ["s4hana", "sap-ecc", "ebs"]) assert.ok(demo.lines.includes(`simulated plant ${name} is up`), demo.lines.join("\n"));
    for (const system of ["s4-1010", "ecc-2010", "ebs-3010"])
      assert.ok(demo.lines.includes(`system ${system} is loaded and followed`), demo.lines.join("\n"));
    assert.match(
      demo.lines.at(-1) ?? "",
      /^ready http:\/\/127\.0\.0\.1:\d+\/graphql {2}explorer http:\/\/127\.0\.0\.1:\d+\/explorer#token=/,
    );
  });

  it("prints a token and nothing else, for every role", async () => {
    for (const role of [["planner"], ["shopfloor"], ["supplier", "100007"], ["procurement"], ["quality"], ["operator"]]) {
      const { code, stdout, stderr } = await run("token", ...role, "--landscape", demo.landscapeFile);
      assert.equal(code, 0);
      assert.equal(stderr, "");
      assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    }
  });

  it("answers one query about orders of all three plants with all four capabilities", async () => {
    const answer = await ask(demo.address, planner, mainQuery);
    assert.equal(answer.status, 200);
    assert.equal(answer.errors, undefined);
    // The sample's page is sorted by date, so each plant is asked for its own to see all three.
    for (const plant of plants) {
      const { data, errors } = await ask(
        demo.address,
        planner,
        `query ($plants: [String!]) { productionOrders(filter: { plants: $plants }, first: 50) { nodes {
          plant { code name } number state scheduledStart scheduledEnd planned { value unit }
          operations { number workCenter state start end }
          components { material { number description } required { value unit }
            availability { byStatus { status quantity { value unit } } supplierCommitments { state requested { date } confirmedDate supplier { number name } } } }
          batch { number quality { disposition } } inspectionLots { disposition } } } }`,
        { plants: [plant] },
      );
      assert.equal(errors, undefined);
      const orders = data.productionOrders.nodes;
      assert.equal(orders.length, 50);
      for (const order of orders) {
        assert.equal(order.plant.code, plant);
        assert.ok(order.operations.length >= 2, `${plant} ${order.number} has operations`);
        assert.ok(order.components.length >= 3, `${plant} ${order.number} has components`);
        assert.match(order.scheduledStart, /T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
      }
      const components = orders.flatMap((order: { components: unknown[] }) => order.components);
      assert.ok(
        components.every((component: { availability: unknown }) => component.availability !== null),
        "every component has stock",
      );
      assert.ok(
        components.every((component: { material: { description: string } }) => component.material.description),
        "materials have names",
      );
      const commitments = components.flatMap(
        (component: { availability: { supplierCommitments: unknown[] } }) => component.availability.supplierCommitments,
      );
      assert.ok(commitments.length > 0, "something is on order");
      assert.ok(
        commitments.every((line: { supplier: { name: string } }) => line.supplier.name),
        "suppliers have names",
      );
      assert.ok(
        orders.some((order: { batch: { quality: unknown } | null }) => order.batch?.quality),
        "some batch has a disposition",
      );
      assert.ok(
        orders.some((order: { inspectionLots: unknown[] }) => order.inspectionLots.length > 0),
        "some order has inspection lots",
      );
    }
  });

  it("says which ERP answered, and how fresh it is, only when asked", async () => {
    const quiet = await ask(demo.address, planner, mainQuery);
    assert.doesNotMatch(JSON.stringify(quiet.data), /s4-1010|ecc-2010|ebs-3010/);
    for (const [plant, system] of [
      ["1010", "s4-1010"],
      ["2010", "ecc-2010"],
      ["3010", "ebs-3010"],
    ]) {
      const { data } = await ask(
        demo.address,
        planner,
        `query ($p: [String!]) { productionOrders(filter: { plants: $p }, first: 1) { nodes { asOf source { system key statuses version } } } }`,
        { p: [plant] },
      );
      const order = data.productionOrders.nodes[0];
      assert.equal(order.source.system, system);
      assert.ok(order.source.statuses.length > 0);
      assert.ok(Date.now() - Date.parse(order.asOf) < 60_000, `asOf is ${order.asOf}`);
    }
  });

  it("pages through every order once, in order, and counts only when asked", async () => {
    const numbers: string[] = [];
    let cursor: string | null = null;
    do {
      const { data, errors } = await ask(
        demo.address,
        planner,
        `query ($after: String) { productionOrders(first: 150, after: $after, orderBy: { field: SCHEDULED_END, direction: DESC }) {
          totalCount nodes { plant { code } number scheduledEnd } pageInfo { hasNextPage endCursor } } }`,
        { after: cursor },
      );
      assert.equal(errors, undefined);
      assert.equal(data.productionOrders.totalCount, 600);
      const ends = data.productionOrders.nodes.map((order: { scheduledEnd: string }) => Date.parse(order.scheduledEnd));
      assert.deepEqual(
        ends,
        ends.toSorted((a: number, b: number) => b - a),
      );
      numbers.push(
        ...data.productionOrders.nodes.map((order: { plant: { code: string }; number: string }) => `${order.plant.code}/${order.number}`),
      );
      cursor = data.productionOrders.pageInfo.hasNextPage ? data.productionOrders.pageInfo.endCursor : null;
    } while (cursor);
    assert.equal(numbers.length, 600);
    assert.equal(new Set(numbers).size, 600);
  });

  it("narrows a list by each of a planner's filters", async () => {
    const count = async (filter: object): Promise<number> => {
      const { data, errors } = await ask(
        demo.address,
        planner,
        "query ($filter: ProductionOrderFilter) { productionOrders(filter: $filter, first: 1) { totalCount } }",
        { filter },
      );
      assert.equal(errors, undefined, JSON.stringify(errors));
      return data.productionOrders.totalCount;
    };
    const { data } = await ask(
      demo.address,
      planner,
      "{ productionOrders(first: 1) { nodes { number state scheduledStart material { number } components { material { number } } operations { workCenter } } } }",
    );
    const [order] = data.productionOrders.nodes;
    const day = order.scheduledStart.slice(0, 10);
    assert.equal(await count({ numbers: [order.number] }), 1);
    for (const filter of [
      { states: [order.state] },
      { materials: [order.material.number] },
      { components: [order.components[0].material.number] },
      { workCenters: [order.operations[0].workCenter] },
      { scheduledStart: { from: day, to: day } },
    ]) {
      const found = await count(filter);
      assert.ok(found >= 1 && found < 600, `${JSON.stringify(filter)} finds ${found}`);
    }
    assert.equal((await count({ late: true })) + (await count({ late: false })), 600);
    assert.equal((await count({ blocked: true })) + (await count({ blocked: false })), 600);
    assert.ok((await count({ late: true })) > 0);
    assert.ok((await count({ blocked: true })) > 0);
  });

  it("finds every object again by its global id", async () => {
    const { data } = await ask(
      demo.address,
      planner,
      `{ productionOrders(first: 1, filter: { states: [COMPLETED, TECHNICALLY_COMPLETED, CLOSED] }) { nodes { id plant { id } material { id } batch { id } inspectionLots { id }
        components { availability { id supplierCommitments { id supplier { id } purchaseOrderLine { id } } } } } } qualityDispositions(first: 1) { nodes { id } } }`,
    );
    const ids = [...JSON.stringify(data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    assert.ok(ids.length >= 6);
    for (const id of new Set(ids)) {
      const found = await ask(demo.address, planner, "query ($id: ID!) { node(id: $id) { __typename id } }", { id });
      assert.equal(found.data?.node?.id, id, JSON.stringify(found));
    }
    const none = await ask(demo.address, planner, '{ node(id: "bm9uc2Vuc2U") { id } }');
    assert.equal(none.data.node, null);
  });

  it("shows a caller only the plants of its token", async () => {
    const token = (await run("token", "planner", "--plants", "2010", "--landscape", demo.landscapeFile)).stdout.trim();
    const { data } = await ask(
      demo.address,
      token,
      "{ productionOrders(first: 200) { totalCount nodes { plant { code } } } plants { code } }",
    );
    assert.equal(data.productionOrders.totalCount, 200);
    assert.deepEqual([...new Set(data.productionOrders.nodes.map((order: { plant: { code: string } }) => order.plant.code))], ["2010"]);
    assert.deepEqual(data.plants, [{ code: "2010" }]);
  });

  it("shows what master data management knows beyond the ERPs, put together, and no supplier sees it", async () => {
    const environment = JSON.parse(readFileSync(join(demo.folder, "data/simulated-environment.json"), "utf8")) as Record<string, string>;
    const enter = async (action: object): Promise<void> => {
      const response = await fetch(`${environment.NEIGHBOURS_URL}/mdm/events`, { method: "POST", body: JSON.stringify(action) });
      assert.equal(response.status, 200, await response.text());
    };
    await enter({ action: "enrich-material", plant: "1010", material: "8000", cost: 3.2 });
    await enter({ action: "enrich-material", plant: "1010", material: "8000", description: "Housing, cast" });
    await enter({ action: "enrich-supplier", plant: "2010", supplier: "100001", rating: "B" });
    const query = `{ material(number: "8000") { enrichments { plant { code } description standardCost { amount currency per { value unit } } system } }
      supplier(number: "100001") { enrichments { plant { code } rating leadTimeDays } } }`;
    const { data } = await eventually(
      () => ask(demo.address, planner, query),
      (answer) => answer.data.material.enrichments[0]?.description && answer.data.supplier.enrichments[0],
      30_000,
    );
    assert.deepEqual(data.material.enrichments, [
      {
        plant: { code: "1010" },
        description: "Housing, cast",
        standardCost: { amount: "3.2", currency: "EUR", per: { value: "1", unit: "H87" } },
        system: "mdm",
      },
    ]);
    assert.deepEqual(data.supplier.enrichments, [{ plant: { code: "2010" }, rating: "B", leadTimeDays: null }]);
    const own = await ask(
      demo.address,
      await demo.token("supplier", "100001"),
      '{ supplier(number: "100001") { enrichments { rating } } }',
    );
    assert.deepEqual([own.errors, own.data.supplier.enrichments], [undefined, []]);
  });

  it("says that it lives and which systems are ready", async () => {
    const live = await fetch(`${demo.address}/health/live`);
    assert.equal(live.status, 200);
    const ready = await fetch(`${demo.address}/health/ready`);
    assert.equal(ready.status, 200);
    const { systems } = (await ready.json()) as { systems: { system: string; state: string }[] };
    assert.deepEqual(systems.map(({ system, state }) => `${system} ${state}`).sort(), ["ebs-3010 LIVE", "ecc-2010 LIVE", "s4-1010 LIVE"]);
  });

  it("stops cleanly when asked", async () => {
    assert.equal(await demo.stop(), 0);
  });

  it("stops cleanly, its plants with it, while it is still starting", async () => {
    const folder = mkdtempSync(join(tmpdir(), "andon-test-"));
    const child = spawn(process.execPath, [join(root, "cli/andon.js"), "start", "--landscape", writeLandscape(folder)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printed: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString("utf8")));
    child.stdout.once("data", () => child.kill("SIGINT"));
    child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString("utf8")));
    // Closed when the plants, which have its standard error, are gone as well.
    const [code] = await once(child, "close");
    rmSync(folder, { recursive: true });
    assert.equal(code, 0);
    assert.match(printed.join(""), /^(simulated plant \S+ is up\n)+$/);
  });
});
