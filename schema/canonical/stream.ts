/**
 * What the gateway and a subgraph say to each other of a stream of changes, beside its data: where it is to begin, and where
 * each event stands. A client sees none of it as it is: it is given signed cursors.
 */

/** Where a stream begins: with the present state, after a position in the change log, or, with neither, now. */
export interface Beginning {
  /** Text of `writePositions`. */
  readonly after: string | null;
  /** The present state of all that is asked for comes first, one event for each entity. */
  readonly snapshot: boolean;
}

/** Where an event stands in the change log. */
export interface EventPlace {
  /** Positions after the event, as text; null within a snapshot, which can only be begun anew. */
  readonly positions: string | null;
  /** The change that is told; null for a part of a snapshot. */
  readonly change: { readonly plant: string; readonly position: number } | null;
  /** W3C trace context of what led to the change; absent where that is not known. */
  readonly traceparent?: string | undefined;
  /** Equal for events of one entity, of which a newer one makes an older one needless. */
  readonly entity: string;
}

/** The stream has come to a position without anything to tell. */
interface Progress {
  readonly positions: string;
}

/** Key of an event's place beside its root field; alone, under `progress`, in an event that has no root field. */
export const eventPlace: unique symbol = Symbol("place of an event");
export const progress: unique symbol = Symbol("progress of a stream");

/** An event of a stream whose beginning was given, as a subgraph's root field yields it. */
export interface PlacedEvent {
  readonly [eventPlace]?: EventPlace;
  readonly [progress]?: Progress;
}
