/** The port by which the way in for events reports what people have to see. */

/** Something about an event that nobody can settle but people. */
export interface EventException {
  /** `EVENT_CONFLICT`: an id was used for other content. */
  readonly kind: "OWNERSHIP_VIOLATION" | "EVENT_CONFLICT";
  readonly plant: string;
  /** Business key. */
  readonly key: string;
  /** Name of the system that sent the event. */
  readonly system: string;
  readonly event: { readonly source: string; readonly id: string };
  readonly traceparent: string | null;
  /** What happened, for people. */
  readonly text: string;
  /** The event as it was sent. */
  readonly raw: string;
}

export interface EventExceptions {
  /** Durable when it returns. Throws when the store is full or away. */
  report(exception: EventException): void;
}
