/** What the gateway hears subscriptions from, wherever the subgraph runs. */
import { GraphQLError } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Beginning, EventPlace } from "#schema/canonical/stream.ts";
import type { FetchDocument } from "../execution/plan/fetch-port.ts";

export const sourceLostCode = "SUBSCRIPTION_SOURCE_LOST";

/** One event of a subgraph's root field. */
export interface SourceEvent {
  /** What the first fetch of the plan is answered from; null when the stream has only come further. */
  readonly event: unknown;
  /** Null from a subgraph that does not tell where its events stand. */
  readonly place: EventPlace | null;
  /** Text of the positions reached; null where it is not known, or must not be begun after. */
  readonly positions: string | null;
}

export interface StreamRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller | null;
  /** Null for a subgraph that does not resume. */
  readonly beginning: Beginning | null;
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
}

export interface EventSource {
  /** Whether streams can begin after a position, or with a snapshot. Such a source tells the place of each event. */
  readonly resumes: boolean;
  /** The events, from the beginning on. Rejects, or throws while it is read, what the subgraph refuses. */
  open(document: FetchDocument, request: StreamRequest): AsyncIterable<SourceEvent>;
}

/** The connection to the subgraph was lost: nobody knows what was told since. A stream that resumes goes on after it; others end with this. */
export class SourceLost extends GraphQLError {
  override readonly name = "SourceLost";
  constructor(cause: unknown) {
    super("The source of this subscription was lost, and what it told since is not known; subscribe again", {
      originalError: cause instanceof Error ? cause : new Error(String(cause)),
      extensions: { code: sourceLostCode },
    });
  }
}
