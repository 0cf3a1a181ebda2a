import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { SqliteExceptions } from "../exceptions/sqlite-exceptions.ts";
import { SqliteOutbox } from "../outbox/sqlite-outbox.ts";
import type { Run } from "../workflows/run.ts";
import { SqliteRuns } from "../workflows/sqlite-runs.ts";
import { ProcessStore } from "./process-store.ts";
import { look, type Watched } from "./watch.ts";

const began = Date.parse("2026-11-24T09:00:00Z");
const at = (seconds: number): string => new Date(began + seconds * 1_000).toISOString();

const run: Omit<Run, "revision"> = {
  id: "R1",
  workflow: "quality-hold",
  state: "RUNNING",
  plant: "1010",
  key: "4711/B1",
  startedBy: "qms",
  event: { source: "/systems/qms", id: "1" },
  occurredAt: at(0),
  startedAt: at(0),
  endedAt: null,
  deadline: at(10),
  isLate: false,
  hadHelp: false,
  refusal: null,
  steps: [],
  traceparent: null,
};

describe("the watch over what is under way", () => {
  let folder: string;
  let watched: Watched;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-watch-"));
    const store = new ProcessStore(join(folder, "process.db"));
    watched = { store, outbox: new SqliteOutbox(store), runs: new SqliteRuns(store), exceptions: new SqliteExceptions(store) };
  });
  afterEach(() => {
    watched.store.close();
    rmSync(folder, { recursive: true });
  });
  const kinds = (): readonly string[] =>
    watched.exceptions
      .list({ states: ["OPEN"] })
      .map(({ kind }) => kind)
      .toSorted();

  it("tells of a run once when its deadline has passed, and again when it is stuck", () => {
    watched.runs.insert(run);
    look(watched, began + 9_000);
    assert.deepEqual(kinds(), []);
    look(watched, began + 11_000);
    look(watched, began + 12_000);
    assert.deepEqual(kinds(), ["SLA_BREACH"]);
    assert.equal(watched.exceptions.list({})[0]?.count, 1);
    assert.equal(watched.runs.find("R1")?.isLate, true);
    look(watched, began + 700_000);
    assert.deepEqual(kinds(), ["SLA_BREACH", "STUCK_WORKFLOW"]);
  });

  it("says nothing of a run that ended", () => {
    watched.runs.insert({ ...run, state: "DONE", endedAt: at(5) });
    look(watched, began + 700_000);
    assert.deepEqual(kinds(), []);
  });

  it("tells of a command that stays in doubt", () => {
    const { outbox } = watched;
    const command = { id: "C1", plant: "1010", kind: "release-order" as const, order: "1" };
    const lane = "1010/production-order/1";
    const times = { notBefore: at(0), deadline: at(60) };
    outbox.submit(
      [{ command, system: "erp", lane, latencyClass: "IMMEDIATE", ...times, run: "R1", replaces: null, traceparent: null }],
      at(0),
    );
    outbox.claim("erp", "me", at(0), 1);
    outbox.record("C1", { event: "DOUBTED" }, at(1));
    look(watched, began + 20_000);
    assert.deepEqual(kinds(), []);
    look(watched, began + 40_000);
    look(watched, began + 41_000);
    assert.deepEqual(kinds(), ["IN_DOUBT"]);
  });
});
