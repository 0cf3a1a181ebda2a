/** The port of the audit log: who did what, when, and what came of it. What is in it can be added to, and not changed. */

interface AuditActor {
  /** `sub` of the token, or of whoever works at the command line; null where nobody was known. */
  readonly subject: string | null;
  /** `iss` of the token. */
  readonly issuer: string | null;
  /** The partner or client that acted. */
  readonly partner: string | null;
}

/**
 * What was acted upon: names and ids of objects, of the operation and its document. Never secrets, tokens or what a client sent
 * beyond them; what looks like a secret is left out when it is written.
 */
export type AuditFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface AuditEvent {
  readonly who: AuditActor;
  /** Such as `token.issued`, `token.refused`, `partner.revoked`, `operation.refused`, or the name of a mutation. */
  readonly action: string;
  readonly what: AuditFacts;
  /** `OK`, or the code of the refusal. */
  readonly result: string;
  /** W3C trace id, by which the logs and traces of the same request are found; null outside of any. */
  readonly traceId: string | null;
}

export interface AuditEntry extends AuditEvent {
  /** 1 for the first entry, and one more for each. */
  readonly position: number;
  /** When it was appended, as an ISO 8601 moment in UTC. */
  readonly at: string;
}

export interface AuditFilter {
  /** A subject or a partner. */
  readonly who?: string;
  /** An action, or what stands before its dot: `token` has `token.issued` and `token.refused`. */
  readonly action?: string;
  /** ISO 8601 moments in UTC, to milliseconds: from the first on, and before the second. */
  readonly since?: string;
  readonly until?: string;
  /** How many, of the latest; 100 when it is left out. */
  readonly limit?: number;
}

/** An entry and the digest that stands for it and all before it. Kept elsewhere, it shows later whether they are still the same. */
export interface AuditHead {
  readonly position: number;
  readonly hash: string;
}

export interface AuditVerification {
  readonly entries: number;
  /** Null when the log is empty. */
  readonly head: AuditHead | null;
  /** One sentence for each place where the log is not as it was written; empty when it is whole. */
  readonly faults: readonly string[];
}

export interface AuditLog extends Disposable {
  /**
   * Writes an entry within 100 ms, and at the latest when the process ends in whatever way but by being killed. Throws AuditUnavailable
   * when nothing could be written for so long that no more can be kept: what cannot be told of must not be done.
   */
  append(event: AuditEvent): void;
  /** To be called before what must be told of. Throws AuditUnavailable as `append` would. */
  ensureWritable(): void;
  /** The latest entries that fit, oldest first; those just appended are among them. */
  read(filter: AuditFilter): readonly AuditEntry[];
  /** Looks for entries that were changed, removed or put in; `known` is a head that was told before. */
  verify(known?: AuditHead): AuditVerification;
  /** Writes what is not yet written, and lets go of the log. Throws what keeps it from being written. */
  close(): void;
}

export class AuditUnavailable extends Error {
  override readonly name = "AuditUnavailable";
}
