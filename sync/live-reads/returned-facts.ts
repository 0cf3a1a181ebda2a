/**
 * Facts by which ERPs show what postings did. The first one of an entity after a posting was acknowledged is told in the posting's trace,
 * and carries it on to whoever follows the change.
 */
import { SpanKind } from "@opentelemetry/api";
import { LRUCache } from "lru-cache";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import type { KeptCommand } from "../outbox/outbox.ts";
import type { Altered } from "./read-back.ts";

interface Awaited {
  readonly traceparent: string;
  readonly since: Date;
}

/** Whatever shows later is seldom the posting's doing. */
const awaitedMs = 10 * 60_000;
const mostAwaited = 10_000;

/** What waits for facts, and the log as they are appended to it. */
export interface ReturnedFacts {
  /** To be told each posting that was decided, with what it may have altered. */
  expect(kept: KeptCommand, altered: readonly Altered[]): void;
  readonly log: Pick<ChangeLog, "append" | "feedPosition">;
}

/** Without tracing, nothing stands before the log. */
export function createReturnedFacts(tracing: Tracing | null, log: ChangeLog): ReturnedFacts {
  if (!tracing) return { expect: () => undefined, log };
  const awaited = new LRUCache<string, Awaited>({ max: mostAwaited, ttl: awaitedMs });
  const inTrace = (change: CanonicalChange): CanonicalChange => {
    const posting = awaited.get(nameOf(change));
    return posting ? { ...change, traceparent: tracing.reserve(posting.traceparent) } : change;
  };
  const tell = (change: CanonicalChange): void => {
    const posting = awaited.get(nameOf(change));
    if (!posting || change.traceparent === undefined) return;
    awaited.delete(nameOf(change));
    tellFact(tracing, change, change.traceparent, posting);
  };
  return {
    expect({ traceparent, state, settledAt, command: { plant } }, altered) {
      if (traceparent === null || settledAt === null || state !== "ACKNOWLEDGED") return;
      for (const { kind, key } of altered) awaited.set(nameOf({ plant, kind, key }), { traceparent, since: new Date(settledAt) });
    },
    log: {
      async append(changes, together) {
        const traced = changes.map(inTrace);
        const outcomes = await log.append(traced, together);
        for (const [index, change] of traced.entries()) if (outcomes[index]?.outcome === "PUBLISHED") tell(change);
        return outcomes;
      },
      feedPosition: (feed) => log.feedPosition(feed),
    },
  };
}

function tellFact(tracing: Tracing, { kind, plant, key, system }: CanonicalChange, context: string, { traceparent, since }: Awaited): void {
  tracing.tell(`fact ${kind}`, {
    kind: SpanKind.CONSUMER,
    context,
    parent: traceparent,
    startedAt: since,
    endedAt: new Date(),
    fault: null,
    attributes: { "andon.plant": plant, "andon.key": key, "server.address": system },
  });
}

function nameOf({ plant, kind, key }: Pick<CanonicalChange, "plant" | "kind" | "key">): string {
  return `${plant}/${kind}/${key}`;
}
