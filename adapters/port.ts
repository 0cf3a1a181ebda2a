/**
 * The adapter port: all that the rest of Andon knows of an ERP. An ERP's dialect ends behind it; what comes out is
 * canonical. `adapters/port.contract.ts` holds every implementation to these promises.
 */
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { Command, Posting, Receipt } from "#schema/canonical/command.ts";

export { carrying } from "./carried-trace.ts";

/** A system that commands are sent to: an ERP, or one of its neighbours. */
export interface CommandTarget<C extends Command = Command> {
  /** Name of the system in the landscape. */
  readonly system: string;

  /**
   * Carries out one command; called within `carrying`, whose trace its calls carry where the protocol can. Throws SourceUnavailable when surely nothing was done, InDoubt when it may have been.
   */
  execute(command: C, signal: AbortSignal): Promise<Receipt>;

  /** How commands go together, in what its system has for it; left out where they only go one by one. */
  readonly batch?: BatchPosting<C>;

  /** Did the command land? Asked after InDoubt or PENDING, before anything is sent again. */
  settle(command: C, signal: AbortSignal): Promise<Settlement>;

  /** Asks the system for a sign of life; never throws. */
  health(signal: AbortSignal): Promise<{ readonly reachable: boolean; readonly detail: string }>;

  /** Lets go of connections. */
  close(): Promise<void>;
}

export interface BatchPosting<C extends Command = Command> {
  /** How many commands go together at most. */
  readonly limit: number;
  /**
   * Carries out commands that are about different things. Gives one outcome for each, in their sequence: one that is refused holds up
   * no other. Throws as `execute` does, where it holds for all of them.
   */
  execute(commands: readonly C[], signal: AbortSignal): Promise<readonly BatchOutcome[]>;
}

/** What came of one command of a batch: what `execute` would have returned or thrown for it. */
export type BatchOutcome = Receipt | SourceUnavailable | InDoubt;

export interface ErpAdapter extends CommandTarget<Posting> {
  /** Codes of the plants that it serves. */
  readonly plants: readonly string[];

  /**
   * Everything the system has, then what changes, without end, until `signal` is aborted (then it returns).
   * - `cursor` null starts with the full load; a batch's cursor goes on after that batch, also in another process.
   * - The consumer asks for the next batch only when the last one is durable; only then does an adapter let go of its
   *   source (archive a file, acknowledge a message).
   * - A record may be told twice, never not at all; the change log drops what it has.
   * - A poll that found nothing yields a batch without changes, so that the consumer knows how fresh it is.
   * - Throws SourceUnavailable when the system cannot be reached or read; the consumer starts again from its cursor.
   */
  changes(cursor: string | null, signal: AbortSignal): AsyncIterable<Batch>;

  /** Present truth of these keys (as `keyOf` builds them), asked of the ERP now. A key that does not exist gives a change with body null. */
  fetch(kind: EntityKind, plant: string, keys: readonly string[], signal: AbortSignal): Promise<Translation>;

  /**
   * Keys of all that the ERP has of a kind in a plant, by which is found what nobody was told of; null for kinds that it cannot list.
   * Left out where `changes` misses nothing that is new, whatever is lost on its way.
   */
  keys?(kind: EntityKind, plant: string, signal: AbortSignal): Promise<readonly string[] | null>;

  /**
   * Translates one kept message again, after a mapping was added. Pure: no call to the ERP. Message as in a
   * failure that this adapter reported.
   */
  translate(message: SourceMessage): Translation;

  /**
   * Takes a notification that the system pushed to our webhook (CloudEvents 1.0, already parsed). It only makes `changes` read sooner and
   * targeted; a lost notification loses nothing. False when the event is not for this adapter.
   */
  notify?(event: { readonly type: string; readonly source: string; readonly data: unknown }): boolean;
}

export type Settlement = { readonly outcome: "APPLIED" | "ABSENT" | "PENDING" } | { readonly outcome: "REJECTED"; readonly reason: string };

/** What one source message, or a page of them, said. */
export interface Translation {
  readonly changes: readonly CanonicalChange[];
  readonly failures: readonly MappingFailure[];
}

export interface Batch extends Translation {
  /** Where to go on after this batch; opaque to the consumer. */
  readonly cursor: string;
  /** True once the full load is through: from here on it is deltas. */
  readonly loaded: boolean;
}

/** A message of an ERP as it came. */
export interface SourceMessage {
  /** Such as `LOIPRO` or `A_ProductionOrder_2`; tells the adapter which translation applies. */
  readonly type: string;
  readonly contentType: "application/json" | "application/xml" | "text/plain";
  /** The original bytes as text (latin1 files keep one character a byte). */
  readonly raw: string;
  /** When it was read (RFC 3339, UTC). */
  readonly observedAt: string;
}

/** A message, or one record of it, that could not be translated; kept with its raw bytes until it is replayed. */
export interface MappingFailure {
  /** The same for the same message read again. */
  readonly id: string;
  readonly plant: string;
  /** The record's key in its system, as far as it could be read. */
  readonly sourceKey: string;
  readonly reason: MappingFailureReason;
  readonly message: SourceMessage;
}

export interface MappingFailureReason {
  readonly code: "UNKNOWN_STATUS" | "UNKNOWN_UNIT" | "UNKNOWN_CODE" | "INVALID_FIELD" | "MESSAGE_UNREADABLE";
  /** Field of the source, such as `E1AFKOL.GMEIN`. */
  readonly field: string;
  /** The value that was not understood. */
  readonly value: string;
  /** What is wrong and where to mend it. */
  readonly text: string;
}

/** The system cannot be reached, refuses for now, or answers what cannot be read. It may pass. */
export class SourceUnavailable extends Error {
  override readonly name = "SourceUnavailable";
  /** Milliseconds the system asked us to wait (`Retry-After`), if it did. */
  readonly retryAfterMs: number | null;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** A posting was sent and no answer came: it may have landed. Never sent again before `settle`. */
export class InDoubt extends Error {
  override readonly name = "InDoubt";
}
