/** Translates kept messages again, after a mapping was added. */
import type { ErpAdapter, MappingFailureReason } from "#adapters/port";
import type { ChangeLog, KeptFailure } from "../change-log/change-log.ts";

export interface ReplayOutcome {
  readonly id: string;
  /** Why it still cannot be translated; null when it was taken into the log. */
  readonly failure: MappingFailureReason | null;
}

/** Replays these failures one by one, so that one which still fails holds back no other. Failures of systems without adapter are left alone. */
export async function replayFailures(
  log: ChangeLog,
  adapters: ReadonlyMap<string, ErpAdapter>,
  failures: readonly KeptFailure[],
): Promise<readonly ReplayOutcome[]> {
  const outcomes: ReplayOutcome[] = [];
  for (const failure of failures) {
    const adapter = adapters.get(failure.system);
    if (!adapter) continue;
    const { changes, failures: still } = adapter.translate(failure.message);
    const left = still[0];
    if (left) await log.append([], { failures: { system: failure.system, kept: [{ ...failure, reason: left.reason }] } });
    else await log.append(changes, { settled: [failure.id] });
    outcomes.push({ id: failure.id, failure: left?.reason ?? null });
  }
  return outcomes;
}
