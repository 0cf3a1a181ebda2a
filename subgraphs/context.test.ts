import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Views } from "#sync";
import { type PlantsUnderTest, planner, startPlants } from "./canonical-plants.fixture.ts";
import { askSubgraphs, idOf } from "./execution.fixture.ts";
import { createContextFactory } from "./index.ts";

let under: PlantsUnderTest;
before(async () => {
  under = await startPlants();
});
after(() => under[Symbol.asyncDispose]());

describe("a context", () => {
  it("is not made without a caller", () => {
    const create = createContextFactory(under.sources);
    assert.throws(() => create(undefined as unknown as Caller, new AbortController().signal), TypeError);
  });
});

describe("reads of one request", () => {
  it("are one call of the views for each kind, however many rows ask, and a count only when asked for", async () => {
    const calls: string[] = [];
    const views = new Proxy(under.sources.views, {
      get: (target, name: keyof Views) => {
        const method = target[name].bind(target) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          calls.push(`${name} ${String(args[0])}`);
          return method(...args);
        };
      },
    });
    const counting = askSubgraphs({ ...under.sources, views });
    await counting.ask(
      "production-orders",
      planner,
      "{ productionOrders { nodes { plant { code } material { id } batch { id } components { availability { id } } } } }",
    );
    assert.deepEqual(calls.splice(0), ["list production-order", "get material-availability"]);
    await counting.ask(
      "supplier-commitments",
      planner,
      "{ supplierCommitments { nodes { supplier { name } purchaseOrderLine { commitments { id } } } } }",
    );
    assert.deepEqual(calls.splice(0), ["list supplier-commitment", "getMaster supplier", "related supplier-commitment"]);
    const ids = [idOf("Batch", "1010/8000/B1"), idOf("Batch", "1010/4711/C1"), idOf("Batch", "1010/4711/C2")];
    await counting.entities(
      "quality-disposition",
      planner,
      "Batch",
      ids,
      "restricted expiresAt quality { disposition } inspectionLots { id }",
    );
    assert.deepEqual(calls.splice(0).sort(), [
      "get batch",
      "get material-availability",
      "get quality-disposition",
      // Of the batch whose own record was enough to know of it.
      "get quality-disposition",
      "related inspection-lot",
      "related inspection-lot",
    ]);
  });
});
