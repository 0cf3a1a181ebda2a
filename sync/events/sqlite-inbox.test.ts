import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProcessStore } from "../process/process-store.ts";
import { testInbox } from "./inbox.contract.ts";
import { SqliteInbox } from "./sqlite-inbox.ts";

testInbox("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-inbox-"));
  const file = join(folder, "process.db");
  const stores = [new ProcessStore(file)];
  const [store] = stores as [ProcessStore];
  return {
    inbox: new SqliteInbox(store),
    transaction: (work) => store.transaction(work),
    openAgain: () => {
      const again = new ProcessStore(file);
      stores.push(again);
      return new SqliteInbox(again);
    },
    destroy() {
      for (const each of stores) each.close();
      rmSync(folder, { recursive: true });
    },
  };
});
