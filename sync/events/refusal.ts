/** Why an event is not taken in. */

/** Every code that a sender may be told; docs/events.md says what each means. */
export const refusalCodes = [
  "INVALID_ATTRIBUTE",
  "UNKNOWN_SOURCE",
  "INSUFFICIENT_SCOPE",
  "FORBIDDEN_PLANT",
  "UNKNOWN_PLANT",
  "UNKNOWN_TYPE",
  "UNKNOWN_VERSION",
  "INVALID_DATA",
  "UNKNOWN_UNIT",
  "SUBJECT_MISMATCH",
  "OWNERSHIP_VIOLATION",
  "EVENT_CONFLICT",
  "NOT_TAKEN",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Thrown by each step of the check; the message names the fault and the remedy, and is told to the sender. */
export class EventRefused extends Error {
  override readonly name = "EventRefused";
  readonly code: RefusalCode;
  /** The scope that the sender's token needs; null unless that is the fault. */
  readonly scope: string | null;
  constructor(code: RefusalCode, message: string, scope: string | null = null) {
    super(message);
    this.code = code;
    this.scope = scope;
  }
}
