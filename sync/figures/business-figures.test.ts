import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { SqliteExceptions } from "../exceptions/sqlite-exceptions.ts";
import { SqliteOutbox } from "../outbox/sqlite-outbox.ts";
import { ProcessStore } from "../process/process-store.ts";
import { SweepRecords } from "../reconciliation/sweep-records.ts";
import type { Run } from "../workflows/run.ts";
import { SqliteRuns } from "../workflows/sqlite-runs.ts";
import { BusinessFigures, type Figures } from "./business-figures.ts";

const began = Date.parse("2026-11-24T09:02:00Z");
const at = (seconds: number): string => new Date(began + seconds * 1_000).toISOString();

describe("the figures of the business", () => {
  let folder: string;
  let store: ProcessStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-figures-"));
    store = new ProcessStore(join(folder, "process.db"));
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  const read = (plants: readonly string[] | null = null, since = at(0)): Figures =>
    new BusinessFigures(store, new SweepRecords(store)).read({ plants, since });

  /** A run of an event that happened at the beginning, and its posting, which came to its end after some seconds. */
  function posted(
    id: string,
    seconds: number,
    options: {
      plant?: string;
      workflow?: string;
      event?: "APPLIED" | "REFUSED" | "EXHAUSTED";
      notice?: boolean;
      late?: boolean;
      help?: boolean;
    } = {},
  ): void {
    const { plant = "1010", workflow = "schedule-change", event = "APPLIED", notice = false, late = false, help = false } = options;
    const outbox = new SqliteOutbox(store);
    const runs = new SqliteRuns(store);
    const about = { plant, id };
    const command = notice
      ? { ...about, kind: "notice" as const, type: "t", subject: "s", data: {}, traceparent: null }
      : { ...about, kind: "release-order" as const, order: id };
    const run: Omit<Run, "revision"> = {
      ...{
        id: `run ${id}`,
        workflow,
        state: "RUNNING",
        plant,
        key: id,
        startedBy: "aps",
        event: { source: "/systems/aps", id },
        refusal: null,
        steps: [],
        traceparent: null,
      },
      ...{ occurredAt: at(0), startedAt: at(0), endedAt: null, deadline: at(late ? 1 : 60), isLate: false, hadHelp: false },
    };
    store.transaction(() => {
      runs.insert(run);
      outbox.submit(
        [
          {
            command,
            system: "erp",
            lane: id,
            latencyClass: "IMMEDIATE",
            notBefore: at(0),
            deadline: at(60),
            run: run.id,
            replaces: null,
            traceparent: null,
          },
        ],
        at(0),
      );
      outbox.claim("erp", "me", at(0), 10);
      outbox.record(id, { event }, at(seconds));
      runs.update({ ...run, revision: 0 }, { state: "DONE", steps: [] }, at(seconds));
      if (help) runs.noteHelp(run.id);
    });
  }

  it("are nothing where nothing was", () => {
    assert.deepEqual(read(), {
      eventToTransaction: [],
      failedMessageRate: null,
      manualInterventionShare: null,
      inventoryMismatchRate: null,
      delayedOrderUpdateShare: null,
      timeToRecover: null,
    });
  });

  it("count from the event to the ERP's acknowledgement, by workflow and plant; notices are no transactions", () => {
    for (let second = 1; second <= 20; second++) posted(`a${second}`, second);
    posted("b", 3, { plant: "2010" });
    posted("c", 30, { notice: true });
    assert.deepEqual(read().eventToTransaction, [
      { workflow: "schedule-change", plant: "1010", p50Ms: 11_000, p95Ms: 20_000, count: 20 },
      { workflow: "schedule-change", plant: "2010", p50Ms: 3_000, p95Ms: 3_000, count: 1 },
    ]);
    assert.deepEqual(
      read(["2010"]).eventToTransaction.map(({ plant }) => plant),
      ["2010"],
    );
    assert.deepEqual(read(null, at(40)).eventToTransaction, []);
  });

  it("say what was refused, what needed a person, and what was late", () => {
    posted("a", 2);
    posted("b", 2, { event: "REFUSED" });
    posted("c", 2, { help: true });
    posted("d", 2, { late: true });
    const { failedMessageRate, manualInterventionShare, delayedOrderUpdateShare } = read();
    assert.deepEqual([failedMessageRate, manualInterventionShare, delayedOrderUpdateShare], [0.25, 0.25, 0.25]);
  });

  it("count as failed what was refused, what is dead, and what was given up after that; not what was never sent", () => {
    for (const id of ["a", "b", "c"]) posted(id, 2);
    posted("refused", 2, { event: "REFUSED" });
    posted("dead", 2, { event: "EXHAUSTED" });
    assert.equal(read().failedMessageRate, 2 / 5);
    const outbox = new SqliteOutbox(store);
    outbox.record("dead", { event: "CANCELLED" }, at(3));
    assert.equal(read().failedMessageRate, 2 / 5);
    outbox.record("refused", { event: "RETRIED" }, at(4));
    outbox.claim("erp", "me", at(5), 10);
    outbox.record("refused", { event: "APPLIED" }, at(6));
    assert.equal(read().failedMessageRate, 1 / 5);
    assert.equal(read(["2010"]).failedMessageRate, null);
  });

  it("say how much of the stock differed from the ERPs, and how long it took to recover", () => {
    const sweeps = new SweepRecords(store);
    sweeps.note({ plant: "1010", kind: "material-availability", after: null }, { checked: 40, mismatches: [["stock"]], healed: 1 }, at(5));
    sweeps.note({ plant: "1010", kind: "production-order", after: null }, { checked: 40, mismatches: [["state"]], healed: 1 }, at(5));
    const exceptions = new SqliteExceptions(store);
    const about = { plant: "1010", system: null, key: "1", workflow: null, text: "t", raw: null, concerns: {}, traceparent: null };
    const id = exceptions.raise({ kind: "MISMATCH", ...about }, at(0));
    exceptions.end(id, "RESOLVED", "eva", "mended", at(90));
    const { inventoryMismatchRate, timeToRecover } = read();
    assert.deepEqual([inventoryMismatchRate, timeToRecover], [0.025, { p50Ms: 90_000, p95Ms: 90_000, count: 1 }]);
  });
});
