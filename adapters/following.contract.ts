/** Follows an adapter's changes as the sync does, and lets a test wait for what is to come. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import type { Batch, ErpAdapter, MappingFailure } from "./port.ts";

export interface Following {
  /** Everything told so far, in its sequence. */
  readonly changes: readonly CanonicalChange[];
  readonly failures: readonly MappingFailure[];
  readonly batches: readonly Batch[];
  /** Cursor of the last batch. */
  readonly cursor: string | null;
  /** What ended the reading: `stopped` after `stop`, or the error that was thrown; null while it goes on. */
  readonly end: "stopped" | Error | null;
  /** Fulfilled as soon as `fits`; fails with what came when it does not within the time, or when reading ends before. */
  until(what: string, fits: () => boolean, withinMs?: number): Promise<void>;
  /** Aborts, and is fulfilled when the adapter has returned. */
  stop(): Promise<void>;
}

/** Starts to read from a cursor. */
export function follow(adapter: ErpAdapter, cursor: string | null): Following {
  const changes: CanonicalChange[] = [];
  const failures: MappingFailure[] = [];
  const batches: Batch[] = [];
  const abort = new AbortController();
  let end: Following["end"] = null;
  const reading = (async () => {
    try {
      for await (const batch of adapter.changes(cursor, abort.signal)) {
        changes.push(...batch.changes);
        failures.push(...batch.failures);
        batches.push(batch);
      }
      end = abort.signal.aborted ? "stopped" : new Error("changes() returned although nobody aborted it");
    } catch (error) {
      end = error instanceof Error ? error : new Error(String(error));
    }
  })();
  return {
    changes,
    failures,
    batches,
    get cursor() {
      return batches.at(-1)?.cursor ?? cursor;
    },
    get end() {
      return end;
    },
    async until(what, fits, withinMs = 15_000) {
      const deadline = Date.now() + withinMs;
      while (!fits()) {
        const so = `${changes.length} changes, ${failures.length} failures in ${batches.length} batches; last: ${JSON.stringify(changes.at(-1))?.slice(0, 300)}`;
        assert.equal(end, null, `reading ended before ${what}: ${end}; ${so}`);
        assert.ok(Date.now() < deadline, `${what}: not within ${withinMs} ms; ${so}`);
        await delay(20);
      }
    },
    async stop() {
      abort.abort();
      const ended = await Promise.race([reading.then(() => true), delay(5_000, false, { ref: false })]);
      assert.ok(ended, "changes() did not end within 5 s of the abort");
    },
  };
}

/** Of each key of a kind the newest version, without those that are gone. */
export function newest<K extends EntityKind>(kind: K, changes: readonly CanonicalChange[]): CanonicalChange<K>[] {
  const byKey = new Map<string, CanonicalChange<K>>();
  for (const change of changes) {
    if (change.kind !== kind) continue;
    const other = byKey.get(change.key);
    // A kind's changes have that kind's bodies; the compiler does not narrow a generic union.
    if (other === undefined || other.version <= change.version) byKey.set(change.key, change as unknown as CanonicalChange<K>);
  }
  return [...byKey.values()].filter((change) => change.body !== null);
}

/** The newest bodies of a kind. */
export const bodies = <K extends EntityKind>(kind: K, changes: readonly CanonicalChange[]): EntityBodies[K][] =>
  newest(kind, changes).map((change) => change.body as EntityBodies[K]);
