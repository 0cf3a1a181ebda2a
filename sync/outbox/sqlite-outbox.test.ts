import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProcessStore } from "../process/process-store.ts";
import { testOutbox } from "./outbox.contract.ts";
import { SqliteOutbox } from "./sqlite-outbox.ts";

testOutbox("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-outbox-"));
  const store = new ProcessStore(join(folder, "process.db"));
  return {
    outbox: new SqliteOutbox(store),
    destroy() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
