/** A process that appends entries to the audit log in a file, says so, and waits to be ended. */
import { pino } from "pino";
import { event } from "./audit-log.contract.ts";
import { openSqliteAuditLog } from "./sqlite-audit-log.ts";

const [file = "", ending] = process.argv.slice(2);
const log = openSqliteAuditLog(file, pino({ level: "silent" }));
process.once("SIGTERM", () => {
  // The last of what a process that is asked to stop still does.
  for (let count = 0; count < 100; count++) log.append(event({ what: { count } }));
  if (ending === "throws") throw new Error("it fails while it stops");
  if (ending === "closes") log.close();
  process.exit(ending === "closes" ? 0 : 3);
});
setInterval(() => undefined, 1_000);
process.stdout.write("ready\n");
