import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { ErpAdapter } from "#adapters/port";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { Command } from "#schema/canonical/command.ts";
import type { StockStatus } from "#schema/canonical/entities.generated.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import { openSqliteChangeLog } from "../change-log/sqlite.ts";
import { orderChange, stockChange } from "../changes.fixture.ts";
import { SqliteExceptions } from "../exceptions/sqlite-exceptions.ts";
import { SqliteOutbox } from "../outbox/sqlite-outbox.ts";
import { ProcessStore } from "../process/process-store.ts";
import { createPump, type Pump } from "../pump.ts";
import { ViewApplier } from "../views/applier.ts";
import { openViewsDatabase } from "../views/database.ts";
import { SqliteViews } from "../views/sqlite.ts";
import { Reconciler } from "./reconciler.ts";
import { SweepRecords } from "./sweep-records.ts";

describe("reconciliation", () => {
  let folder: string;
  let log: ChangeLog;
  let pump: Pump;
  let store: ProcessStore;
  let views: SqliteViews;
  let records: SweepRecords;
  let outbox: SqliteOutbox;
  let exceptions: SqliteExceptions;
  let database: ReturnType<typeof openViewsDatabase>;
  /** What the ERP has, by key; asked for, it also does what `meanwhile` says. */
  let erp: Map<string, CanonicalChange>;
  let meanwhile: () => Promise<void>;
  let asked: (readonly string[])[];
  const signal = new AbortController().signal;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "andon-sweep-"));
    log = openSqliteChangeLog(join(folder, "log.db"));
    database = openViewsDatabase(join(folder, "views.db"));
    views = new SqliteViews(database, () => null);
    const applier = new ViewApplier(database, log, {
      asks: () => false,
      before: () => null,
      touch: () => undefined,
      touchPlants: () => undefined,
    });
    pump = createPump(log, applier, async () => undefined);
    store = new ProcessStore(join(folder, "process.db"));
    records = new SweepRecords(store);
    outbox = new SqliteOutbox(store);
    exceptions = new SqliteExceptions(store);
    const orders = ["1", "2", "3", "4", "5"].map((number) => orderChange(number));
    erp = new Map(orders.map((order) => [order.key, order]));
    meanwhile = async () => undefined;
    asked = [];
    await pump.start();
    await log.append(orders);
    await pump.catchUp();
  });
  afterEach(async () => {
    pump.stop();
    await log.close();
    database.close();
    store.close();
    rmSync(folder, { recursive: true });
  });

  const reconciler = (slice = 2): Reconciler => {
    const adapter = {
      system: "erp",
      plants: ["1010"],
      async fetch(_kind: string, _plant: string, keys: readonly string[]) {
        asked.push(keys);
        await meanwhile();
        return { changes: keys.flatMap((key) => erp.get(key) ?? { ...orderChange(key), body: null, id: `gone ${key}` }), failures: [] };
      },
      keys: async (kind: string) => (kind === "production-order" ? [...erp.keys()] : null),
    } as unknown as ErpAdapter;
    const settings = { everyMs: 1, slice };
    return new Reconciler({
      adapter,
      log,
      views,
      outbox,
      exceptions,
      records,
      settings,
      mayAsk: () => true,
      applied: pump.catchUp,
      report: () => undefined,
    });
  };
  const priorityOf = (key: string): number | null | undefined =>
    views.get("production-order", [{ plant: "1010", key }], { subject: "t", scopes: [], plants: "ALL", supplier: null, expiresAt: 9e9 })[0]
      ?.priority;
  const change = (number: string, priority: number): CanonicalChange => orderChange(number, { priority, version: "1" });

  it("finds nothing where both say the same, and goes through all of it slice by slice, a restart included", async () => {
    const first = reconciler();
    assert.deepEqual(await first.slice("1010", "production-order", signal), { checked: 2, mismatches: [], healed: 0 });
    const again = reconciler();
    await again.slice("1010", "production-order", signal);
    await again.slice("1010", "production-order", signal);
    await again.slice("1010", "production-order", signal);
    assert.deepEqual(asked, [["1", "2"], ["3", "4"], ["5"], ["1", "2"]]);
    assert.deepEqual(records.totals("2020"), [{ plant: "1010", kind: "production-order", checked: 7, mismatched: 0, healed: 0 }]);
  });

  it("mends what differs from the ERP, also when the ERP gave it no new version, and counts it by field", async () => {
    erp.set("1", change("1", 3));
    assert.deepEqual(await reconciler().slice("1010", "production-order", signal), { checked: 2, mismatches: [["priority"]], healed: 1 });
    assert.equal(priorityOf("1"), 3);
    assert.deepEqual(records.mismatches(), [{ plant: "1010", kind: "production-order", field: "priority", count: 1 }]);
    records.note(
      { plant: "1010", kind: "production-order", after: null },
      { checked: 0, mismatches: [], healed: 0 },
      "2026-11-24T09:00:00Z",
    );
    assert.equal((await reconciler().slice("1010", "production-order", signal)).mismatches.length, 0);
  });

  it("takes away what the ERP no longer has", async () => {
    erp.delete("2");
    assert.deepEqual(await reconciler().slice("1010", "production-order", signal), { checked: 2, mismatches: [["(gone)"]], healed: 1 });
    assert.equal(priorityOf("2"), undefined);
  });

  it("takes in what the ERP has and nobody was told of, once it is sure that no message is on its way", async () => {
    erp.set("9", change("9", 7));
    const sweep = reconciler(5);
    assert.deepEqual(await sweep.slice("1010", "production-order", signal), { checked: 5, mismatches: [], healed: 0 });
    assert.equal(priorityOf("9"), undefined, "its message may be on its way");
    assert.deepEqual(await sweep.slice("1010", "production-order", signal), { checked: 5, mismatches: [["(unknown)"]], healed: 1 });
    assert.equal(priorityOf("9"), 7);
    assert.deepEqual((await sweep.slice("1010", "production-order", signal)).mismatches, []);
    assert.deepEqual((await sweep.slice("1010", "inspection-lot", signal)).mismatches, []);
  });

  it("sees no mismatch in what changed while the ERP was asked", async () => {
    erp.set("1", change("1", 3));
    meanwhile = async () => {
      await log.append([orderChange("1", { priority: 5, version: "2" })]);
      await pump.catchUp();
    };
    assert.deepEqual((await reconciler().slice("1010", "production-order", signal)).mismatches, []);
    assert.equal(priorityOf("1"), 5);
  });

  const at = "2026-11-24T09:00:00.000Z";

  function submit(command: Command, lane: string): void {
    const about = { command, system: "erp", lane, run: "R", replaces: null, traceparent: null } as const;
    outbox.submit([{ ...about, latencyClass: "IMMEDIATE", notBefore: at, deadline: at }], at);
  }

  it("leaves alone what a command on its way explains, and not what a dead one left", async () => {
    erp.set("1", change("1", 3));
    const dates = { basicStart: null, basicEnd: null, priority: 3 };
    submit({ id: "C1", plant: "1010", kind: "reschedule-order", order: "1", ...dates }, "1010/production-order/1");
    const sweep = async () => (await reconciler().slice("1010", "production-order", signal)).mismatches;
    assert.deepEqual(await sweep(), []);
    outbox.claim("erp", "me", at, 1);
    outbox.record("C1", { event: "EXHAUSTED" }, at);
    for (const _ of [1, 2]) await sweep();
    assert.deepEqual(await sweep(), [["priority"]]);
  });

  it("leaves stock alone that a hold, or a decision on a lot, is about to move, and no other", async () => {
    const stock = (material: string, version: string, status: StockStatus) => stockChange(material, [["B1", status, "10"]], version);
    await log.append(["4711", "47110"].map((material) => stock(material, "1", "UNRESTRICTED")));
    await pump.catchUp();
    for (const material of ["4711", "47110"]) erp.set(material, stock(material, "2", "BLOCKED"));
    const sweep = () => reconciler().slice("1010", "material-availability", signal);
    const about = { id: "H", plant: "1010", material: "4711", batch: "B1", location: "0001", quantity: "10", unit: "H87" };
    submit({ ...about, kind: "hold-stock" }, "1010/batch/4711/B1");
    assert.deepEqual(await sweep(), { checked: 2, mismatches: [["stock"]], healed: 1 });
    outbox.claim("erp", "me", at, 1);
    outbox.record("H", { event: "APPLIED" }, at);
    assert.deepEqual((await sweep()).mismatches, [["stock"]]);
  });

  it("has people look at what the log will not take", async () => {
    await log.append([orderChange("1", { priority: 5, version: "9" })]);
    await pump.catchUp();
    erp.set("1", change("1", 3));
    assert.deepEqual(await reconciler().slice("1010", "production-order", signal), { checked: 2, mismatches: [["priority"]], healed: 0 });
    assert.match(
      exceptions.list({})[0]?.text ?? "",
      /production-order 1 differed from erp in priority, and what it says is not taken: outdated/,
    );
  });
});
