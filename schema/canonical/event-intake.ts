/** The way in for events, whatever brings them: HTTP, MQTT or files. Transports know this and nothing of what lies behind it. */

export interface EventIntake {
  /**
   * Takes events in: all that it accepts in one durable transaction. Gives one outcome for each event, in the order given.
   * Throws IntakeUnavailable when none can be taken now; then none was.
   *
   * `ALL_OR_NONE` is for transports that answer for a delivery as a whole, as HTTP does: when any event of it is refused or in
   * conflict, those that would have been accepted are not taken either, and their outcome says so (`NOT_TAKEN`).
   */
  accept(events: readonly ReceivedEvent[], sender: EventSender, extent?: "EACH" | "ALL_OR_NONE"): Promise<readonly IntakeOutcome[]>;
}

/** A CloudEvent (version 1.0) as it came, with nothing checked yet but its form. */
export interface ReceivedEvent {
  /** Context attributes by name (`id`, `source`, `type`, `subject`, `plantid` and others), as text. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What its JSON says; undefined when it has none. */
  readonly data: unknown;
  /** As it was sent: what is kept as evidence. */
  readonly raw: string;
}

/** Who brings events, as its token or the transport's own login says. */
export interface EventSender {
  readonly subject: string;
  /** Such as `event:mes`. */
  readonly scopes: readonly string[];
  /** Plants it may speak of. */
  readonly plants: readonly string[] | "ALL";
}

export type IntakeOutcome =
  /** It is kept for good; a duplicate was before. */
  | { readonly outcome: "ACCEPTED" | "DUPLICATE" }
  /**
   * It was not taken, and will not be if it is sent again as it is. `CONFLICT`: its id has been used for other content.
   * `message` names the fault and the remedy; `scope` is there when it is one that the sender's token lacks.
   */
  | { readonly outcome: "CONFLICT" | "REFUSED"; readonly code: string; readonly message: string; readonly scope?: string };

/** Nothing can be taken now: too much waits, or the store is full or away. Sending it again later is safe. */
export class IntakeUnavailable extends Error {
  override readonly name = "IntakeUnavailable";
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What came by a broker or in a file and could not be taken, and will not be if it comes again as it is. */
export interface RefusedDelivery {
  /** Name of the intake in the landscape. */
  readonly intake: string;
  /** The system whose events come this way. */
  readonly system: string;
  /** As far as the message says it. */
  readonly plant: string | null;
  /** The topic, or the file and the line. */
  readonly place: string;
  /** `UNREADABLE` for what is no event, otherwise as in IntakeOutcome. */
  readonly code: string;
  /** The fault and the remedy, for people. */
  readonly message: string;
  /** As it was sent; bytes that are no text as Base64. */
  readonly raw: string;
}
