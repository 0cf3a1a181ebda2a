/** What the audit log is told of partners' tokens: who got which, who was refused, which were revoked. */
import type { AuditEvent, AuditFacts, AuditLog } from "../../audit/audit-log.ts";
import type { Auditor } from "../../audit/auditor.ts";
import type { Partner } from "../partner-registry.ts";
import type { Granted } from "./token-endpoint.ts";

export class OAuthRecord {
  readonly #issuer: string;
  readonly #log: AuditLog | null;
  readonly #auditor: Auditor | null;

  /** `log` and `auditor` are null where nobody wants to know. */
  constructor(issuer: string, log: AuditLog | null, auditor: Auditor | null) {
    this.#issuer = issuer;
    this.#log = log;
    this.#auditor = auditor;
  }

  /** Throws AuditUnavailable: what cannot be told of must not be done. */
  ensureWritable(): void {
    this.#log?.ensureWritable();
  }

  issued({ name }: Partner, { issued, access }: Granted, grantType: string): void {
    const what = { tokenId: issued.id, grantType, scopes: access.scopes, plants: access.plants, expiresInSeconds: issued.expiresInSeconds };
    this.#append("token.issued", { subject: issued.subject, issuer: this.#issuer, partner: name }, what);
  }

  /** The same refusal is recorded once in a while; the name is null for who is no partner. */
  refused(name: string | null, reason: string, error: string, facts: AuditFacts = {}): void {
    this.#auditor?.refused(null, "token.refused", { client: name ?? "unknown", reason, ...facts }, error);
  }

  /** `by` is the partner itself, or who looks after it. */
  revoked(name: string, tokenId: string, by: { readonly subject: string; readonly issuer: string | null }): void {
    this.#append("token.revoked", { ...by, partner: name }, { tokenId });
  }

  #append(action: string, who: AuditEvent["who"], what: AuditFacts): void {
    this.#log?.append({ who, action, what, result: "OK", traceId: null });
  }
}
