/** What the gateway has recorded of what callers do: every mutation, and what is refused to whom. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Caller } from "#schema/canonical/caller.ts";
import type { AuditFacts, AuditLog } from "./audit-log.ts";

/** The same refusal of the same caller is recorded once in this time, and then with how often it came again: nobody shall fill the log. */
const recordedOnceInMs = 10_000;
const knownRefusals = 10_000;

export class Auditor {
  readonly #log: AuditLog;
  readonly #refusals = new LRUCache<string, { readonly recordedAt: number; repeated: number }>({ max: knownRefusals });

  constructor(log: AuditLog) {
    this.#log = log;
  }

  /** To be called before a mutation is run. Throws AuditUnavailable: what cannot be told of must not be done. */
  ensureWritable(): void {
    this.#log.ensureWritable();
  }

  /** A mutation and what came of it: `OK`, or the code of its first error. */
  mutation(caller: Caller | null, name: string, what: AuditFacts, result: string, traceId: string | null): void {
    this.#log.append({ who: actorOf(caller), action: name, what, result, traceId });
  }

  /** What was refused: an operation or a part of it, or a token. Never throws: a refusal stands without its record too. */
  refused(caller: Caller | null, action: "operation.refused" | "token.refused", what: AuditFacts, result: string): void {
    const actor = actorOf(caller);
    const key = createHash("sha256")
      .update(JSON.stringify([actor, action, what, result]))
      .digest("base64url");
    const now = Date.now();
    const known = this.#refusals.get(key);
    if (known && now - known.recordedAt < recordedOnceInMs) {
      known.repeated += 1;
      return;
    }
    const facts = known && known.repeated > 0 ? { ...what, repeated: known.repeated } : what;
    this.#refusals.set(key, { recordedAt: now, repeated: 0 });
    try {
      this.#log.append({ who: actor, action, what: facts, result, traceId: null });
    } catch {
      // The log says itself, in the process's own log, that it cannot be written.
    }
  }
}

function actorOf(caller: Caller | null): {
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly partner: string | null;
} {
  return { subject: caller?.subject ?? null, issuer: caller?.issuer ?? null, partner: caller?.client ?? null };
}
