import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type PlantsUnderTest, planner, startPlants } from "../canonical-plants.fixture.ts";
import { type Asking, askSubgraphs, idOf } from "../execution.fixture.ts";

let under: PlantsUnderTest;
let asking: Asking;
before(async () => {
  under = await startPlants();
  asking = askSubgraphs(under.sources);
});
after(() => under[Symbol.asyncDispose]());

describe("supplier commitments", () => {
  it("tell what is late, by how much, and the line they belong to", async () => {
    const { purchaseOrderLine } = await asking.dataOf(
      "supplier-commitments",
      planner,
      `{ purchaseOrderLine(plant: "1010", purchaseOrder: "4500000017", item: "10") { id supplier { number name } material { id }
        commitments { scheduleLine open late confirmedDate deltaDays purchaseOrderLine { id item } } } }`,
    );
    assert.deepEqual(purchaseOrderLine.supplier, { number: "100007", name: "Seidel" });
    assert.deepEqual(
      purchaseOrderLine.commitments.map(
        (row: { scheduleLine: string; confirmedDate: string; deltaDays: number; open: boolean; late: boolean }) => [
          row.scheduleLine,
          row.confirmedDate,
          row.deltaDays,
          row.open,
          row.late,
        ],
      ),
      [
        ["1", "2046-12-04", 3, true, true],
        ["2", null, null, true, false],
      ],
    );
    for (const { purchaseOrderLine: line } of purchaseOrderLine.commitments)
      assert.deepEqual(line, { id: purchaseOrderLine.id, item: "10" });
  });

  it("are told with stock: the open ones, the earliest requested first, as many as asked for", async () => {
    const ids = [idOf("MaterialAvailability", "1010/4711"), idOf("MaterialAvailability", "2010/4712")];
    const selection =
      "all: supplierCommitments { purchaseOrder scheduleLine } one: supplierCommitments(first: 1) { purchaseOrder } closed: supplierCommitments(open: false) { id }";
    const { data, errors } = await asking.entities("supplier-commitments", planner, "MaterialAvailability", ids, selection);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      data._entities[0].all.map((row: { purchaseOrder: string; scheduleLine: string }) => `${row.purchaseOrder}/${row.scheduleLine}`),
      ["4500000018/1", "4500000017/1", "4500000017/2"],
    );
    assert.deepEqual(data._entities[0].one, [{ purchaseOrder: "4500000018" }]);
    assert.deepEqual(data._entities[0].closed, []);
    assert.equal(data._entities[1].all.length, 1);
  });

  it("can be listed by supplier, state and dates, and paged below their supplier", async () => {
    for (const [filter, expected] of [
      ['{ suppliers: ["100001"] }', 2],
      ["{ open: false }", 1],
      ["{ states: [RECEIVED] }", 1],
      ['{ requestedDate: { to: "2046-11-30" } }', 1],
      ['{ confirmedDate: { from: "2046-12-04" } }', 1],
      ["{ late: true }", 1],
      ['{ purchaseOrders: ["4500000017"], plants: ["1010"] }', 3],
    ] as const) {
      const { supplierCommitments } = await asking.dataOf(
        "supplier-commitments",
        planner,
        `{ supplierCommitments(filter: ${filter}) { totalCount } }`,
      );
      assert.equal(supplierCommitments.totalCount, expected, filter);
    }
    const { supplier } = await asking.dataOf(
      "supplier-commitments",
      planner,
      '{ supplier(number: "100007") { commitments(open: true, first: 2) { totalCount nodes { id } pageInfo { hasNextPage } } } }',
    );
    assert.deepEqual(
      [supplier.commitments.totalCount, supplier.commitments.nodes.length, supplier.commitments.pageInfo.hasNextPage],
      [3, 2, true],
    );
  });
});
