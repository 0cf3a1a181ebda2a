import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testChangeLog } from "./change-log.contract.ts";
import { openSqliteChangeLog } from "./sqlite.ts";

testChangeLog("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-log-"));
  const log = openSqliteChangeLog(join(folder, "log.db"));
  return {
    log,
    openAgain: async () => openSqliteChangeLog(join(folder, "log.db")),
    destroy: async () => {
      await log.close();
      rmSync(folder, { recursive: true });
    },
  };
});
