import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EventData, PlantEvent } from "#schema/canonical/event.ts";
import { eventually } from "#test/eventually";
import { createSync, type Sync } from "../sync.ts";
import { type EnrichingType, withTold } from "./fold.ts";

const planner: Caller = { subject: "planner", scopes: [], plants: "ALL", supplier: null, expiresAt: 9e9 };
const supplier: Caller = { ...planner, supplier: "100007" };
const cost = { amount: "3.20", currency: "EUR", per: { value: "1", unit: "H87" } };

let ids = 0;
const told = (data: Partial<EventData["andon.material.enriched"]>, time: string | null = null): PlantEvent<"andon.material.enriched"> => ({
  id: String(++ids),
  source: "/systems/mdm",
  plant: "1010",
  key: "4711",
  time,
  sequence: null,
  traceparent: null,
  type: "andon.material.enriched",
  data: { material: "4711", ...data },
});

describe("what master data management has told, put together", () => {
  const fold = (...events: readonly (readonly [at: string, event: PlantEvent<EnrichingType>])[]) =>
    events.reduce<ReturnType<typeof withTold> | null>((before, [at, event]) => withTold(before, event, at), null);

  it("keeps the members that a later event leaves out", () => {
    const body = fold(["2046-12-01T06:00:00Z", told({ standardCost: cost })], ["2046-12-02T06:00:00Z", told({ description: "Bearing" })]);
    assert.deepEqual(body, {
      material: "4711",
      plant: "1010",
      standardCost: { ...cost, per: { ...cost.per, sourceUnit: "H87" } },
      standardCostAsOf: "2046-12-01T06:00:00Z",
      description: "Bearing",
      descriptionAsOf: "2046-12-02T06:00:00Z",
    });
  });

  it("keeps them when they are null", () => {
    const body = fold(["2046-12-01T06:00:00Z", told({ description: "Bearing" })], ["2046-12-02T06:00:00Z", told({ description: null })]);
    assert.equal((body as { description: string }).description, "Bearing");
  });

  it("takes from an event that comes late only what is not known to be newer", () => {
    const late = told({ description: "old", standardCost: cost });
    const body = fold(["2046-12-02T06:00:00+01:00", told({ description: "new" })], ["2046-12-02T04:00:00Z", late]);
    const { description, standardCostAsOf } = body as { description: string; standardCostAsOf: string };
    assert.deepEqual([description, standardCostAsOf], ["new", "2046-12-02T04:00:00Z"]);
  });
});

describe("enrichment", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-enrichment-"));
  let sync: Sync;
  let stopping: AbortController;
  let running: Promise<void>;

  const start = (): void => {
    stopping = new AbortController();
    sync = createSync({ folder, adapters: [], retentionDays: 7, timeZones: new Map([["1010", "Europe/Berlin"]]), log: () => undefined });
    running = sync.start(stopping.signal);
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
    await sync.close();
  };
  beforeEach(start);
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const keep = (...events: readonly PlantEvent[]): void => {
    sync.process.inbox.append(events.map((event) => ({ event, raw: "", receivedAt: new Date().toISOString(), sender: "mdm" })));
  };
  const known = (caller: Caller = planner) => sync.views.get("material-enrichment", [{ plant: "1010", key: "4711" }], caller)[0] ?? null;

  it("is in the views when it is told, with who told it", async () => {
    keep(told({ standardCost: cost }), told({ description: "Bearing" }));
    const row = await eventually(known, (now) => now?.description === "Bearing");
    assert.deepEqual([row?.standardCost?.amount, row?.meta.system], ["3.20", "mdm"]);
  });

  it("is not shown to suppliers", async () => {
    keep(told({ standardCost: cost }));
    await eventually(known, (now) => now !== null);
    assert.equal(known(supplier), null);
  });

  it("goes on where it was in the next process", async () => {
    keep(told({ standardCost: cost }));
    const before = await eventually(known, (now) => now !== null);
    await stop();
    start();
    keep(told({ description: "Bearing" }));
    const row = await eventually(known, (now) => now?.description === "Bearing");
    assert.deepEqual([row?.standardCost, row?.standardCostAsOf], [before?.standardCost, before?.standardCostAsOf]);
  });
});
