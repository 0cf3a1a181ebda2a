/** Drops changes that are older than the landscape keeps them and that the views have, once an hour. */
import type { ChangeLog } from "./change-log/change-log.ts";
import type { SyncLog } from "./sync.ts";

const everyMs = 3_600_000;
const dayMs = 86_400_000;

export interface RetentionOptions {
  readonly log: ChangeLog;
  /** How far the views are in a plant. */
  readonly applied: (plant: string) => number;
  readonly days: number;
  readonly report: SyncLog;
}

/** Starts trimming; returns how to stop. */
export function startRetention(options: RetentionOptions): () => void {
  const timer = setInterval(
    () => void trimLog(options).catch((fault) => options.report("warn", "changes could not be trimmed", { err: fault })),
    everyMs,
  ).unref();
  return () => clearInterval(timer);
}

/** Drops what may go of each plant. What the views have not taken stays, however old it is. */
export async function trimLog({ log, applied, days, report }: RetentionOptions): Promise<void> {
  const before = new Date(Date.now() - days * dayMs).toISOString();
  for (const plant of await log.plants()) {
    await log.acknowledge("views", plant, applied(plant));
    const dropped = await log.trim(plant, before);
    if (dropped > 0) report("info", `dropped ${dropped} changes of plant ${plant} from before ${before}`);
  }
}
