/** What resolvers are given for one request, or one subscription. There is none without a caller. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { ContextPurpose } from "#schema/canonical/context-purpose.ts";
import type { PartnerAdministration } from "#schema/canonical/partner.ts";
import type { Stamped } from "#schema/canonical/stamp.ts";
import type { Beginning } from "#schema/canonical/stream.ts";
import type { ChangeFeed, LiveReads, NotedReads, Process, Sync, Views } from "#sync";
import { createLoaders, type Loaders } from "./loaders.ts";

/** A plant as the landscape tells it. */
export interface Plant {
  readonly code: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Name of the system that serves it. */
  readonly system: string;
}

/** What is under way to the systems, as far as subgraphs show it, add to it, and have it repaired. */
export type UnderWay = Pick<Process, "desk" | "outbox" | "exceptions" | "runs" | "inbox" | "store" | "delivery" | "figures">;

/** All that subgraphs read from. */
export interface Sources {
  readonly views: Views;
  readonly changeFeed: ChangeFeed;
  readonly live: LiveReads;
  readonly plants: readonly Plant[];
  readonly process: UnderWay;
  /** Translates kept messages again, by their failures' ids. */
  readonly replay: Sync["replay"];
  /** Views for one answer, with a stamp of what is read for it; `views` without one where there is no such thing. */
  readonly noteReads?: () => NotedReads;
  /** Who looks after partners; null, as by default, where there are none. */
  readonly partners?: PartnerAdministration | null;
  /** The clock by which things are late; the computer's by default. */
  readonly now?: () => Date;
}

export interface SubgraphContext extends Stamped {
  readonly caller: Caller;
  readonly views: Views;
  readonly changeFeed: ChangeFeed;
  readonly live: LiveReads;
  /** When (RFC 3339, UTC) the ERP was asked for this answer, of what it has answered about, by `kind/plant/key`: see `freshness.ts`. */
  readonly asked: Map<string, string>;
  /** What is under way. Whoever reads it calls `doNotKeep`: see `underWayOf`. */
  readonly process: UnderWay;
  /** Translates kept messages again, by their failures' ids. */
  readonly replay: Sync["replay"];
  /** The answer goes to all who have the same access, so that who asks decides nothing in it. */
  readonly isShared: boolean;
  /** The plants that the caller may see, by code, in the landscape's order. */
  readonly plants: ReadonlyMap<string, Plant>;
  /** Whether a moment (Unix ms) has passed; null never does. The only way by which resolvers look at the clock. */
  readonly isPast: (moment: number | null) => boolean;
  /** Null where there are no partners. */
  readonly partners: PartnerAdministration | null;
  /** To be called by whoever reads what changes without the views: the answer is kept by nobody. */
  readonly doNotKeep: () => void;
  /** W3C trace context of the request; null for none. What is asked for by it belongs to the same trace. */
  readonly traceparent: string | null;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly loaders: Loaders;
  /** Where a stream begins, when the gateway says it; then the stream tells its positions too. */
  readonly beginning: Beginning | null;
}

/** Makes the context of a request; every subgraph may share it, and what one has read the others have. */
export type ContextFactory = (caller: Caller, signal: AbortSignal, purpose?: ContextPurpose) => SubgraphContext;

/** How contexts are made over these sources. The factory throws TypeError when there is no caller. */
export function createContextFactory({
  views,
  changeFeed,
  live,
  plants,
  process,
  replay,
  noteReads,
  partners = null,
  now = () => new Date(),
}: Sources): ContextFactory {
  return (caller, signal, purpose) => {
    if (!caller) throw new TypeError("There is no caller; identify one before anything is read");
    const visible = plants.filter(({ code }) => caller.plants === "ALL" || caller.plants.includes(code));
    const noted: NotedReads = (purpose?.isKept && noteReads?.()) || { views, stamp: null };
    return {
      caller,
      views: noted.views,
      stamp: noted.stamp,
      changeFeed,
      live,
      asked: new Map(),
      process,
      replay,
      isShared: purpose?.isShared ?? false,
      traceparent: purpose?.traceparent ?? null,
      plants: new Map(visible.map((plant) => [plant.code, plant])),
      isPast: (moment) => {
        if (moment === null) return false;
        const hasPassed = moment < now().getTime();
        if (!hasPassed) noted.until?.(moment);
        return hasPassed;
      },
      partners,
      doNotKeep: () => noted.until?.(0),
      signal,
      loaders: createLoaders(noted.views, process.outbox, caller),
      beginning: purpose?.beginning ?? null,
    };
  };
}
