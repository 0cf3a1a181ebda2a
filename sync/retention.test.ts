import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { openSqliteChangeLog } from "./change-log/sqlite.ts";
import { orderChange } from "./changes.fixture.ts";
import { trimLog } from "./retention.ts";
import { touchingNobody, ViewApplier } from "./views/applier.ts";
import { openViewsDatabase } from "./views/database.ts";

it("drops nothing that the views have not taken, however old it is, and afterwards what is not the newest of its entity", async () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-retention-"));
  const log = openSqliteChangeLog(join(folder, "log.db"));
  const database = openViewsDatabase(join(folder, "views.db"));
  const views = new ViewApplier(database, log, touchingNobody);
  const told: string[] = [];
  // Days below zero make everything old.
  const retention = {
    log,
    applied: (plant: string) => views.position(plant),
    days: -1,
    report: (_: string, text: string) => told.push(text),
  };
  const kept = async (): Promise<number> => (await log.readKept("1010", 0, 10)).length;
  try {
    await log.append(["1", "2", "3"].map((version) => orderChange("1", { version, priority: Number(version) })));
    await trimLog(retention);
    assert.deepEqual([await kept(), told], [3, []]);
    await views.catchUp(() => undefined);
    await trimLog(retention);
    assert.equal(await kept(), 1);
    assert.match(told.join(), /dropped 2 changes of plant 1010/);
  } finally {
    await log.close();
    database.close();
    rmSync(folder, { recursive: true });
  }
});
