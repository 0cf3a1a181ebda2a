/** Drops changes that are older than the landscape keeps them, once an hour. */
import type { ChangeLog } from "./change-log/change-log.ts";
import type { SyncLog } from "./sync.ts";

const everyMs = 3_600_000;
const dayMs = 86_400_000;

/** Starts trimming; returns how to stop. */
export function startRetention(log: ChangeLog, days: number, report: SyncLog): () => void {
  const trim = async (): Promise<void> => {
    const before = new Date(Date.now() - days * dayMs).toISOString();
    for (const plant of await log.plants()) {
      const dropped = await log.trim(plant, before);
      if (dropped > 0) report("info", `dropped ${dropped} changes of plant ${plant} from before ${before}`);
    }
  };
  const timer = setInterval(
    () => void trim().catch((fault) => report("warn", "changes could not be trimmed", { err: fault })),
    everyMs,
  ).unref();
  return () => clearInterval(timer);
}
