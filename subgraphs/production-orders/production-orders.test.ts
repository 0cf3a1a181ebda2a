import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import { observedAt, type PlantsUnderTest, planner, startPlants } from "../canonical-plants.fixture.ts";
import { type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

let under: PlantsUnderTest;
let asking: Asking;
before(async () => {
  under = await startPlants();
  asking = askSubgraphs(under.sources);
});
after(() => under[Symbol.asyncDispose]());

describe("production orders", () => {
  const number = "1000123";

  it("are told with references to what other subgraphs tell", async () => {
    const { productionOrder } = await asking.dataOf(
      "production-orders",
      planner,
      `{ productionOrder(plant: "1010", number: "${number}") { id plant { code name } material { id } batch { id } late blocked
        components { material { id } availability { id } batch { id } required { value unit } } } }`,
    );
    assert.deepEqual(productionOrder, {
      id: idOf("ProductionOrder", `1010/${number}`),
      plant: { code: "1010", name: "Esslingen" },
      material: { id: encodeGlobalId("Material", "8000") },
      batch: { id: idOf("Batch", "1010/8000/B1") },
      late: true,
      blocked: false,
      components: [
        {
          material: { id: encodeGlobalId("Material", "4711") },
          availability: { id: idOf("MaterialAvailability", "1010/4711") },
          batch: { id: idOf("Batch", "1010/4711/C1") },
          required: { value: "10", unit: "H87" },
        },
        { material: { id: encodeGlobalId("Material", "4712") }, availability: null, batch: null, required: { value: "10", unit: "H87" } },
      ],
    });
  });

  it("say which ERP told them, in its words, and how fresh they are", async () => {
    const { productionOrder } = await asking.dataOf(
      "production-orders",
      planner,
      `{ productionOrder(plant: "2010", number: "${number}") { asOf source { system key statuses changedAt } } }`,
    );
    assert.ok(Date.parse(productionOrder.asOf) >= Date.parse(observedAt));
    assert.deepEqual(productionOrder.source, { system: "ecc-2010", key: `0000${number}`, statuses: ["I0002"], changedAt: observedAt });
  });

  for (const [filter, expected] of [
    ["{}", ["1010/1000123", "2010/1000123", "1010/1000124"]],
    ['{ plants: ["2010"] }', ["2010/1000123"]],
    ['{ plants: ["9999"] }', []],
    ['{ numbers: ["1000124"] }', ["1010/1000124"]],
    ["{ states: [ON_HOLD] }", ["1010/1000124"]],
    ['{ materials: ["9000"] }', ["2010/1000123"]],
    ['{ components: ["4712"] }', ["1010/1000123"]],
    ['{ scheduledStart: { from: "2026-12-01" } }', ["1010/1000124"]],
    ['{ scheduledStart: { from: "2026-11-20", to: "2026-11-20" } }', ["1010/1000123", "2010/1000123"]],
    ["{ late: false }", ["1010/1000124"]],
    ["{ blocked: true }", ["1010/1000124"]],
    ["{ states: [] }", []],
  ] as const) {
    it(`are narrowed by ${filter}`, async () => {
      const { productionOrders } = await asking.dataOf(
        "production-orders",
        planner,
        `{ productionOrders(filter: ${filter}) { totalCount nodes { plant { code } number } } }`,
      );
      const found = productionOrders.nodes.map(
        (order: { plant: { code: string }; number: string }) => `${order.plant.code}/${order.number}`,
      );
      assert.deepEqual(found.toSorted(), [...expected].sort());
      assert.equal(productionOrders.totalCount, expected.length);
    });
  }

  it("are paged by cursor, each once", async () => {
    const query = `query ($after: String) { productionOrders(first: 2, after: $after, orderBy: { field: NUMBER, direction: DESC }) {
      edges { cursor node { number } } nodes { number } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const { productionOrders: first } = await asking.dataOf("production-orders", planner, query);
    assert.deepEqual(
      first.nodes.map((node: { number: string }) => node.number),
      ["1000124", "1000123"],
    );
    assert.deepEqual(first.pageInfo, {
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0].cursor,
      endCursor: first.edges[1].cursor,
    });
    const { productionOrders: second } = await asking.dataOf("production-orders", planner, query, { after: first.pageInfo.endCursor });
    assert.deepEqual(second.nodes, [{ number: "1000123" }]);
    assert.deepEqual([second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage], [false, true]);
  });

  it("take null for an argument that was left out", async () => {
    const { productionOrders } = await asking.dataOf(
      "production-orders",
      planner,
      "{ productionOrders(filter: null, orderBy: null, first: null, after: null) { totalCount } }",
    );
    assert.equal(productionOrders.totalCount, 3);
  });

  for (const [args, named] of [
    ["first: 0", /^first: .*1 to 200/],
    ["first: 201", /^first: .*1 to 200/],
    ["first: -1", /^first: .*1 to 200/],
    ['after: "abc"', /^after: .*cursor/],
    ['filter: { scheduledStart: { from: "2026-02-30" } }', /^filter\.scheduledStart\.from: "2026-02-30".*2026-12-01/],
    ['filter: { scheduledEnd: { to: "soon" } }', /^filter\.scheduledEnd\.to: "soon"/],
    ['filter: { scheduledEnd: { from: "2026-12-02", to: "2026-12-01" } }', /^filter\.scheduledEnd\.from: .*after/],
  ] as const) {
    it(`refuse ${args} by name`, async () => {
      const { errors } = await asking.ask("production-orders", planner, `{ productionOrders(${args}) { nodes { id } } }`);
      assert.equal(errors[0]?.code, "BAD_USER_INPUT");
      assert.match(errors[0]?.message ?? "", named);
    });
  }

  it("refuse a variable that is no day by its place", async () => {
    const query = "query ($filter: ProductionOrderFilter) { productionOrders(filter: $filter) { nodes { id } } }";
    const { errors } = await asking.ask("production-orders", planner, query, { filter: { scheduledStart: { to: "2026-02-30" } } });
    assert.equal(errors[0]?.code, "BAD_USER_INPUT");
    assert.match(errors[0]?.message ?? "", /filter\.scheduledStart\.to.*2026-02-30.*2026-12-01/);
  });
});
