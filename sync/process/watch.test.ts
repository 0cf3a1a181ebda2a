import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { SequenceGaps } from "../events/sequence-gaps.ts";
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
    const [outbox, exceptions] = [new SqliteOutbox(store), new SqliteExceptions(store)];
    watched = { store, outbox, runs: new SqliteRuns(store), exceptions, gaps: new SequenceGaps(store, outbox, exceptions) };
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

  it("tells of each command in doubt once, however many there are", () => {
    const { outbox } = watched;
    const times = { notBefore: at(0), deadline: at(60) };
    const about = { system: "erp", latencyClass: "IMMEDIATE", ...times, run: "R1", replaces: null, traceparent: null } as const;
    const ids = Array.from({ length: 150 }, (_, index) => `C${index}`);
    outbox.submit(
      ids.map((id) => ({
        ...about,
        command: { id, plant: "1010", kind: "release-order", order: id },
        lane: `1010/production-order/${id}`,
      })),
      at(0),
    );
    outbox.claim("erp", "me", at(0), 150);
    for (const id of ids) outbox.record(id, { event: "DOUBTED" }, at(1));
    for (const second of [40, 41, 42]) look(watched, began + second * 1_000);
    const told = watched.exceptions.list({ kinds: ["IN_DOUBT"], limit: 200 });
    assert.deepEqual([told.length, Math.max(...told.map(({ count }) => count))], [150, 1]);
  });

  it("tells of many late runs by and by", () => {
    for (let index = 0; index < 450; index++) watched.runs.insert({ ...run, id: `L${index}`, key: `${index}` });
    const counts = [11, 12, 13].map((second) => {
      look(watched, began + second * 1_000);
      return watched.exceptions.count({ kinds: ["SLA_BREACH"] });
    });
    assert.deepEqual(counts, [200, 400, 450]);
  });
});
