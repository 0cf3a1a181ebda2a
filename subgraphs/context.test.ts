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
  it("are made once for each thing, however many rows ask for it, and a count only when asked for", async () => {
    const calls: string[] = [];
    const views = new Proxy(under.sources.views, {
      get: (target, name: keyof Views) => {
        const method = target[name].bind(target) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          calls.push(`${name} ${args.map((argument) => JSON.stringify(argument)).join(" ")}`);
          return method(...args);
        };
      },
    });
    /** How often each method was called for each kind, none of it twice. */
    const calledOnce = (): Readonly<Record<string, number>> => {
      const made = calls.splice(0);
      assert.deepEqual(made, [...new Set(made)]);
      const names = made.map((call) => call.split(" ", 2).join(" ").replaceAll('"', ""));
      return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
    };
    const counting = askSubgraphs({ ...under.sources, views });
    await counting.ask(
      "production-orders",
      planner,
      "{ productionOrders { nodes { plant { code } material { id } batch { id } components { availability { id } } } } }",
    );
    assert.deepEqual(calledOnce(), { "list production-order": 1, "get material-availability": 3 });
    await counting.ask(
      "supplier-commitments",
      planner,
      "{ supplierCommitments { nodes { supplier { name } purchaseOrderLine { commitments { id } } } } }",
    );
    assert.deepEqual(calledOnce(), { "list supplier-commitment": 1, "getMaster supplier": 2, "related supplier-commitment": 5 });
    const ids = [idOf("Batch", "1010/8000/B1"), idOf("Batch", "1010/4711/C1"), idOf("Batch", "1010/4711/C2")];
    await counting.entities(
      "quality-disposition",
      planner,
      "Batch",
      ids,
      "restricted expiresAt quality { disposition } inspectionLots { id }",
    );
    assert.deepEqual(calledOnce(), {
      "get batch": 3,
      "get quality-disposition": 3,
      "related inspection-lot": 4,
      // Asked only for the batch that no record of its own was enough to know of.
      "get material-availability": 1,
    });
  });
});
