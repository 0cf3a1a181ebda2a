/** Shows messages that could not be translated among the exceptions, for as long as the change log keeps them. */
import type { ChangeLog, KeptFailure } from "../change-log/change-log.ts";
import type { SyncLog } from "../sync.ts";
import type { Exceptions } from "./exception.ts";

const looksEveryMs = 1_000;
/** More are not shown one by one. */
const mostShown = 1_000;

/** Starts looking; gives how to stop. */
export function mirrorFailures(log: ChangeLog, exceptions: Exceptions, report: SyncLog): () => void {
  let seen = "";
  const look = async (): Promise<void> => {
    const mark = log.failuresMark();
    if (mark === seen) return;
    mirror(await log.listFailures({ limit: mostShown }), exceptions);
    seen = mark;
  };
  const timer = setInterval(() => {
    look().catch((fault) => report("warn", "mapping failures could not be shown", { err: fault }));
  }, looksEveryMs).unref();
  return () => clearInterval(timer);
}

function mirror(kept: readonly KeptFailure[], exceptions: Exceptions): void {
  const open = exceptions.list({ kinds: ["MAPPING_FAILURE"], states: ["OPEN"], limit: 2 * mostShown });
  const shown = new Set(open.map(({ concerns }) => concerns.failure));
  for (const { id, plant, system, sourceKey, reason, message } of kept) {
    if (shown.has(id)) continue;
    const about = { plant, system, key: sourceKey, workflow: null, traceparent: null };
    exceptions.raise({ kind: "MAPPING_FAILURE", ...about, text: reason.text, raw: message.raw, concerns: { failure: id } });
  }
  const present = new Set(kept.map(({ id }) => id));
  for (const { id, concerns } of open) {
    if (concerns.failure !== undefined && !present.has(concerns.failure))
      exceptions.end(id, "RESOLVED", null, "the message was translated");
  }
}
