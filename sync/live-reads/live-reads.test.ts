import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { type ErpAdapter, SourceUnavailable } from "#adapters/port";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange, EntityKey } from "#schema/canonical/change.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import { openSqliteChangeLog } from "../change-log/sqlite.ts";
import { orderChange } from "../changes.fixture.ts";
import { createPump, type Pump } from "../pump.ts";
import { touchingNobody, ViewApplier } from "../views/applier.ts";
import { openViewsDatabase } from "../views/database.ts";
import { SqliteViews } from "../views/sqlite.ts";
import { createLiveReads, type LiveReads, type LiveReadsOptions } from "./live-reads.ts";

const everybody: Caller = { subject: "t", scopes: [], plants: "ALL", supplier: null, expiresAt: 9e9 };

describe("reads from the ERP itself", () => {
  let folder: string;
  let log: ChangeLog;
  let pump: Pump;
  let views: SqliteViews;
  let database: ReturnType<typeof openViewsDatabase>;
  /** What the ERP has, by key. */
  let erp: Map<string, CanonicalChange>;
  let asked: string[];
  /** What happens before the ERP answers. */
  let meanwhile: () => Promise<unknown>;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "andon-live-"));
    log = openSqliteChangeLog(join(folder, "log.db"));
    database = openViewsDatabase(join(folder, "views.db"));
    views = new SqliteViews(database, () => null);
    pump = createPump(log, new ViewApplier(database, log, touchingNobody), async () => undefined);
    erp = new Map(["1", "2", "3"].map((number) => [number, orderChange(number)]));
    asked = [];
    meanwhile = async () => undefined;
    await pump.start();
    await log.append([...erp.values()]);
    await pump.catchUp();
  });
  afterEach(async () => {
    pump.stop();
    await log.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  const open = (options: Partial<LiveReadsOptions> = {}): LiveReads => {
    const adapter = {
      system: "erp",
      plants: ["1010"],
      async fetch(_kind: string, _plant: string, keys: readonly string[]) {
        asked.push(keys.join());
        const changes = keys.flatMap((key) => erp.get(key) ?? { ...orderChange(key), body: null, id: `gone ${key}` });
        await meanwhile();
        return { changes, failures: [] };
      },
    } as unknown as ErpAdapter;
    return createLiveReads({
      adapters: [adapter],
      log,
      views,
      mayAsk: async () => true,
      applied: () => pump.catchUp(),
      perSecond: () => undefined,
      report: () => undefined,
      ...options,
    });
  };
  const keys = (...numbers: readonly string[]): EntityKey[] => numbers.map((key) => ({ plant: "1010", key }));
  const read = (live: LiveReads, ...numbers: readonly string[]) => live.read("production-order", keys(...numbers), signal);
  const priorityOf = (key: string): number | null | undefined => views.get("production-order", keys(key), everybody)[0]?.priority;
  const ends = async (): Promise<number> => log.end("1010");

  it("have in the views what the ERP says, also where it gave it no new version, and append nothing that is known", async () => {
    const live = open();
    const end = await ends();
    assert.deepEqual([...(await read(live, "1", "2")).keys()], ["1010/1", "1010/2"]);
    assert.equal(await ends(), end);
    erp.set("1", orderChange("1", { priority: 3 }));
    await read(live, "1");
    assert.equal(priorityOf("1"), 3);
    erp.delete("1");
    assert.equal((await read(live, "1", "9")).size, 2, "that there is none is an answer");
    assert.deepEqual(views.get("production-order", keys("1", "9"), everybody), [null, null]);
  });

  it("that are wanted in the same moment go together, and those that come while the ERP is busy wait for one another", async () => {
    const live = open();
    await Promise.all([read(live, "1"), read(live, "2"), read(live, "1", "3")]);
    assert.deepEqual(asked, ["1,2,3"]);
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    meanwhile = () => answer;
    const busy: Promise<unknown>[] = [];
    for (const number of ["1", "2", "3", "1"]) {
      busy.push(read(live, number));
      await new Promise((next) => setTimeout(next, 5));
    }
    assert.deepEqual(asked.slice(1), ["1", "2"], "two at a time");
    resolve();
    await Promise.all(busy);
    assert.deepEqual(asked.slice(3), ["3,1"]);
  });

  it("leave what is known when the ERP fails, may not be asked, or does not answer in time", async () => {
    const end = await ends();
    assert.deepEqual([...(await read(open({ mayAsk: async () => false }), "1"))], []);
    assert.deepEqual(asked, []);
    meanwhile = () => Promise.reject(new SourceUnavailable("down"));
    assert.deepEqual([...(await read(open(), "1"))], []);
    const { promise, resolve } = Promise.withResolvers<void>();
    meanwhile = () => promise;
    assert.deepEqual([...(await read(open({ patienceMs: 20 }), "1"))], []);
    assert.deepEqual([...(await open().read("production-order", keys("1"), AbortSignal.timeout(20)))], []);
    assert.deepEqual([...(await open().read("production-order", [{ plant: "9999", key: "1" }], signal))], []);
    assert.equal(await ends(), end);
    resolve();
  });

  it("do not put back what changed while the ERP was being asked", async () => {
    meanwhile = async () => {
      await log.append([orderChange("1", { version: "2", priority: 7 })]);
      await pump.catchUp();
    };
    erp.set("1", orderChange("1", { priority: 3 }));
    assert.equal((await read(open(), "1")).size, 1);
    assert.equal(priorityOf("1"), 7);
  });

  it("begin no more often than the system takes", async () => {
    const live = open({ perSecond: () => 50 });
    const begun = Date.now();
    for (const number of ["1", "2", "3"]) await read(live, number);
    assert.ok(Date.now() - begun >= 35, `${Date.now() - begun} ms`);
  });
});
