import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { PlantEvent } from "#schema/canonical/event.ts";
import { EventOrder } from "../events/event-order.ts";
import { holdPlaced } from "../events/inbox.fixture.ts";
import type { NewException } from "../exceptions/exception.ts";
import { SqliteExceptions } from "../exceptions/sqlite-exceptions.ts";
import { SweepRecords } from "../reconciliation/sweep-records.ts";
import { ProcessStore } from "./process-store.ts";
import { trimAll } from "./trimming.ts";

const day = (number: number): string => `2026-11-${String(number).padStart(2, "0")}T08:00:00.000Z`;
const ignore = (fault: unknown): never => assert.fail(String(fault));

describe("forgetting what is over", () => {
  let folder: string;
  let store: ProcessStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-trimming-"));
    store = new ProcessStore(join(folder, "process.db"));
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  it("drops exceptions that ended long ago, and none that is open, however old", () => {
    const exceptions = new SqliteExceptions(store);
    const about = { plant: "1010", system: "erp", workflow: null, text: "", raw: null, concerns: {}, traceparent: null };
    const raise = (key: string, at: string): string => exceptions.raise({ ...about, kind: "MISMATCH", key } satisfies NewException, at);
    const [old, recent] = [raise("old", day(1)), raise("recent", day(1))];
    raise("open", day(1));
    exceptions.end(old, "RESOLVED", null, "mended", day(2));
    exceptions.end(recent, "DISCARDED", "eva", "known", day(20));
    trimAll([exceptions], 7, Date.parse(day(21)), ignore);
    assert.deepEqual(
      exceptions
        .list({ earliestFirst: true })
        .map(({ key }) => key)
        .sort(),
      ["open", "recent"],
    );
  });

  it("drops which word was the newest when no older one can come any more", () => {
    const order = new EventOrder(store);
    const event = (time: string): PlantEvent => holdPlaced({ time }).event;
    order.note("quality-hold", event(day(2)), ["old"], day(2));
    order.note("quality-hold", event(day(20)), ["recent"], day(20));
    trimAll([order], 7, Date.parse(day(21)), ignore);
    const isOutdated = (thing: string): boolean => order.isOutdated("quality-hold", event(day(1)), thing);
    assert.deepEqual([isOutdated("old"), isOutdated("recent")], [false, true]);
  });

  it("drops what sweeps found long ago", () => {
    const sweeps = new SweepRecords(store);
    const place = { plant: "1010", kind: "production-order", after: null } as const;
    for (const at of [day(2), day(20)]) sweeps.note(place, { checked: 10, mismatches: [], healed: 0 }, at);
    trimAll([sweeps], 7, Date.parse(day(21)), ignore);
    assert.equal(sweeps.totals(day(1))[0]?.checked, 10);
  });

  it("goes on after a fault, and tells of it", () => {
    const told: unknown[] = [];
    const fault = new Error("database is locked");
    const faulty = {
      trim(): never {
        throw fault;
      },
    };
    let trimmed = "";
    const sound = {
      trim(before: string): number {
        trimmed = before;
        return 0;
      },
    };
    trimAll([faulty, sound], 7, Date.parse(day(21)), (each) => told.push(each));
    assert.deepEqual([told, trimmed], [[fault], day(14)]);
  });
});
